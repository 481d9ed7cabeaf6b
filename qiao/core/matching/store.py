"""What an index knows of its records, in flat files that only grow: a log in which the last row of a key counts."""

import json
import os
import weakref
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qiao.core.matching.facts import COMPARISONS, with_fact
from qiao.core.matching.features import Keys, Numbers
from qiao.core.matching.results import FactName
from qiao.core.matching.scoring import VERDICTS, Vector
from qiao.core.matching.statistics import FeatureStatistics
from qiao.core.matching.texts import MatchText

ROW = np.dtype(
    [
        ("key", "<i8"),
        ("features", "<i8"),  # where the stretch of the record ends
        ("terms", "<i8"),
        ("version", "<i4"),
        ("owner", "<i4"),
        ("digest", "<u4"),
        ("words", "<u2"),
        ("pairs", "<u2"),
        ("facts", "<u2", (len(COMPARISONS),)),
        ("gone", "<u2"),
    ]
)
COLUMNS: Mapping[str, Any] = {"keys": "<u4", "weights": "<f2", "terms": "<u4", "times": "<u1", "rows": ROW}
AT_ONCE = 2_000_000
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Shared:
    """What a source shares with each of several records: flat lists, and where each record's stretch begins."""

    keys: Keys
    values: Numbers
    begins: Places
    similarities: Numbers

    def of(self, place: int) -> tuple[Keys, Numbers]:
        """Return the features shared with one of the records and what each adds to the similarity."""
        stretch = slice(int(self.begins[place]), int(self.begins[place + 1]))
        return self.keys[stretch], self.values[stretch]


