"""Texts cut into words and character sequences, and counted."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from qiao.core.matching.tokens import default_segmenter, fold
from qiao.core.matching.words import FUNCTION_WORDS

Kind = Literal["word", "one", "two", "three"]
# A sparse matrix (scipy's csr); scipy publishes no types.
Counts: TypeAlias = Any
Vocabulary = dict[str, int]
Numbers = NDArray[np.float64]

KINDS: tuple[Kind, ...] = ("word", "one", "two", "three")
LENGTHS: dict[Kind, int] = {"one": 1, "two": 2, "three": 3}
# A demand of a hundred thousand characters says no more to the ranking than its first pages.
KEPT_CHARACTERS = 20_000
# In a list that prints words apart, a piece up to this length is a word even if the dictionary lacks it.
LONGEST_PIECE = 6
_LETTERS = re.compile(r"[^\W_]+")


def kept(text: str) -> str:
    """Return the folded beginning of a text that is looked at."""
    return fold(text[:KEPT_CHARACTERS])


def compact(folded: str) -> str:
    """Return the letters and digits of a folded text without anything between them."""
    return "".join(_LETTERS.findall(folded))


def words_of(folded: str) -> list[str]:
    """Return the telling words of a folded running text, with the words inside long words."""
    return [word for word in default_segmenter().words(folded) if word not in FUNCTION_WORDS]


def pieces_of(folded: str) -> list[str]:
    """Return the words of a folded title in order; a list may print them apart."""
    found: list[str] = []
    for piece in folded.split():
        found += [piece] if 1 < len(piece) <= LONGEST_PIECE and piece.isalnum() else words_of(piece)
    return found


def characters(folded: str, length: int) -> list[str]:
    """Return the character sequences of this length inside each run of letters and digits."""
    runs = _LETTERS.findall(folded)
    return [run[i : i + length] for run in runs for i in range(len(run) - length + 1)]


def need_terms(folded: str, kind: Kind) -> list[str]:
    """Return the terms of a kind in a folded demand."""
    return words_of(folded) if kind == "word" else characters(folded, LENGTHS[kind])


def offer_terms(folded: str, kind: Kind) -> list[str]:
    """Return the terms of a kind in a folded title; pairs of characters also across the blanks of a list."""
    pieces = folded.split()
    if kind == "word":
        words = pieces_of(folded)
        return words + [inner for word in words for inner in words_of(word) if inner != word]
    terms = characters(folded, LENGTHS[kind])
    if kind == "two":
        terms += [a[-1] + b[0] for a, b in pairwise(pieces) if (a[-1] + b[0]).isalnum()]
    return terms


def vocabulary_of(documents: Iterable[Iterable[str]]) -> Vocabulary:
    """Return the terms of the documents, numbered in alphabetical order; a blank one when there is none."""
    found = sorted({term for terms in documents for term in terms}) or [""]
    return {term: place for place, term in enumerate(found)}


def counted(documents: Sequence[Iterable[str]], vocabulary: Vocabulary) -> Counts:
    """Return how often each known term stands in each document (documents × terms)."""
    rows: list[int] = []
    columns: list[int] = []
    for row, terms in enumerate(documents):
        known = [vocabulary[term] for term in terms if term in vocabulary]
        rows += [row] * len(known)
        columns += known
    shape = (len(documents), len(vocabulary))
    found = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)
    found.sum_duplicates()
    found.sort_indices()
    return found


def present(counts: Counts) -> Counts:
    """Return the counts with every one of them 1."""
    found = counts.copy()
    found.data = np.ones_like(found.data)
    return found


def damped(counts: Counts) -> Counts:
    """Return 1 + ln(count), so that a text does not win by repeating itself."""
    found = counts.copy()
    found.data = 1.0 + np.log(found.data)
    return found


def row_sums(matrix: Counts) -> Numbers:
    """Return the sum of each row."""
    return np.asarray(matrix.sum(axis=1), dtype=np.float64).ravel()


def of_length_one(matrix: Counts) -> Counts:
    """Return the rows brought to length one; empty rows stay empty."""
    lengths = np.sqrt(row_sums(matrix.multiply(matrix)))
    return sparse.csr_matrix(sparse.diags(1.0 / np.maximum(lengths, 1e-9)) @ matrix)


def row_products(left: Counts, right: Counts) -> Numbers:
    """Return the scalar product of each row with the row of the same number."""
    return row_sums(left.multiply(right))
