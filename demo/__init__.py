"""The demonstration zone."""
