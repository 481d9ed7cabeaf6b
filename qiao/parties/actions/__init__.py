"""Use cases of the parties."""
