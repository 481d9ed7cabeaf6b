"""A record as a bag of hashed features: units, pairs of neighbouring units, and words."""

from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from qiao.core.matching.tokens import UNIT, Segmenter
from qiao.core.matching.words import FUNCTION_WORDS, TRADE_WORDS, word_weight

Keys = NDArray[np.uint32]
Codes = NDArray[np.uint64]
Numbers = NDArray[np.float64]

BREAK = 0
WORD_WEIGHT = 0.5
# Odd constants of 64 bits, one per kind of feature and one per factor, after the golden ratio and xxHash.
_UNIT_KIND, _PAIR_KIND, _WORD_KIND = (
    np.uint64(kind) for kind in (0x165667B19E3779F9, 0x27D4EB2F165667C5, 0x85EBCA77C2B2AE63)
)
_FIRST, _SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_SHIFT = np.uint64(29)
_KEPT = np.uint64(32)


@dataclass(frozen=True)
class Bag:
    """Sorted feature keys of a record and the weighted number of times each occurs, in steps of a half-size number."""

    keys: Keys
    weights: Numbers


def _mix(first: Codes, second: Codes, kind: np.uint64) -> Keys:
    """Spread two codes and a kind over 64 bits and keep the first 32; the same on every machine and in every process.

    Of two texts with 300 features each, one pair in 50,000 shares a key by chance; that moves no digit of a score.
    """
    mixed = first * _FIRST + second * _SECOND + kind
    mixed ^= mixed >> _SHIFT
    mixed *= _FIRST
    return np.asarray((mixed ^ (mixed >> _SHIFT)) >> _KEPT, dtype=np.uint32)


def units(folded: str) -> list[str]:
    """Return the units of a folded text in order, with the characters that separate neighbours."""
    return UNIT.findall(folded)


def codes_of(found: Iterable[str]) -> list[int]:
    """Return a number for each unit: that of its character, CRC-32 of a longer one, `BREAK` for a mark."""
    return [(ord(unit) if len(unit) == 1 else crc32(unit.encode())) if unit[0].isalnum() else BREAK for unit in found]


def _coded(found: Iterable[str]) -> Codes:
    return np.array(codes_of(found), dtype=np.uint64)


def word_keys(words: Iterable[str]) -> Keys:
    """Return the feature keys of folded words."""
    return coded_word_keys(np.array([crc32(word.encode()) for word in words], dtype=np.uint64))


def coded_word_keys(codes: Codes) -> Keys:
    """Return the feature keys of words by the CRC-32 of their UTF-8."""
    return _mix(codes, np.zeros_like(codes), _WORD_KIND)


def neighbours(codes: Codes) -> NDArray[np.bool_]:
    """Return for each code but the last whether it and the next form a pair."""
    return np.asarray((codes[:-1] != BREAK) & (codes[1:] != BREAK))


def unit_keys(codes: Codes) -> Keys:
    """Return the keys of single units; breaks give none."""
    named = codes[codes != BREAK]
    return _mix(named, np.zeros_like(named), _UNIT_KIND)


def pair_keys(codes: Codes) -> Keys:
    """Return the keys of neighbouring units."""
    joined = neighbours(codes)
    return _mix(codes[:-1][joined], codes[1:][joined], _PAIR_KIND)


def pair_keys_of(pairs: Iterable[str]) -> Keys:
    """Return the feature keys of pairs of single characters, in the order given."""
    return character_pair_keys("".join(pairs))


def character_pair_keys(joined: str) -> Keys:
    """Return the feature keys of pairs of single characters that are written one after the other."""
    both = np.frombuffer(joined.encode("utf-32-le"), dtype="<u4").reshape(-1, 2).astype(np.uint64)
    return _mix(both[:, 0], both[:, 1], _PAIR_KIND)


def chinese_words(folded: str, segmenter: Segmenter) -> list[str]:
    """Return the words that are not already units."""
    return [word for word in segmenter.words(folded) if not word.isascii()]


def text_keys(folded: str, segmenter: Segmenter) -> Keys:
    """Return all feature keys of one folded piece of text, repeated as they occur."""
    codes = _coded(units(folded))
    return np.concatenate([unit_keys(codes), pair_keys(codes), word_keys(chinese_words(folded, segmenter))])


def _low_weights() -> tuple[Keys, Numbers]:
    """Return the keys that count less than others: function words, trade words, single Latin letters."""
    weights: dict[int, float] = {}
    for word in sorted(TRADE_WORDS | FUNCTION_WORDS):
        codes = _coded(units(word))
        keys = [word_keys([word])] + ([unit_keys(codes)] if len(codes) == 1 else [])
        weights.update(dict.fromkeys(np.concatenate(keys).tolist(), word_weight(word)))
    for char in "0123456789abcdefghijklmnopqrstuvwxyz":
        weights.update(dict.fromkeys(unit_keys(_coded([char])).tolist(), 0.0))
    keys_sorted = np.array(sorted(weights), dtype=np.uint32)
    return keys_sorted, np.array([weights[key] for key in sorted(weights)])


_LOW_KEYS, _LOW_WEIGHTS = _low_weights()


def importance(keys: Keys, words_from: NDArray[np.bool_]) -> Numbers:
    """Return how much each feature counts; words count half, since their characters count as well."""
    weights = np.where(words_from, WORD_WEIGHT, 1.0)
    places = np.minimum(np.searchsorted(_LOW_KEYS, keys), len(_LOW_KEYS) - 1)
    low = _LOW_KEYS[places] == keys
    weights[low] *= _LOW_WEIGHTS[places[low]]
    return weights
