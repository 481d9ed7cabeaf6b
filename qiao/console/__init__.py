"""The `qiao` command: everything an operator does without a browser."""
