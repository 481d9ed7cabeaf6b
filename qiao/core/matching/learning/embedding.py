"""Meaning of words from the company they keep, learned from the lists themselves; no outside model is needed.

Positive pointwise mutual information of neighbouring terms, brought to few dimensions by a singular value
decomposition (Levy and Goldberg 2014: this is what word2vec approximates).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from qiao.core.matching.learning.terms import Counts, Numbers, of_length_one

Places = NDArray[np.int64]
# Distance weight of a neighbour and the exponent that keeps rare contexts from dominating.
FALLING = 0.2
CONTEXT_POWER = 0.75
# Further directions followed, and rounds, of the decomposition.
SPARE, ROUNDS = 30, 3
_SEED = 2019


@dataclass(frozen=True)
class Passage:
    """Numbers of the terms of a text in order, how far a neighbour may stand, and how much the text counts."""

    places: Sequence[int]
    window: int
    weight: float


def unit_rows(matrix: Numbers) -> Numbers:
    """Return the rows brought to length one; rows of zeros stay."""
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    unit: Numbers = matrix / np.maximum(lengths, 1e-9)
    return unit


def neighbours(passages: Iterable[Passage], size: int) -> sparse.csr_matrix:
    """Return the weighed number of times two different terms stand near each other (symmetric)."""
    rows: list[Places] = [np.zeros(0, dtype=np.int64)]
    columns: list[Places] = [np.zeros(0, dtype=np.int64)]
    weights: list[Numbers] = [np.zeros(0)]
    for passage in passages:
        places = np.asarray(passage.places, dtype=np.int64)
        for distance in range(1, min(passage.window, len(places) - 1) + 1):
            first, second = places[distance:], places[:-distance]
            other = first != second
            rows.append(first[other])
            columns.append(second[other])
            weights.append(np.full(int(other.sum()), passage.weight / (1.0 + FALLING * distance)))
    left, right, weight = np.concatenate(rows), np.concatenate(columns), np.concatenate(weights)
    both = (np.concatenate([left, right]), np.concatenate([right, left]))
    return sparse.coo_matrix((np.concatenate([weight, weight]), both), shape=(size, size)).tocsr()


def embedded(passages: Iterable[Passage], size: int, dimensions: int) -> Numbers:
    """Return a vector of length one per term (terms × dimensions); fewer dimensions when there are few terms."""
    near = neighbours(passages, size)
    dimensions = min(dimensions, size - 1)
    if dimensions < 1 or near.nnz == 0:
        return np.zeros((size, max(dimensions, 1)))
    total = near.sum()
    often = np.asarray(near.sum(axis=1)).ravel()
    context = often**CONTEXT_POWER
    context *= total / context.sum()
    cells = near.tocoo()
    information = np.log(cells.data * total / (often[cells.row] * context[cells.col]))
    told = information > 0
    table = sparse.csr_matrix((information[told], (cells.row[told], cells.col[told])), shape=(size, size))
    left, strength = _strongest(of_length_one(table), dimensions)
    return unit_rows(left * np.sqrt(strength))


def _strongest(table: Counts, count: int) -> tuple[Numbers, Numbers]:
    """Return the strongest left singular vectors and their values by randomised subspace iteration.

    Halko, Martinsson and Tropp 2011, algorithm 4.4; the drawn start is the same every time.
    """
    wide = min(count + SPARE, table.shape[0])
    basis, _ = np.linalg.qr(table @ np.random.default_rng(_SEED).standard_normal((table.shape[1], wide)))
    for _ in range(ROUNDS):
        other, _ = np.linalg.qr(table.T @ basis)
        basis, _ = np.linalg.qr(table @ other)
    turned, strength, _ = np.linalg.svd((table.T @ basis).T, full_matrices=False)
    return (basis @ turned)[:, :count], strength[:count]
