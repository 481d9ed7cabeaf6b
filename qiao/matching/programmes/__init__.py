"""Roadshow programmes and the week of the technology managers, chosen under limits."""
