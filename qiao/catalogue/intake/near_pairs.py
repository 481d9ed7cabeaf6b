"""Which rows of one long list may say the same: sketches kept as numbers, compared after the last row."""

from array import array
from collections.abc import Iterable

import numpy as np

from qiao.core.near_duplicates.sketches import NOTHING

MOST_PAIRS = 20_000
"""So many pairs are looked at word by word, those that share most keys."""


class RowSketches:
    """The keys of rows as they come in, 16 bytes for each key."""

    def __init__(self) -> None:
        self._keys, self._rows = array("q"), array("q")

    def add(self, row: int, keys: Iterable[int]) -> None:
        """Take one row; rows come in ascending order."""
        for key in keys:
            if key != NOTHING:
                self._keys.append(key)
                self._rows.append(row)

    def pairs(self, most: int = MOST_PAIRS) -> list[tuple[int, int]]:
        """Pairs of rows (the earlier first) that share keys, those sharing most first, not more than ``most``.

        Of many rows with one key each is paired with the first and with the one before it, so that a list that repeats
        one text a thousand times does not give half a million pairs.
        """
        if not self._keys:
            return []
        keys, rows = np.frombuffer(self._keys, dtype=np.int64), np.frombuffer(self._rows, dtype=np.int64)
        order = np.argsort(keys, kind="stable")
        keys, rows = keys[order], rows[order]
        begins = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
        first = np.repeat(rows[begins], np.diff(np.append(begins, len(keys))))
        again = np.concatenate([[False], keys[1:] == keys[:-1]])
        before = np.concatenate([rows[:1], rows[:-1]])
        apart = again & (first != before)
        earlier = np.concatenate([first[again], before[apart]])
        later = np.concatenate([rows[again], rows[apart]])
        found, shared = np.unique(np.stack([earlier, later], axis=1), axis=0, return_counts=True)
        ranked = np.lexsort((found[:, 1], found[:, 0], -shared))[:most]
        return [(int(one), int(other)) for one, other in found[ranked] if one != other]
