"""The bags of all indexed records in one flat file, so that many are compared at once and none is made twice."""

import os
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qiao.core.matching.features import Bag, Keys, Numbers
from qiao.core.matching.scoring import Vector, length_of
from qiao.core.matching.statistics import FeatureStatistics

ROW = np.dtype([("key", "<u8"), ("weight", "<f8")])
_BITS = 16
_SHIFT = np.uint64(64 - _BITS)
_Rows = NDArray[np.void]
# Bytes of the file from an offset on: (how many, where).
_Read = Callable[[int, int], bytes]


@dataclass(frozen=True)
class SharedFeatures:
    """What a source shares with each of several records: flat lists, and where each record's stretch begins.

    `estimates` are the similarities but for the last digits, since they are added in another order.
    """

    keys: Keys
    values: Numbers
    begins: NDArray[np.int64]
    estimates: Numbers

    def of(self, place: int) -> tuple[Keys, Numbers]:
        """Return the features shared with one of the records and what each adds to the similarity."""
        stretch = slice(int(self.begins[place]), int(self.begins[place + 1]))
        return self.keys[stretch], self.values[stretch]


class BagWriter:
    """Takes the bags of an index one by one; memory does not grow with them when there is a folder."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._file = BytesIO() if folder is None else (folder / "bags.bin").open("wb")
        self._sizes: list[int] = []

    def add(self, bag: Bag) -> None:
        """Write one bag."""
        rows = np.empty(len(bag.keys), dtype=ROW)
        rows["key"], rows["weight"] = bag.keys, bag.weights
        self._file.write(rows.tobytes())
        self._sizes.append(len(rows))

    def discard(self) -> None:
        """Close the file of a build that failed."""
        self._file.close()

    def finish(self, statistics: FeatureStatistics) -> "BagStore":
        """Work out the length of each vector, now that all is counted, and open what was written."""
        ends = np.cumsum([0, *self._sizes], dtype=np.int64)
        data = self._file.getvalue() if isinstance(self._file, BytesIO) else b""
        self._file.close()
        read = partial(_from_memory, data) if self._folder is None else _from_file(self._folder / "bags.bin")
        lengths = np.empty(len(self._sizes))
        for place in range(len(lengths)):
            rows = _rows(read, ends, place)
            lengths[place] = length_of(rows["weight"] * statistics.idf(rows["key"]), statistics)
        if self._folder is not None:
            np.savez(self._folder / "bags.npz", ends=ends, lengths=lengths)
        return BagStore(read, ends, lengths)


class BagStore:
    """Bags by their place in the order of writing."""

    def __init__(self, read: _Read, ends: NDArray[np.int64], lengths: Numbers) -> None:
        self._read = read
        self._ends = ends
        self._lengths = lengths

    @classmethod
    def open(cls, folder: Path) -> "BagStore":
        """Open for reading. Raises OSError or ValueError when a file is missing or cut short."""
        with np.load(folder / "bags.npz") as stored:
            ends, lengths = stored["ends"], stored["lengths"]
        if (folder / "bags.bin").stat().st_size != int(ends[-1]) * ROW.itemsize:
            raise ValueError("bags.bin is cut short")
        return cls(_from_file(folder / "bags.bin"), ends, lengths)

    def compare(self, source: Vector, places: Sequence[int], statistics: FeatureStatistics) -> SharedFeatures:
        """Return what a source shares with the records at these places, in the order of the places."""
        rows = np.frombuffer(b"".join(self._bytes(place) for place in places), dtype=ROW)
        which = np.array(places, dtype=np.int64)
        sizes = self._ends[which + 1] - self._ends[which]
        # Most features are told apart by their first bits; only the rest is looked up.
        known = np.zeros(1 << _BITS, dtype=np.bool_)
        known[source.keys >> _SHIFT] = True
        possible = np.flatnonzero(known[rows["key"] >> _SHIFT])
        keys = rows["key"][possible]
        found = np.minimum(np.searchsorted(source.keys, keys), max(len(source.keys) - 1, 0))
        same = source.keys[found] == keys if len(keys) else np.zeros(0, dtype=np.bool_)
        keys, found, possible = keys[same], found[same], possible[same]
        owner = np.searchsorted(np.cumsum(sizes), possible, side="right")
        weights = rows["weight"][possible] * statistics.idf(keys) / self._lengths[which][owner]
        values = source.weights[found] * weights
        begins = np.searchsorted(owner, np.arange(len(which) + 1))
        estimates = np.asarray(np.bincount(owner, weights=values, minlength=len(which)), dtype=np.float64)
        return SharedFeatures(keys, values, begins, estimates)

    def _bytes(self, place: int) -> bytes:
        begin, end = int(self._ends[place]), int(self._ends[place + 1])
        return self._read((end - begin) * ROW.itemsize, begin * ROW.itemsize)


def _rows(read: _Read, ends: NDArray[np.int64], place: int) -> _Rows:
    begin, end = int(ends[place]), int(ends[place + 1])
    return np.frombuffer(read((end - begin) * ROW.itemsize, begin * ROW.itemsize), dtype=ROW)


def _from_memory(data: bytes, count: int, offset: int) -> bytes:
    return data[offset : offset + count]


def _from_file(path: Path) -> _Read:
    """Return a reader of a file, closed when nobody needs it; reading by place is safe among threads."""
    return _File(path).read


class _File:
    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._handle)

    def read(self, count: int, offset: int) -> bytes:
        return os.pread(self._handle, count, offset)
