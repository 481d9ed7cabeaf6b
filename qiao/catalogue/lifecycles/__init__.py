"""Lifecycles of the catalogue, one table each."""
