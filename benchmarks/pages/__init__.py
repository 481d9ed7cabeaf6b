"""What pages cost: beside a page written by hand, at 100,000 achievements, in statements and in bytes."""
