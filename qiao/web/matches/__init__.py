"""Free-text matching."""
