"""Matches with reasons, introductions and their outcomes."""
