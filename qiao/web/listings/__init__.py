"""Demands, achievements and scenarios that are open to everybody."""
