"""Reading operators' tables (.xlsx, .xls, .csv) without trusting them, and writing safe ones."""
