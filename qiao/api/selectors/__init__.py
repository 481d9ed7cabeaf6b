"""Reads that only the interface for programs needs."""
