"""How near two texts are to each other, how much of each the other has, and which stretches these are."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from qiao.core.near_duplicates.passages import Passage, common_passages
from qiao.core.near_duplicates.plain_text import FULL, ComparedText, PlainText, joined, plain_text, shown_stretch
from qiao.core.near_duplicates.shingles import Shingles, covered, covering, share_bp

SHORT, LONG = 4, 12
"""Characters from which a common stretch counts: short ones where the texts are near as wholes, else long ones.

In texts about different things short stretches agree by chance.
"""
_FULL_BP = 10_000


class Degree(StrEnum):
    """How near two texts are, the nearest first."""

    SAME = "same"
    NEARLY = "nearly"
    PASSAGE = "passage"


@dataclass(frozen=True)
class Bounds:
    """From which likeness (basis points) texts are the same and nearly the same; what makes a shared passage.

    A passage is shared when one text has ``part_bp`` of itself in common with the other, or when a single common
    stretch has ``passage_characters``. Raises ValueError for a figure that cannot be a bound.
    """

    same_bp: int
    near_bp: int
    part_bp: int
    passage_characters: int

    def __post_init__(self) -> None:
        if not 1 <= self.near_bp <= self.same_bp <= _FULL_BP:
            raise ValueError(f"near_bp {self.near_bp}, same_bp {self.same_bp}: 1 to 10000, the second not below")
        if not 1 <= self.part_bp <= _FULL_BP:
            raise ValueError(f"part_bp: {self.part_bp} given, 1 to 10000 allowed")
        if self.passage_characters < LONG:
            raise ValueError(f"passage_characters: {self.passage_characters} given, at least {LONG} needed")


@dataclass(frozen=True)
class Overlap:
    """Two texts that have to do with each other.

    ``likeness_bp`` is the weighted Jaccard likeness: what is common by all that either has. The shares are the common
    part of each text. ``first_marks`` and ``second_marks`` are the stretches of each shown text that the other has
    too, and nothing else is counted in the shares; ``passages`` says which belongs to which, the longest first.
    """

    degree: Degree
    likeness_bp: int
    first_share_bp: int
    second_share_bp: int
    first_marks: tuple[tuple[int, int], ...]
    second_marks: tuple[tuple[int, int], ...]
    passages: tuple[Passage, ...]


def overlap_of(first: ComparedText, second: ComparedText, bounds: Bounds) -> Overlap | None:
    """What two texts have in common, None when it is too little to speak of. Exchanging them exchanges the answer."""
    one, other = _plain(first), _plain(second)
    if not one.total or not other.total:
        return None
    marks = _marked(one, other, SHORT)
    likeness = _likeness_bp(one, other, *marks)
    if likeness >= bounds.near_bp:
        degree = Degree.SAME if likeness >= bounds.same_bp else Degree.NEARLY
        return _overlap(degree, likeness, (one, other), marks, SHORT)
    marks = _marked(one, other, LONG)
    partly = max(share_bp(one, marks[0]), share_bp(other, marks[1])) >= bounds.part_bp
    # No passage is longer than the stretches that are marked; most texts end here.
    if not partly and _longest(one, marks[0]) < bounds.passage_characters:
        return None
    found = _overlap(Degree.PASSAGE, likeness, (one, other), marks, LONG)
    longest = found.passages[0].characters if found.passages else 0
    return found if partly or longest >= bounds.passage_characters else None


def _longest(text: PlainText, marked: NDArray[np.bool_]) -> int:
    """Characters of the longest stretch that is marked without a gap."""
    return max((int(text.lengths[start:end].sum()) // FULL for start, end in _runs(marked)), default=0)


def _runs(marked: NDArray[np.bool_]) -> list[tuple[int, int]]:
    steps = np.diff(np.concatenate([[0], marked.astype(np.int8), [0]]))
    return list(zip(np.flatnonzero(steps == 1).tolist(), np.flatnonzero(steps == -1).tolist(), strict=True))


@lru_cache(maxsize=4)
def _plain(text: ComparedText) -> PlainText:
    """The text as it is compared: one text is compared with many, one after another."""
    return plain_text(text)


@lru_cache(maxsize=4)
def _stretches_of(text: PlainText, characters: int) -> Shingles:
    return covering(text, characters)


def _marked(one: PlainText, other: PlainText, characters: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    ours, theirs = _stretches_of(one, characters), _stretches_of(other, characters)
    return covered(one, ours, theirs), covered(other, theirs, ours)


def _likeness_bp(one: PlainText, other: PlainText, ours: NDArray[np.bool_], theirs: NDArray[np.bool_]) -> int:
    common = int(one.weights[ours].sum()) + int(other.weights[theirs].sum())
    # Each side counts what is common once: half of both together stands in both texts.
    return common * _FULL_BP // (2 * (one.total + other.total) - common)


def _overlap(
    degree: Degree,
    likeness: int,
    texts: tuple[PlainText, PlainText],
    marks: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    characters: int,
) -> Overlap:
    return Overlap(
        degree=degree,
        likeness_bp=likeness,
        first_share_bp=share_bp(texts[0], marks[0]),
        second_share_bp=share_bp(texts[1], marks[1]),
        first_marks=_stretches(texts[0], marks[0]),
        second_marks=_stretches(texts[1], marks[1]),
        passages=common_passages(*texts, characters),
    )


def _stretches(text: PlainText, marked: NDArray[np.bool_]) -> tuple[tuple[int, int], ...]:
    return joined([shown_stretch(text, start, end) for start, end in _runs(marked)])
