"""Importing lists of achievements, demands and scenarios."""
