"""Stretches of equal length that begin at every sign of a text, as numbers: what two texts share is compared by them.

The number of a stretch is a polynomial of its code points modulo 2**64. The base is odd and therefore has an inverse,
so that the number of any stretch follows from two sums over the beginnings of the text.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qiao.core.near_duplicates.plain_text import BREAK, FULL, Places, PlainText

Keys = NDArray[np.uint64]

_BASE = 0x9E3779B97F4A7C15
_SPREAD = np.uint64(0xC2B2AE3D27D4EB4F)
_INVERSE = pow(_BASE, -1, 1 << 64)
_SHIFT = np.uint64(31)
_FULL_BP = 10_000


@dataclass(frozen=True, eq=False)
class Shingles:
    """Every stretch of a length in one text: its number, its first sign and the sign after its last."""

    keys: Keys
    starts: Places
    ends: Places


def shingles(text: PlainText, characters: int) -> Shingles:
    """The stretches of ``characters`` (a Latin letter is 0.4 of one) that begin somewhere in the text.

    None goes over the end of a field. A field shorter than that is one stretch by itself.
    """
    size = len(text.signs)
    if not size:
        return Shingles(np.zeros(0, np.uint64), np.zeros(0, np.int64), np.zeros(0, np.int64))
    reached = np.concatenate([[0], np.cumsum(text.lengths)])
    starts = np.arange(size)
    ends = np.searchsorted(reached, reached[:-1] + characters * FULL)
    is_break = text.codes == ord(BREAK)
    # The first break at or after each sign ends its field.
    field_end = _next_break(is_break)
    field_start = _last_break(is_break)
    fits = ~is_break & (ends <= field_end)
    short = ~is_break & (starts == field_start) & (ends > field_end)
    ends = np.where(short, field_end, ends)
    chosen = fits | short
    starts, ends = starts[chosen], ends[chosen]
    return Shingles(_numbers(text.codes, starts, ends), starts, ends)


def covering(text: PlainText, characters: int) -> Shingles:
    """The same with the stretches that end at every sign: whatever two texts have in common is then wholly covered.

    Signs differ in length, so that the last of a common stretch may stand in none of those that begin in it.
    """
    forward = shingles(text, characters)
    reached = np.concatenate([[0], np.cumsum(text.lengths)])
    is_break = text.codes == ord(BREAK)
    ends = np.flatnonzero(~is_break) + 1
    starts = np.searchsorted(reached, reached[ends] - characters * FULL, side="right") - 1
    fits = starts >= (_last_break(is_break)[ends - 1] if len(ends) else starts)
    starts, ends = starts[fits], ends[fits]
    keys = np.concatenate([forward.keys, _numbers(text.codes, starts, ends)])
    return Shingles(keys, np.concatenate([forward.starts, starts]), np.concatenate([forward.ends, ends]))


def covered(text: PlainText, found: Shingles, others: Shingles) -> NDArray[np.bool_]:
    """For each sign of the text whether it stands in a stretch that the other text has too."""
    common = np.isin(found.keys, others.keys)
    steps = np.zeros(len(text.signs) + 1, dtype=np.int64)
    np.add.at(steps, found.starts[common], 1)
    np.add.at(steps, found.ends[common], -1)
    return np.asarray(np.cumsum(steps)[:-1] > 0)


def share_bp(text: PlainText, marked: NDArray[np.bool_]) -> int:
    """How much of the text is marked, in basis points, rounded down; 0 for a text with nothing to compare."""
    return int(text.weights[marked].sum()) * _FULL_BP // text.total if text.total else 0


def numbers_of(text: PlainText, stretches: Sequence[tuple[int, int]]) -> Keys:
    """The numbers of some stretches, given by first sign and the sign after the last; 0 for empty ones."""
    starts, ends = np.array(stretches, dtype=np.int64).reshape(-1, 2).T
    return np.where(starts < ends, _numbers(text.codes, np.minimum(starts, len(text.signs) - 1), ends), np.uint64(0))


def spread(keys: Keys) -> Keys:
    """The numbers in an order that has nothing to do with the text: the same for everybody, at any time."""
    mixed = keys ^ (keys >> _SHIFT)
    mixed = mixed * _SPREAD
    return np.asarray(mixed ^ (mixed >> _SHIFT), dtype=np.uint64)


def _numbers(codes: Keys, starts: Places, ends: Places) -> Keys:
    powers = _powers(_BASE, len(codes))
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(spread(codes + np.uint64(1)) * powers, dtype=np.uint64)])
    numbers = (sums[ends] - sums[starts]) * _powers(_INVERSE, len(codes))[starts]
    return spread(numbers + (ends - starts).astype(np.uint64))


def _powers(base: int, number: int) -> Keys:
    steps = np.full(max(number, 1), base, dtype=np.uint64)
    steps[0] = 1
    return np.cumprod(steps, dtype=np.uint64)[:number]


def _next_break(is_break: NDArray[np.bool_]) -> Places:
    places = np.where(is_break, np.arange(len(is_break)), len(is_break))
    return np.asarray(np.minimum.accumulate(places[::-1])[::-1], dtype=np.int64)


def _last_break(is_break: NDArray[np.bool_]) -> Places:
    """For each sign the first sign of its field."""
    begins = np.where(is_break, np.arange(len(is_break)) + 1, 0)
    return np.asarray(np.maximum.accumulate(begins), dtype=np.int64)
