"""One year of the example zone, act by act: plain tables of who does what, when and why."""
