"""One module per way of running: base (all), test."""
