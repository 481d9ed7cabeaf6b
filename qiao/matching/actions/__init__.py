"""Use cases of the matching room."""
