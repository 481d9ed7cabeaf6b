"""Importing operators' lists: previewed, decided once, taken whole or not at all."""
