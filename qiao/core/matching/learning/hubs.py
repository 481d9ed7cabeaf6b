"""Titles that are near to many demands: to be near such a title says less (cross-domain scaling, Conneau 2018)."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from qiao.core.matching.learning.terms import Counts, Kind, Numbers

# The demands held against a title: the nearest of at most so many of those known when the ranking was learned.
NEAREST, MOST = 10, 1000
BY_TERMS: tuple[tuple[Kind, str], ...] = (("one", "title"), ("one", "all"), ("two", "all"), ("word", "all"))
BY_MEANING: tuple[tuple[Kind, str], ...] = (("word", "title"), ("word", "all"), ("one", "title"))


def thinned(size: int) -> NDArray[np.int64]:
    """Return the places of at most `MOST` of `size` demands, evenly spread."""
    return np.unique(np.linspace(0, max(size - 1, 0), min(size, MOST)).astype(np.int64))


def hubs(
    asked: tuple[Mapping[tuple[Kind, str], Counts], Mapping[tuple[Kind, str], Numbers]],
    rows: Mapping[Kind, Counts],
    vectors: Mapping[Kind, Numbers],
) -> dict[str, Numbers]:
    """Return by name the mean nearness of each title to its nearest demands among `asked` (rows and vectors)."""
    asked_rows, asked_vectors = asked
    found = {}
    for kind, view in BY_TERMS:
        found[f"{kind}.cosine.{view}"] = _nearest((asked_rows[kind, view] @ rows[kind].T).toarray())
    for kind, view in BY_MEANING:
        found[f"{kind}.near.{view}"] = _nearest(asked_vectors[kind, view] @ vectors[kind].T)
    return found


def _nearest(near: Numbers) -> Numbers:
    if not near.shape[0]:
        return np.zeros(near.shape[1])
    return np.asarray(np.sort(near, axis=0)[-NEAREST:].mean(axis=0), dtype=np.float64)
