"""The best records for many questions at once: a sparse product of questions and records, block of records by block.

The values are those of BM25 as tantivy computes it (k1 1.2, b 0.75, lengths in 256 steps), so that the nightly run and
the live search find the same records.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sparse_dot_topn import sp_matmul_topn

from qiao.core.matching.candidates import Term
from qiao.core.matching.features import Keys, Numbers
from qiao.core.matching.folder import IndexUnusable, Manifest
from qiao.core.matching.store import Places, RecordStore

K1, B = 1.2, 0.75
BLOCK = 32_768
_TABLE_BITS = 20
_SHIFT = np.uint32(32 - _TABLE_BITS)
_LOW = np.uint64(0xFFFFFFFF)
Best = NDArray[np.uint64]
"""One line for each question, the best first: the value as bits, then the place of the record counted from the end.

So larger is better, and of equal values the smaller key wins. 0 stands for nothing.
"""


def _length_steps() -> NDArray[np.int64]:
    """Return the lengths that are told apart: 0 to 39, from there on eight steps to each doubling."""
    steps = list(range(24)) + [24 + value for value in range(16)]
    for shift in range(1, 28):
        steps += [24 + ((8 + part) << shift) for part in range(8)]
    return np.array(steps[:256], dtype=np.int64)


LENGTH_STEPS = _length_steps()


@dataclass(frozen=True)
class Records:
    """The records of one state of an index, in the order of keys, and the mean lengths of their words and pairs."""

    folder: Path
    identity: str
    rows: int
    words: float
    pairs: float

    def open(self) -> tuple[RecordStore, Places]:
        """Return the store and the places that count. Raises IndexUnusable when another index has taken the folder."""
        if Manifest.read(self.folder).identity != self.identity:
            raise IndexUnusable(f"index folder {self.folder}: built anew during the run; run it again")
        store = RecordStore(self.folder, self.rows)
        return store, store.alive()


@dataclass(frozen=True)
class Asked:
    """The terms that one source asks for: their keys, whether each is a pair, their weights."""

    keys: Keys
    is_pair: NDArray[np.bool_]
    weights: Numbers


def asked_of(terms: Sequence[Term]) -> Asked:
    """Return the terms of one source as columns."""
    return Asked(
        np.array([term.key for term in terms], dtype=np.uint32),
        np.array([term.kind == "pairs" for term in terms], dtype=np.bool_),
        np.array([term.weight for term in terms], dtype=np.float64),
    )


@dataclass(frozen=True)
class Questions:
    """Weighed terms of many sources: the distinct keys, whether each is a pair, and a line of weights per source."""

    keys: Keys
    is_pair: NDArray[np.bool_]
    weights: csr_matrix

    @classmethod
    def of(cls, sources: Sequence[Asked]) -> "Questions":
        """Put the terms of the sources together."""
        found = np.concatenate([np.zeros(0, dtype=np.uint32), *(one.keys for one in sources)])
        pair = np.concatenate([np.zeros(0, dtype=np.bool_), *(one.is_pair for one in sources)])
        weights = np.concatenate([np.zeros(0), *(one.weights for one in sources)])
        keys, first, columns = np.unique(found, return_index=True, return_inverse=True)
        ends = np.cumsum([0, *(len(one.keys) for one in sources)])
        return cls(keys, pair[first], csr_matrix((weights, columns, ends), shape=(len(sources), len(keys))))

    def times_idf(self, frequencies: NDArray[np.int64], records: int) -> "Questions":
        """Return the same with each weight times ln(1 + (N - n + 0.5) / (n + 0.5))."""
        idf = np.log(1.0 + (records - frequencies + 0.5) / (frequencies + 0.5))
        weighed = self.weights.copy()
        weighed.data = (weighed.data * idf[weighed.indices]).astype(np.float32)
        return Questions(self.keys, self.is_pair, weighed)


@dataclass(frozen=True)
class CountTask:
    """Which block of the records to look through (counted in blocks), for which terms."""

    records: Records
    block: int
    keys: Keys


@dataclass(frozen=True)
class BlockTask:
    """Which block of the records to search, for which questions, how deep."""

    records: Records
    block: int
    questions: Questions
    depth: int


def count_block(task: CountTask) -> NDArray[np.int64]:
    """Return in how many records of a block each term occurs."""
    store, alive = task.records.open()
    terms, _, _ = store.terms(_block(alive, task.block))
    columns, _ = _columns(task.keys, terms)
    return np.bincount(columns, minlength=len(task.keys)).astype(np.int64)


def search_block(task: BlockTask) -> Best:
    """Return the best records of a block for every question. Memory is bounded by the block and the questions."""
    store, alive = task.records.open()
    matrix = _matrix(store, _block(alive, task.block), task.questions, task.records)
    return _best(task.questions.weights, matrix, task.depth, task.block * BLOCK)


def merged(one: Best, other: Best, depth: int) -> Best:
    """Return the best of two lists for each question."""
    both = np.concatenate([one, other], axis=1)
    both.sort(axis=1)
    return np.ascontiguousarray(both[:, ::-1][:, :depth])


def unpacked_best(line: Best) -> tuple[Places, Numbers]:
    """Return the numbers of the records (in the order of keys) and the values of one question, the best first."""
    line = line[line > 0]
    values = (line >> np.uint64(32)).astype(np.uint32).view(np.float32).astype(np.float64)
    return (_LOW - (line & _LOW)).astype(np.int64), values


def mean_lengths(store: RecordStore, alive: Places) -> tuple[float, float]:
    """Return the mean number of words and of pairs."""
    words, pairs = (float(store.rows[name][alive].mean()) if len(alive) else 1.0 for name in ("words", "pairs"))
    return words or 1.0, pairs or 1.0


def _block(alive: Places, block: int) -> Places:
    return alive[block * BLOCK : (block + 1) * BLOCK]


def _columns(keys: Keys, terms: Keys) -> tuple[Places, Places]:
    """Return the columns of the terms that occur in the questions, and where among the terms those stand."""
    if not len(keys):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    table = np.full(1 << _TABLE_BITS, -1, dtype=np.int32)
    table[keys >> _SHIFT] = np.arange(len(keys), dtype=np.int32)
    guess = table[terms >> _SHIFT]
    where = np.flatnonzero(guess >= 0)
    columns, found = guess[where].astype(np.int64), terms[where]
    wrong = np.flatnonzero(keys[columns] != found)
    columns[wrong] = np.minimum(np.searchsorted(keys, found[wrong]), len(keys) - 1)
    right = keys[columns] == found
    return columns[right], where[right]


def _matrix(store: RecordStore, places: Places, questions: Questions, records: Records) -> csr_matrix:
    """Return one line for each term and one column for each record of a block."""
    terms, times, sizes = store.terms(places)
    columns, where = _columns(questions.keys, terms)
    ends = np.concatenate([[0], np.cumsum(sizes)])
    record = np.repeat(np.arange(len(places)), sizes)[where]
    shape = np.empty((2, len(places)))
    for kind, (name, mean) in enumerate((("words", records.words), ("pairs", records.pairs))):
        length = LENGTH_STEPS[np.searchsorted(LENGTH_STEPS, store.rows[name][places], side="right") - 1]
        shape[kind] = K1 * (1.0 - B + B * length / mean)
    often = times[where].astype(np.float64)
    values = often * (1.0 + K1) / (often + shape[questions.is_pair[columns].astype(np.int64), record])
    by_record = csr_matrix(
        (values.astype(np.float32), columns.astype(np.int32), np.searchsorted(where, ends)),
        shape=(len(places), len(questions.keys)),
    )
    return by_record.T.tocsr()


def _best(weights: csr_matrix, matrix: csr_matrix, depth: int, offset: int) -> Best:
    """Return the best of a block; where the last place is shared, all that share it were looked at."""
    asked = depth + 1
    found = sp_matmul_topn(weights.astype(np.float32), matrix, top_n=asked, sort=True)
    best = np.zeros((weights.shape[0], asked), dtype=np.uint64)
    sizes = np.diff(found.indptr)
    line, column = np.repeat(np.arange(len(sizes)), sizes), np.arange(len(found.data)) - found.indptr[:-1].repeat(sizes)
    bits = found.data.astype(np.float32).view(np.uint32).astype(np.uint64) << np.uint64(32)
    best[line, column] = bits | (_LOW - (found.indices.astype(np.uint64) + np.uint64(offset)))
    best.sort(axis=1)
    best = best[:, ::-1]
    shared = np.flatnonzero((best[:, -1] > 0) & (best[:, -1] >> np.uint64(32) == best[:, -2] >> np.uint64(32)))
    best = np.ascontiguousarray(best[:, :depth])
    if len(shared):
        best[shared] = _best(weights[shared], matrix, min(4 * depth, matrix.shape[1]), offset)[:, :depth]
    return best
