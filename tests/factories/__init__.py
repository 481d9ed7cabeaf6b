"""Records written directly in any state, and the people around them."""
