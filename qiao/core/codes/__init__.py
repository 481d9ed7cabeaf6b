"""Checks of the identifiers used in technology transfer, one module per family."""
