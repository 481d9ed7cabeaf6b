"""Use cases of the foundation."""
