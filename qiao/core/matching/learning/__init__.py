"""A ranking learned from pairs that experts graded: score, probability of a fit, and expected grade of a pair."""
