"""In how many records a feature occurs: counted in buckets of fixed size, so memory does not grow."""

from collections.abc import Iterable
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qiao.core.matching.features import Keys, Numbers

BUCKET_BITS = 21
# Ten imaginary records without any feature keep a rare word telling in a list of three records,
# where half of all words occur everywhere; among thousands they change nothing.
PRIOR_RECORDS = 10
SILENT_FEATURES = 4.0
_SHIFT = np.uint32(32 - BUCKET_BITS)


class FeatureStatistics:
    """Document frequencies of hashed features.

    Two features can share a bucket (two million buckets); a shared bucket can only make a feature look more
    frequent, never rarer.
    """

    def __init__(self, records: int = 0, counts: NDArray[np.uint32] | None = None) -> None:
        self.records = records
        self._counts = np.zeros(1 << BUCKET_BITS, dtype=np.uint32) if counts is None else counts

    def add(self, keys: Keys) -> None:
        """Count one record by its distinct feature keys."""
        self.records += 1
        np.add.at(self._counts, keys >> _SHIFT, np.uint32(1))

    def add_all(self, records: int, keys: Iterable[Keys]) -> None:
        """Count many records at once by stretches of their keys, each key once for each record that has it."""
        self.records += records
        for stretch in keys:
            self._counts += np.bincount(stretch >> _SHIFT, minlength=len(self._counts)).astype(np.uint32)

    def plus(self, other: "FeatureStatistics") -> "FeatureStatistics":
        """Return the statistics of both sets of records together."""
        return FeatureStatistics(self.records + other.records, self._counts + other._counts)

    def idf(self, keys: Keys) -> Numbers:
        """Return ln((N + 10) / (n + 0.5)), the weight of each feature, always positive."""
        seen = np.minimum(self._counts[keys >> _SHIFT], self.records)
        weights: Numbers = np.log((self.records + PRIOR_RECORDS) / (seen + 0.5))
        return weights

    @property
    def highest_idf(self) -> float:
        """Return the weight of a feature that no record has."""
        return log((self.records + PRIOR_RECORDS) / 0.5)

    @property
    def silent(self) -> float:
        """Return the square that is added to every length: of features as rare as can be that nobody else has."""
        return float(SILENT_FEATURES * self.highest_idf**2)

    def save(self, path: Path) -> None:
        """Write a compressed file that holds the used buckets only."""
        used = np.flatnonzero(self._counts).astype(np.uint32)
        np.savez_compressed(path, records=self.records, used=used, counts=self._counts[used])

    @classmethod
    def load(cls, path: Path) -> "FeatureStatistics":
        """Read a file written by `save`."""
        counts = np.zeros(1 << BUCKET_BITS, dtype=np.uint32)
        with np.load(path) as stored:
            counts[stored["used"]] = stored["counts"]
            return cls(int(stored["records"]), counts)
