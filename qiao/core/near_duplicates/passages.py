"""Which stretch of one text is which stretch of the other."""

from dataclasses import dataclass

import numpy as np

from qiao.core.near_duplicates.plain_text import BREAK, FULL, PlainText, shown_stretch
from qiao.core.near_duplicates.shingles import shingles

MOST = 200
"""So many passages are told, the longest."""
_TRIED = 8
"""Where a stretch stands in the other text more often, so many places are followed and the longest way is taken."""


@dataclass(frozen=True, order=True)
class Passage:
    """A stretch that both texts have: its length in characters and where it stands in each shown text."""

    characters: int
    first: tuple[int, int]
    second: tuple[int, int]


def common_passages(one: PlainText, other: PlainText, characters: int) -> tuple[Passage, ...]:
    """The common stretches of at least so many characters, the longest first; none overlaps another in the
    text that comes first in the order of characters.

    The same pair of texts gives the same passages whichever comes first.
    """
    exchanged = one.signs > other.signs
    follow = _fields if one.signs == other.signs else _runs
    left, right = (other, one) if exchanged else (one, other)
    found = []
    for start, end, there in follow(left, right, characters):
        here, beside = shown_stretch(left, start, end), shown_stretch(right, there, there + end - start)
        length = int(left.lengths[start:end].sum()) // FULL
        found.append(Passage(length, *((beside, here) if exchanged else (here, beside))))
    return tuple(sorted(found, key=lambda p: (-p.characters, p.first, p.second))[:MOST])


def _fields(left: PlainText, right: PlainText, characters: int) -> list[tuple[int, int, int]]:  # noqa: ARG001
    """The fields of a text that is the same as the other: each belongs to itself."""
    ends = [*np.flatnonzero(left.codes == ord(BREAK)).tolist(), len(left.signs)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    return [(start, end, start) for start, end in zip(starts, ends, strict=True) if start < end]


def _runs(left: PlainText, right: PlainText, characters: int) -> list[tuple[int, int, int]]:
    """Walk through the left text; wherever a stretch of it is known, follow it as far as it goes."""
    ours, theirs = shingles(left, characters), shingles(right, characters)
    order = np.argsort(theirs.keys, kind="stable")
    known = theirs.keys[order]
    first, last = np.searchsorted(known, ours.keys, "left"), np.searchsorted(known, ours.keys, "right")
    runs: list[tuple[int, int, int]] = []
    done = 0
    for number in np.flatnonzero(last > first).tolist():
        start = int(ours.starts[number])
        if start < done:
            continue
        tried = theirs.starts[order[first[number] : min(last[number], first[number] + _TRIED)]].tolist()
        length, there = max((_common_length(left, right, start, place), -place) for place in tried)
        if length:
            runs.append((start, start + length, -there))
            done = start + length
    return runs


def _common_length(left: PlainText, right: PlainText, start: int, there: int) -> int:
    """How many signs agree from these places on, within one field."""
    length, step = 0, 64
    while True:
        ours = left.codes[start + length : start + length + step]
        theirs = right.codes[there + length : there + length + step]
        size = min(len(ours), len(theirs))
        ends = np.flatnonzero((ours[:size] != theirs[:size]) | (ours[:size] == ord(BREAK)))
        if len(ends):
            return length + int(ends[0])
        length += size
        if size < step:
            return length
        step *= 2
