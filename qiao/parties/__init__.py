"""Zones, organisations, people and the roles in which they act."""
