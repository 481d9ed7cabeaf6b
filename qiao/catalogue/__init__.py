"""Achievements, demands, scenarios and their editions."""
