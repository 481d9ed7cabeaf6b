"""Every right and every lifecycle, run against the real use cases."""
