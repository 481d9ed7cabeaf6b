"""A text as it is compared: width, letter case, blanks and punctuation make no difference; every place is kept."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]

BREAK = "\n"
TITLE_WEIGHT = 3
"""A character of the title counts like three of the text below it."""
FULL, LATIN = 10, 4
"""Tenths of a character that a sign counts: a letter or digit of Latin script says less than a Chinese character."""


@dataclass(frozen=True)
class ComparedText:
    """What is compared of one record: its title and what stands below it, one entry for each field."""

    title: str
    body: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The text to which all positions refer: the title, then every field on a new line."""
        return BREAK.join((self.title, *self.body))


@dataclass(frozen=True, eq=False)
class PlainText:
    """The signs that count, and for each its place in the shown text; fields are separated by BREAK.

    ``weights`` are tenths of a character (a break weighs nothing), those of the title three times theirs.
    """

    signs: str
    places: Places
    in_title: int

    @cached_property
    def codes(self) -> NDArray[np.uint64]:
        """The code points of the signs."""
        return np.frombuffer(self.signs.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)

    @cached_property
    def lengths(self) -> Places:
        """How much each sign adds to the length of a stretch, in tenths of a character; a break adds nothing."""
        weighed = np.where(self.codes < 0x0250, LATIN, FULL)
        return np.asarray(np.where(self.codes == ord(BREAK), 0, weighed), dtype=np.int64)

    @cached_property
    def weights(self) -> Places:
        """How much each sign counts in the whole."""
        weights = self.lengths.copy()
        weights[: self.in_title] *= TITLE_WEIGHT
        return weights

    @property
    def total(self) -> int:
        """What all signs count together; 0 for a text with nothing to compare."""
        return int(self.weights.sum())


def plain_text(text: ComparedText) -> PlainText:
    """The text as it is compared."""
    signs: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text.title):
        _take(char, place, signs, places)
    in_title, offset = len(signs), len(text.title)
    for part in text.body:
        if signs and signs[-1] != BREAK:
            signs.append(BREAK)
            places.append(offset)
        offset += 1
        for place, char in enumerate(part, start=offset):
            _take(char, place, signs, places)
        offset += len(part)
    return PlainText("".join(signs), np.array(places, dtype=np.int64), in_title)


def shown_stretch(text: PlainText, start: int, end: int) -> tuple[int, int]:
    """The stretch of the shown text that signs ``start`` to ``end`` stand for, what lies between them included."""
    return int(text.places[start]), int(text.places[end - 1]) + 1


def joined(stretches: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Stretches in order, those that touch or overlap made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _take(char: str, place: int, signs: list[str], places: list[int]) -> None:
    for sign in _folded(char):
        signs.append(sign)
        places.append(place)


@lru_cache(maxsize=65536)
def _folded(char: str) -> str:
    """The letters and digits that a character stands for; none for blanks, punctuation and marks."""
    folded = unicodedata.normalize("NFKC", char).casefold()
    return "".join(sign for sign in folded if unicodedata.category(sign)[0] in "LN")
