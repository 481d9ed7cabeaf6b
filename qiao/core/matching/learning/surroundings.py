"""How a title stands among the other titles proposed for the same demand.

Titles that fit a demand resemble each other (the cluster hypothesis, van Rijsbergen 1979), so a title near the
middle of a list of proposals is likelier to fit than an outlier. The list of a demand is what is being ranked
together with what was graded before; grades play no part here.
"""

from collections.abc import Mapping

import numpy as np

from qiao.core.matching.learning.lexical import Places
from qiao.core.matching.learning.sides import Offers
from qiao.core.matching.learning.terms import Kind, Numbers

# A longer list is cut to the titles nearest to the demand; a shorter one than FEWEST says nothing.
MOST, FEWEST, NEAREST = 80, 5, 3
# Columns: mean, mean weighed to the nearest, mean of the three nearest, each for four likenesses; own place.
WIDTH = 13

Ranked = Mapping[int, tuple[Places, Numbers]]


def surroundings(offers: Offers, lists: Ranked, i: Places, j: Places, closeness: Numbers) -> Numbers:
    """Return one row per pair (demand i, title j), NaN where the list is too short to say anything.

    `lists` gives for each demand the titles proposed, each once, and how close each is; `closeness` is the same
    measure for the pairs.
    """
    found = np.full((len(i), WIDTH), np.nan)
    for need in np.unique(i).tolist():
        inside = np.flatnonzero(i == need)
        titles, close = lists[need]
        if len(titles) > MOST:
            first = np.argsort(-close, kind="stable")[:MOST]
            titles, close = titles[first], close[first]
        if len(titles) >= FEWEST:
            found[inside] = _row(offers, titles, close, j[inside], closeness[inside])
    return found


def _row(offers: Offers, titles: Places, close: Numbers, asked: Places, closeness: Numbers) -> Numbers:
    kinds: tuple[Kind, ...] = ("one", "word", "two")
    likeness = [offers.vectors["word"][asked] @ offers.vectors["word"][titles].T]
    likeness += [(offers.rows[kind][asked] @ offers.rows[kind][titles].T).toarray() for kind in kinds]
    other = (asked[:, None] != titles[None]).astype(np.float64)
    rank = np.empty(len(titles))
    rank[np.argsort(-close, kind="stable")] = np.arange(1, len(titles) + 1)
    columns: list[Numbers] = []
    for near in (one * other for one in likeness):
        columns.append(near.sum(axis=1) / other.sum(axis=1))
        columns.append(near @ (1.0 / rank) / (other @ (1.0 / rank)))
        columns.append(np.sort(near, axis=1)[:, -NEAREST:].mean(axis=1))
    columns.append((closeness - close.mean()) / (close.std() + 1e-6))
    return np.column_stack(columns)
