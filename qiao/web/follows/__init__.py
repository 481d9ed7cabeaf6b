"""Following cases: the button of a case and the list of what one follows."""
