"""Merging duplicates: what points at a record, what a merge would do, doing it and taking it back."""
