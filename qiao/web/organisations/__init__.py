"""Organisations as readers of the catalogue may see them."""
