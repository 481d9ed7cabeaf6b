"""What the texts of both lists say about their own words: vocabulary, rarity, meaning."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qiao.core.matching.learning.embedding import Passage, embedded
from qiao.core.matching.learning.records import Need, Offer
from qiao.core.matching.learning.terms import (
    KINDS,
    Counts,
    Kind,
    Numbers,
    Vocabulary,
    counted,
    kept,
    need_terms,
    offer_terms,
    row_sums,
    vocabulary_of,
)
from qiao.core.matching.words import TRADE_WORDS

WORD_DIMENSIONS, CHARACTER_DIMENSIONS = 300, 200
# How much a trade word (技术, 系统 …) counts beside others of the same rarity.
TRADE_SHARE = 0.3
LOWEST_IDF = 0.1
# A demand is long and there are few of them, so its words are held against four titles each.
NEED_WEIGHT = 4
# Neighbours looked at: in a title of an offer, in the text of a need, in the title of a need; and their weights.
WINDOWS: dict[Kind, tuple[int, int, int]] = {"word": (8, 6, 10), "one": (15, 10, 15)}
WEIGHTS = (1.0, 1.0, 2.0)


@dataclass(frozen=True)
class Language:
    """Numbered terms of each kind, how rare they are, the mean length of a title, and vectors of terms."""

    terms: dict[Kind, Vocabulary]
    rarity: dict[Kind, Numbers]
    length: dict[Kind, float]
    vectors: dict[Kind, Numbers]

    @classmethod
    def of(cls, needs: Sequence[Need], offers: Sequence[Offer]) -> "Language":
        """Learn from all texts, graded or not; a title or demand that stands in the lists twice counts once."""
        titles = [kept(title) for title in sorted({offer.title for offer in offers})]
        asked = sorted({(need.title, need.text) for need in needs})
        heads, texts = [kept(title) for title, _ in asked], [kept(text) for _, text in asked]
        found: dict[Kind, tuple[Vocabulary, Numbers, float, Numbers]] = {
            kind: _learned(kind, titles, heads, texts) for kind in KINDS
        }
        return cls(
            {kind: one[0] for kind, one in found.items()},
            {kind: one[1] for kind, one in found.items()},
            {kind: one[2] for kind, one in found.items()},
            {kind: one[3] for kind, one in found.items() if kind in WINDOWS},
        )


def _learned(
    kind: Kind, titles: list[str], heads: list[str], texts: list[str]
) -> tuple[Vocabulary, Numbers, float, Numbers]:
    offered = [offer_terms(title, kind) for title in titles]
    headed, told = [need_terms(head, kind) for head in heads], [need_terms(text, kind) for text in texts]
    vocabulary = vocabulary_of([*offered, *headed, *told])
    counts = counted(offered, vocabulary)
    whole = counted([a + b for a, b in zip(headed, told, strict=True)], vocabulary)
    mean = float(row_sums(counts).mean()) if len(titles) else 1.0
    rarity = _rarity(counts, whole)
    rarity[[vocabulary[word] for word in sorted(TRADE_WORDS) if word in vocabulary]] *= TRADE_SHARE
    if kind not in WINDOWS:
        return vocabulary, rarity, max(mean, 1.0), np.zeros((0, 0))
    passages = [
        Passage([vocabulary[term] for term in terms], window, weight)
        for documents, window, weight in zip((offered, told, headed), WINDOWS[kind], WEIGHTS, strict=True)
        for terms in documents
    ]
    dimensions = WORD_DIMENSIONS if kind == "word" else CHARACTER_DIMENSIONS
    return vocabulary, rarity, max(mean, 1.0), embedded(passages, len(vocabulary), dimensions)


def _rarity(offers: Counts, needs: Counts) -> Numbers:
    size = offers.shape[1]
    often = np.bincount(offers.indices, minlength=size) + NEED_WEIGHT * np.bincount(needs.indices, minlength=size)
    total = offers.shape[0] + NEED_WEIGHT * needs.shape[0]
    rare: Numbers = np.maximum(np.log((total + 1.0) / (often + 0.5)), LOWEST_IDF)
    return rare