class RecordStore:
    """The files of a folder, read where they lie; places count from 0 in the order of writing."""

    def __init__(self, folder: Path, rows: int) -> None:
        """Open. Raises OSError or ValueError when a file is missing or cut short."""
        self._values = values_of(folder)
        self.rows = _mapped(folder / "rows.bin", ROW, rows)
        features, terms = (int(self.rows[-1][name]) if rows else 0 for name in ("features", "terms"))
        sizes = {"keys": features, "weights": features, "terms": terms, "times": terms}
        self._columns = {name: _mapped(folder / f"{name}.bin", COLUMNS[name], size) for name, size in sizes.items()}
        self._files = {name: os.open(folder / f"{name}.bin", os.O_RDONLY) for name in sizes}
        weakref.finalize(self, _close, tuple(self._files.values()))
        self._feature_ends = _ends(self.rows["features"])
        self._term_ends = _ends(self.rows["terms"])

    def alive(self) -> Places:
        """Return the places that count, in the order of keys."""
        latest = len(self.rows) - 1 - np.unique(self.rows["key"][::-1], return_index=True)[1]
        return np.asarray(latest[self.rows["gone"][latest] == 0], dtype=np.int64)

    def count(self) -> FeatureStatistics:
        """Return in how many records each feature occurs; memory does not grow with them."""
        found, places = FeatureStatistics(), np.sort(self.alive())
        found.add_all(len(places), (keys for _, keys, _ in self._stretches(places)))
        return found

    def lengths(self, places: Places, statistics: FeatureStatistics) -> Numbers:
        """Return what the vectors of these records are divided by, places rising; see `vector_of`."""
        found = [np.zeros(0)]
        silent = statistics.silent
        for sizes, keys, weights in self._stretches(places):
            weighed = weights * statistics.idf(keys)
            owner = np.repeat(np.arange(len(sizes)), sizes)
            found.append(np.sqrt(np.bincount(owner, weights=weighed * weighed, minlength=len(sizes)) + silent))
        return np.concatenate(found)

    def compare(self, source: Vector, places: Places, lengths: Numbers, statistics: FeatureStatistics) -> Shared:
        """Return what a source shares with the records at these places, in the order of the places."""
        begins, ends = self._feature_ends[places], self._feature_ends[places + 1]
        keys = self._joined("keys", begins, ends)
        # Most features are told apart by their first bits; only the rest is looked up.
        known = np.zeros(1 << 16, dtype=np.bool_)
        known[source.keys >> np.uint32(16)] = True
        possible = np.flatnonzero(known[keys >> np.uint32(16)])
        keys = keys[possible]
        found = np.minimum(np.searchsorted(source.keys, keys), max(len(source.keys) - 1, 0))
        same = source.keys[found] == keys if len(keys) else np.zeros(0, dtype=np.bool_)
        keys, found, possible = keys[same], found[same], possible[same]
        owner = np.repeat(np.arange(len(places)), ends - begins)[possible]
        weights = self._joined("weights", begins, ends)[possible].astype(np.float64)
        values = source.weights[found] * (weights * statistics.idf(keys) / lengths[owner])
        stretches = np.searchsorted(owner, np.arange(len(places) + 1))
        total = np.bincount(owner, weights=values, minlength=len(places))
        return Shared(keys, values, stretches, np.minimum(total, 1.0))

    def verdicts(self, source: MatchText, places: Places) -> dict[FactName, Places]:
        """Return for each fact how it compares with these records, as places in `VERDICTS`."""
        found: dict[FactName, Places] = {}
        numbers = self.rows["facts"][places]
        for column, (name, compare) in enumerate(COMPARISONS.items()):
            distinct, where = np.unique(numbers[:, column], return_inverse=True)
            told = [compare(source, with_fact(name, self._values[name][number])).verdict for number in distinct]
            found[name] = np.array([VERDICTS.index(verdict) for verdict in told], dtype=np.int64)[where]
        return found

    def terms(self, places: Places) -> tuple[Keys, NDArray[np.uint8], Places]:
        """Return the terms of these records in a row, how often each occurs, and how many each record has."""
        begins, ends = self._term_ends[places], self._term_ends[places + 1]
        return self._joined("terms", begins, ends), self._joined("times", begins, ends), ends - begins

    def _joined(self, name: str, begins: Places, ends: Places) -> NDArray[Any]:
        """Return the stretches one after the other.

        Neighbouring ones are read as one, and not through the map: a pass over the whole list keeps no page of it.
        """
        if len(begins) > 1 and np.array_equal(begins[1:], ends[:-1]):
            kind = np.dtype(COLUMNS[name])
            first, count = int(begins[0]), int(ends[-1] - begins[0])
            return np.frombuffer(os.pread(self._files[name], count * kind.itemsize, first * kind.itemsize), dtype=kind)
        column = self._columns[name]
        stretches = [column[b:e] for b, e in zip(begins.tolist(), ends.tolist(), strict=True)]
        return np.concatenate([column[:0], *stretches])

    def _stretches(self, places: Places) -> Iterator[tuple[Places, Keys, Numbers]]:
        """Yield sizes, keys and weights of a bounded number of records at a time."""
        sizes = self._feature_ends[places + 1] - self._feature_ends[places]
        cuts = np.searchsorted(np.cumsum(sizes), np.arange(AT_ONCE, int(sizes.sum()), AT_ONCE))
        for some in np.split(places, cuts):
            begins, ends = self._feature_ends[some], self._feature_ends[some + 1]
            yield ends - begins, self._joined("keys", begins, ends), self._joined("weights", begins, ends).astype(float)


def _ends(column: Places) -> Places:
    return np.concatenate([[0], np.asarray(column)]).astype(np.int64)


def _close(handles: tuple[int, ...]) -> None:
    for handle in handles:
        os.close(handle)


def _mapped(path: Path, kind: Any, count: int) -> NDArray[Any]:
    """Map a file into memory without reading it."""
    if path.stat().st_size < count * np.dtype(kind).itemsize:
        raise ValueError(f"{path.name} is cut short")
    if not count:
        return np.zeros(0, dtype=kind)
    return np.asarray(np.memmap(path, dtype=kind, mode="r", shape=(count,)))


def values_of(folder: Path) -> dict[FactName, list[str]]:
    """Return the values that facts have, by their numbers; number 0 is unknown."""
    path = folder / "values.json"
    stored = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {name: list(stored.get(name, [""])) for name in COMPARISONS}
