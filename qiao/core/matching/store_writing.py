"""Writing records into the files of a store."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from qiao.core.matching.facts import COMPARISONS, fact_texts
from qiao.core.matching.features import Keys
from qiao.core.matching.reading import Reading
from qiao.core.matching.results import FactName
from qiao.core.matching.store import COLUMNS, ROW, values_of
from qiao.core.matching.texts import MatchText

MOST_LENGTH = 65_535


@dataclass(frozen=True)
class Prepared:
    """A record as it goes into an index; made in any process."""

    key: int
    stamp: tuple[int, int]
    facts: tuple[str, ...]
    packed: bytes
    digest: int
    reading: Reading
    terms: tuple[Keys, NDArray[np.uint8]]

    @classmethod
    def of(cls, record: MatchText, packed: bytes, reading: Reading) -> "Prepared":
        """Put together what an index keeps of a record."""
        facts = fact_texts(record)
        return cls(record.key, record.stamp, facts, packed, crc32(packed), reading, reading.terms())


class StoreWriter:
    """Appends records to the files of a folder, after cutting off what an interrupted writer has left behind."""

    def __init__(self, folder: Path, rows: int) -> None:
        self._folder = folder
        self._values = values_of(folder)
        self._files: dict[str, BinaryIO] = {name: (folder / f"{name}.bin").open("ab") for name in COLUMNS}
        self._features = self._terms = 0
        self.rows = rows
        if rows:
            last = np.fromfile(folder / "rows.bin", dtype=ROW, count=1, offset=(rows - 1) * ROW.itemsize)[0]
            self._features, self._terms = int(last["features"]), int(last["terms"])
        wanted = {"keys": self._features, "weights": self._features, "terms": self._terms, "times": self._terms}
        for name, file in self._files.items():
            file.truncate(wanted.get(name, rows) * np.dtype(COLUMNS[name]).itemsize)
        self._known = {name: {text: place for place, text in enumerate(self._values[name])} for name in COMPARISONS}

    def add(self, one: Prepared) -> int:
        """Append a record; returns its place."""
        bag, (terms, times) = one.reading.bag, one.terms
        self._write("keys", bag.keys)
        self._write("weights", bag.weights)
        self._write("terms", terms)
        self._write("times", times)
        self._features += len(bag.keys)
        self._terms += len(terms)
        words, pairs = one.reading.words.count(" "), one.reading.pairs.count(" ")
        facts = [self._number(name, text) for name, text in zip(COMPARISONS, one.facts, strict=True)]
        lengths = (min(words, MOST_LENGTH), min(pairs, MOST_LENGTH))
        return self._row((one.key, self._features, self._terms, *one.stamp, one.digest, *lengths, facts, 0))

    def remove(self, key: int) -> None:
        """Note that a record is no longer there."""
        self._row((key, self._features, self._terms, 0, 0, 0, 0, 0, [0] * len(COMPARISONS), 1))

    def close(self, *, safely: bool) -> None:
        """Write everything out; `safely` waits until the disk has it."""
        (self._folder / "values.part").write_text(json.dumps(self._values, ensure_ascii=False), encoding="utf-8")
        (self._folder / "values.part").replace(self._folder / "values.json")
        for file in self._files.values():
            file.flush()
            if safely:
                os.fsync(file.fileno())
            file.close()

    def _write(self, name: str, values: NDArray[Any]) -> None:
        self._files[name].write(values.astype(COLUMNS[name]).tobytes())

    def _row(self, values: tuple[Any, ...]) -> int:
        self._files["rows"].write(np.array([values], dtype=ROW).tobytes())
        self.rows += 1
        return self.rows - 1

    def _number(self, name: FactName, text: str) -> int:
        """Number the values of a fact as they come; from the last number on all are taken for unknown."""
        known = self._known[name]
        if text not in known and len(known) <= MOST_LENGTH:
            known[text] = len(known)
            self._values[name].append(text)
        return known.get(text, 0)
