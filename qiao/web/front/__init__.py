"""Home, what is simulated, health."""
