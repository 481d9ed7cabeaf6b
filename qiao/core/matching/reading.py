"""Reading a record once: its bag of features, and the words and character pairs by which it is found."""

import re
from array import array
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise
from operator import add
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from qiao.core.matching.features import (
    BREAK,
    Bag,
    Keys,
    character_pair_keys,
    chinese_words,
    coded_word_keys,
    codes_of,
    importance,
    neighbours,
    pair_keys,
    unit_keys,
    units,
)
from qiao.core.matching.texts import MatchText, parts
from qiao.core.matching.tokens import Segmenter, fold, is_latin
from qiao.core.matching.words import FUNCTION_WORDS, weighed_stretches

KEPT_CLAUSES = 32_768
MOST_TIMES = 255
_MARKS = "，。；、：！？（）,;:!?()\n"
_LATIN = re.compile("[a-z0-9]")
CLAUSE = re.compile(f"[^{_MARKS}]*[{_MARKS}]|[^{_MARKS}]+")


@dataclass(frozen=True)
class Reading:
    """What one pass over a record gives.

    `words` (words and longer Latin units) and `pairs` (neighbouring Chinese characters) are divided by blanks, each
    as often as its place in the record counts.
    """

    bag: Bag
    words: str
    pairs: str

    def terms(self) -> tuple[Keys, NDArray[np.uint8]]:
        """Return the distinct keys of words and pairs, and how often each occurs, 255 at most."""
        codes = np.array([crc32(word.encode()) for word in self.words.split()], dtype=np.uint64)
        keys = np.concatenate([coded_word_keys(codes), character_pair_keys(self.pairs.replace(" ", ""))])
        distinct, times = np.unique(keys, return_counts=True)
        return distinct, np.minimum(times, MOST_TIMES).astype(np.uint8)


class Reader:
    """Reads records; clauses met before are remembered, the last many thousand, so a changed text costs little.

    A clause ends at a mark that neither a word, a unit nor a pair crosses, so its features are its own.
    """

    def __init__(self, segmenter: Segmenter) -> None:
        self.segmenter = segmenter
        self._clause = lru_cache(maxsize=KEPT_CLAUSES)(partial(_clause, segmenter))

    def read(self, record: MatchText) -> Reading:
        """Return the bag of a record and the terms by which it is found."""
        clauses = self._clauses(record)
        return Reading(
            _bag(clauses), "".join([one.words_said for one in clauses]), "".join([one.pairs_said for one in clauses])
        )

    def bag_of(self, record: MatchText) -> Bag:
        """Return the bag of a record; a title counts three times, a keyword twice.

        Frequencies are damped as log2(1 + f), so that a long text does not win by repeating itself.
        """
        return _bag(self._clauses(record))

    def _clauses(self, record: MatchText) -> "list[_Clause]":
        return [self._clause(text, part.weight) for part in parts(record) for text in CLAUSE.findall(part.text)]


@dataclass(frozen=True, slots=True)
class _Clause:
    """Codes of the units and words of a clause in order, and how often each counts, as bytes to be joined."""

    codes: bytes
    repeats: bytes
    words: bytes
    word_repeats: bytes
    words_said: str
    pairs_said: str


def _clause(segmenter: Segmenter, text: str, weight: float) -> _Clause:
    folded = fold(text)
    plain = folded.rstrip(_MARKS)
    if plain.isalnum() and _LATIN.search(plain) is None:
        return _plain_clause(segmenter, plain, weight)
    chain: list[str] = []
    repeats = array("d")
    for stretch, count in weighed_stretches(folded):
        found = units(stretch)
        chain += found
        repeats.extend([weight * count] * len(found))
    words = chinese_words(folded, segmenter)
    latin = [unit for unit in chain if len(unit) > 1 and is_latin(unit[0])]
    single = [unit if len(unit) == 1 and unit.isalnum() else "" for unit in chain]
    pairs = "".join([f"{a}{b} " for a, b in pairwise(single) if a and b and not (a.isascii() and b.isascii())])
    return _put_together(array("Q", codes_of(chain)), repeats, words, (_said(words + latin), pairs), weight)


def _plain_clause(segmenter: Segmenter, plain: str, weight: float) -> _Clause:
    """Read a clause in which every character is a unit by itself, as most are."""
    repeats = array("d")
    for stretch, count in weighed_stretches(plain):
        repeats.extend([weight * count] * len(stretch))
    words = segmenter.words(plain)
    pairs = "".join([f"{pair} " for pair in map(add, plain, plain[1:])])
    return _put_together(array("Q", map(ord, plain)), repeats, words, (_said(words), pairs), weight)


def _said(words: list[str]) -> str:
    return "".join([f"{word} " for word in words if word not in FUNCTION_WORDS])


def _put_together(
    codes: "array[int]", repeats: "array[float]", words: list[str], said: tuple[str, str], weight: float
) -> _Clause:
    codes.append(BREAK)
    repeats.append(0.0)
    return _Clause(
        codes.tobytes(),
        repeats.tobytes(),
        array("Q", [crc32(word.encode()) for word in words]).tobytes(),
        array("d", [weight] * len(words)).tobytes(),
        said[0] * int(weight),
        said[1] * int(weight),
    )


def _bag(clauses: list[_Clause]) -> Bag:
    codes = np.frombuffer(b"".join([clause.codes for clause in clauses]), dtype=np.uint64)
    repeats = np.frombuffer(b"".join([clause.repeats for clause in clauses]))
    words = np.frombuffer(b"".join([clause.words for clause in clauses]), dtype=np.uint64)
    word_repeats = np.frombuffer(b"".join([clause.word_repeats for clause in clauses]))
    joined = neighbours(codes)
    keys = np.concatenate([unit_keys(codes), pair_keys(codes), coded_word_keys(words)])
    pair_repeats = np.minimum(repeats[:-1], repeats[1:])[joined]
    repeats = np.concatenate([repeats[codes != BREAK], pair_repeats, word_repeats])
    unique, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    frequency = np.bincount(inverse, weights=repeats, minlength=len(unique))
    weights = np.log2(1.0 + frequency) * importance(unique, first >= len(keys) - len(words))
    # Kept in half-size numbers wherever a bag is kept, so a stored bag and a fresh one are the same.
    weights = weights.astype(np.float16).astype(np.float64)
    kept = weights > 0
    return Bag(unique[kept], weights[kept])
