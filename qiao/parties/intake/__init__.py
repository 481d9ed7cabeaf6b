"""Importing lists of organisations and people."""
