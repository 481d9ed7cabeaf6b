"""The registers that the office keeps: organisations, people and their roles, merges, rules, names of the zone."""
