"""Plain measures that a learned ranking has to beat: BM25 of words and of character pairs, TF-IDF, chance."""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

import numpy as np
from scipy import sparse

from qiao.core.matching.learning.terms import (
    Counts,
    characters,
    compact,
    counted,
    damped,
    kept,
    of_length_one,
    present,
    row_products,
    row_sums,
    vocabulary_of,
    words_of,
)

Pairs = Sequence[tuple[str, str]]
Texts = Mapping[str, str]
_K1, _B = 1.2, 0.75


def by_chance(pairs: Pairs, seed: int = 2019) -> list[float]:
    """Score by chance."""
    dice = random.Random(seed)
    return [dice.random() for _ in pairs]


def bm25_words(pairs: Pairs, needs: Texts, offers: Texts) -> list[float]:
    """Score by BM25 of the words of the title in the demand."""
    return _bm25(pairs, needs, offers, words_of)


def bm25_characters(pairs: Pairs, needs: Texts, offers: Texts) -> list[float]:
    """Score by BM25 of the character pairs of the title in the demand."""
    return _bm25(pairs, needs, offers, lambda text: characters(compact(text), 2))


def tfidf(pairs: Pairs, needs: Texts, offers: Texts) -> list[float]:
    """Score by the cosine of damped TF-IDF vectors of 1 to 3 characters."""

    def cut(text: str) -> Iterable[str]:
        return chain.from_iterable(characters(compact(text), length) for length in (1, 2, 3))

    asked, offered = _counts(needs, offers, cut)
    both = sparse.vstack([asked, offered]).tocsr()
    rarity = 1.0 + np.log((both.shape[0] + 1) / (np.bincount(both.indices, minlength=both.shape[1]) + 1.0))
    left, right = (of_length_one(damped(side) @ sparse.diags(rarity)) for side in (asked, offered))
    return _scored(pairs, needs, offers, (left, right))


def _bm25(pairs: Pairs, needs: Texts, offers: Texts, cut: Callable[[str], Iterable[str]]) -> list[float]:
    asked, offered = _counts(needs, offers, cut)
    often = np.bincount(offered.indices, minlength=offered.shape[1])
    rarity = np.log(1.0 + (offered.shape[0] - often + 0.5) / (often + 0.5))
    length = row_sums(offered)
    share = np.repeat(length / max(float(length.mean()), 1e-9), np.diff(offered.indptr))
    scored = offered.copy()
    scored.data = offered.data * (_K1 + 1) / (offered.data + _K1 * (1 - _B + _B * share))
    return _scored(pairs, needs, offers, (present(asked), sparse.csr_matrix(scored @ sparse.diags(rarity))))


def _counts(needs: Texts, offers: Texts, cut: Callable[[str], Iterable[str]]) -> tuple[Counts, Counts]:
    asked = [list(cut(kept(text))) for text in needs.values()]
    offered = [list(cut(kept(text))) for text in offers.values()]
    vocabulary = vocabulary_of(offered)
    return counted(asked, vocabulary), counted(offered, vocabulary)


def _scored(pairs: Pairs, needs: Texts, offers: Texts, rows: tuple[Counts, Counts]) -> list[float]:
    need = {key: place for place, key in enumerate(needs)}
    offer = {key: place for place, key in enumerate(offers)}
    i, j = [need[key] for key, _ in pairs], [offer[key] for _, key in pairs]
    return row_products(rows[0][i], rows[1][j]).tolist() if pairs else []
