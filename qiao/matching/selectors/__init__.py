"""Reads of the matching room."""
