"""A record as a bag of hashed features: units, pairs of neighbouring units, and words."""

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from qiao.core.matching.texts import MatchText, parts
from qiao.core.matching.tokens import UNIT, Segmenter, fold
from qiao.core.matching.words import FUNCTION_WORDS, TRADE_WORDS, weighed_stretches, word_weight

Keys = NDArray[np.uint64]
Numbers = NDArray[np.float64]

BREAK = 0
WORD_WEIGHT = 0.5
KEPT_CLAUSES = 32_768
_MARKS = "，。；、：！？（）,;:!?()\n"
CLAUSE = re.compile(f"[^{_MARKS}]*[{_MARKS}]|[^{_MARKS}]+")
# Odd constants of 64 bits, one per kind of feature and one per factor, after the golden ratio and xxHash.
_UNIT_KIND, _PAIR_KIND, _WORD_KIND = (
    np.uint64(kind) for kind in (0x165667B19E3779F9, 0x27D4EB2F165667C5, 0x85EBCA77C2B2AE63)
)
_FIRST, _SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_SHIFT = np.uint64(29)


@dataclass(frozen=True)
class Bag:
    """Sorted feature keys of a record and the weighted number of times each occurs."""

    keys: Keys
    weights: Numbers


def _mix(first: Keys, second: Keys, kind: np.uint64) -> Keys:
    """Spread two codes and a kind over 64 bits; the same on every machine and in every process."""
    mixed = first * _FIRST + second * _SECOND + kind
    mixed ^= mixed >> _SHIFT
    mixed *= _FIRST
    return np.asarray(mixed ^ (mixed >> _SHIFT), dtype=np.uint64)


def units(folded: str) -> list[str]:
    """Return the units of a folded text in order, with the characters that separate neighbours."""
    return UNIT.findall(folded)


def _codes(found: Iterable[str]) -> list[int]:
    return [(ord(unit) if len(unit) == 1 else crc32(unit.encode())) if unit[0].isalnum() else BREAK for unit in found]


def _coded(found: Iterable[str]) -> Keys:
    return np.array(_codes(found), dtype=np.uint64)


def word_keys(words: Iterable[str]) -> Keys:
    """Return the feature keys of folded words."""
    codes = np.array([crc32(word.encode()) for word in words], dtype=np.uint64)
    return _mix(codes, np.zeros_like(codes), _WORD_KIND)


def _neighbours(codes: Keys) -> NDArray[np.bool_]:
    """Return for each code but the last whether it and the next form a pair."""
    return np.asarray((codes[:-1] != BREAK) & (codes[1:] != BREAK))


def unit_keys(codes: Keys) -> Keys:
    """Return the keys of single units; breaks give none."""
    named = codes[codes != BREAK]
    return _mix(named, np.zeros_like(named), _UNIT_KIND)


def pair_keys(codes: Keys) -> Keys:
    """Return the keys of neighbouring units."""
    joined = _neighbours(codes)
    return _mix(codes[:-1][joined], codes[1:][joined], _PAIR_KIND)


def pair_keys_of(pairs: Iterable[str]) -> Keys:
    """Return the feature keys of pairs of single characters, in the order given."""
    both = np.array([(ord(pair[0]), ord(pair[1])) for pair in pairs], dtype=np.uint64).reshape(-1, 2)
    return _mix(both[:, 0], both[:, 1], _PAIR_KIND)


def _chinese_words(folded: str, segmenter: Segmenter) -> list[str]:
    """Return the words that are not already units."""
    return [word for word in segmenter.words(folded) if not word.isascii()]


def text_keys(folded: str, segmenter: Segmenter) -> Keys:
    """Return all feature keys of one folded piece of text, repeated as they occur."""
    codes = _coded(units(folded))
    return np.concatenate([unit_keys(codes), pair_keys(codes), word_keys(_chinese_words(folded, segmenter))])


def _low_weights() -> tuple[Keys, Numbers]:
    """Return the keys that count less than others: function words, trade words, single Latin letters."""
    weights: dict[int, float] = {}
    for word in sorted(TRADE_WORDS | FUNCTION_WORDS):
        codes = _coded(units(word))
        keys = [word_keys([word])] + ([unit_keys(codes)] if len(codes) == 1 else [])
        weights.update(dict.fromkeys(np.concatenate(keys).tolist(), word_weight(word)))
    for char in "0123456789abcdefghijklmnopqrstuvwxyz":
        weights.update(dict.fromkeys(unit_keys(_coded([char])).tolist(), 0.0))
    keys_sorted = np.array(sorted(weights), dtype=np.uint64)
    return keys_sorted, np.array([weights[key] for key in sorted(weights)])


_LOW_KEYS, _LOW_WEIGHTS = _low_weights()


def _importance(keys: Keys, words_from: NDArray[np.bool_]) -> Numbers:
    weights = np.where(words_from, WORD_WEIGHT, 1.0)
    places = np.minimum(np.searchsorted(_LOW_KEYS, keys), len(_LOW_KEYS) - 1)
    low = _LOW_KEYS[places] == keys
    weights[low] *= _LOW_WEIGHTS[places[low]]
    return weights


class BagMaker:
    """Makes bags; clauses met before are remembered, the last many thousand, so a changed text costs little.

    A clause ends at a mark that neither a word, a unit nor a pair crosses, so its features are its own.
    """

    def __init__(self, segmenter: Segmenter) -> None:
        self._clause = lru_cache(maxsize=KEPT_CLAUSES)(partial(_clause, segmenter))

    def bag_of(self, record: MatchText) -> Bag:
        """Return the bag of a record; a title counts three times, a keyword twice.

        Frequencies are damped as log2(1 + f), so that a long text does not win by repeating itself.
        """
        clauses = [self._clause(text, part.weight) for part in parts(record) for text in CLAUSE.findall(part.text)]
        codes = np.frombuffer(b"".join([clause.codes for clause in clauses]), dtype=np.uint64)
        repeats = np.frombuffer(b"".join([clause.repeats for clause in clauses]))
        words = np.frombuffer(b"".join([clause.words for clause in clauses]), dtype=np.uint64)
        word_repeats = np.frombuffer(b"".join([clause.word_repeats for clause in clauses]))
        keys = np.concatenate([unit_keys(codes), pair_keys(codes), _mix(words, np.zeros_like(words), _WORD_KIND)])
        pair_repeats = np.minimum(repeats[:-1], repeats[1:])[_neighbours(codes)]
        repeats = np.concatenate([repeats[codes != BREAK], pair_repeats, word_repeats])
        unique, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        frequency = np.bincount(inverse, weights=repeats, minlength=len(unique))
        weights = np.log2(1.0 + frequency) * _importance(unique, first >= len(keys) - len(words))
        kept = weights > 0
        return Bag(unique[kept], weights[kept])


@dataclass(frozen=True, slots=True)
class _Clause:
    """Codes of the units and words of a clause in order, and how often each counts, as bytes to be joined."""

    codes: bytes
    repeats: bytes
    words: bytes
    word_repeats: bytes


def _clause(segmenter: Segmenter, text: str, weight: float) -> _Clause:
    folded = fold(text)
    chain: list[str] = []
    repeats = array("d")
    for stretch, count in weighed_stretches(folded):
        found = units(stretch)
        chain += found
        repeats.extend([weight * count] * len(found))
    words = _chinese_words(folded, segmenter)
    return _Clause(
        array("Q", [*_codes(chain), BREAK]).tobytes(),
        (repeats + array("d", [0.0])).tobytes(),
        array("Q", [crc32(word.encode()) for word in words]).tobytes(),
        array("d", [weight] * len(words)).tobytes(),
    )
