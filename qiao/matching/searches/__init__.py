"""Saved searches: what a person wants to be told of, how it is watched, and why each record is named."""
