"""Writing an index folder: built anew beside the old one, or changed in place so that a reader sees all or nothing."""

import json
import os
import shutil
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from secrets import token_hex
from typing import Any

import numpy as np

from qiao.core.matching.candidates import CandidateIndex, packed
from qiao.core.matching.reading import Reader
from qiao.core.matching.statistics import FeatureStatistics
from qiao.core.matching.store import ROW, RecordStore
from qiao.core.matching.store_writing import Prepared, StoreWriter
from qiao.core.matching.texts import MatchText
from qiao.core.matching.tokens import Segmenter

FORMAT = 3
MANIFEST = "manifest.json"
PER_TASK = 500


class IndexUnusable(Exception):
    """The folder holds no complete index of this format; it must be built again."""


@dataclass(frozen=True)
class Manifest:
    """What an index folder says of itself; written last, so that what it names is complete.

    `identity` tells one build from the next, `rows` are the rows of the store that count, `changes` the number of
    times the folder was written, `weighed` the change in which its statistics were taken, `background` the name of
    the other side then, `added` the records written since. `state` is the caller's.
    """

    format: int = FORMAT
    identity: str = ""
    rows: int = 0
    changes: int = 0
    weighed: int = 0
    added: int = 0
    background: str = ""
    user_words: tuple[str, ...] = ()
    state: dict[str, Any] = field(default_factory=dict)

    @property
    def content(self) -> tuple[str, int]:
        """What is the same as long as a reader need not open the folder again."""
        return self.identity, self.changes

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Read it. Raises IndexUnusable when it is missing, damaged or of another format."""
        try:
            stored = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            if stored["format"] != FORMAT:
                message = f"index folder {folder}: format {stored['format']}, needed {FORMAT}; build it again"
                raise IndexUnusable(message)
            return cls(**{**stored, "user_words": tuple(stored["user_words"])})
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise IndexUnusable(f"index folder {folder}: no complete index; build it again") from error

    def write(self, folder: Path) -> None:
        """Replace the manifest of a folder in one step."""
        part = folder / f"{MANIFEST}.part"
        with part.open("w", encoding="utf-8") as file:
            json.dump(asdict(self), file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        part.replace(folder / MANIFEST)


@dataclass(frozen=True)
class Background:
    """The other side: its records are not found but count for how common a word is; and what it is called."""

    statistics: FeatureStatistics
    name: str = ""


def build(
    folder: Path,
    records: Iterable[MatchText],
    *,
    background: Background | None = None,
    user_words: Iterable[str] = (),
    state: dict[str, Any] | None = None,
    workers: int = 1,
) -> None:
    """Build an index in a folder, which is replaced only when the new one is complete.

    Memory does not grow with the records. Raises ValueError when a key occurs twice.
    """
    segmenter = Segmenter(user_words)
    target = _fresh(folder)
    index, writer = CandidateIndex.create(target / "index"), StoreWriter(target, 0)
    seen: set[int] = set()
    try:
        with index.writing() as entries:
            for one in prepare(records, segmenter, workers):
                if one.key in seen:
                    raise ValueError(f"key {one.key}: given twice; every record needs its own key")
                seen.add(one.key)
                entries.add(one, writer.add(one))
    finally:
        writer.close(safely=False)
    manifest = Manifest(
        identity=token_hex(8), rows=writer.rows, changes=1, user_words=segmenter.user_words, state=state or {}
    )
    weigh(target, manifest, background or Background(FeatureStatistics()))
    shutil.rmtree(folder, ignore_errors=True)
    target.replace(folder)


def change(
    folder: Path, records: Iterable[MatchText], gone: Iterable[int], state: dict[str, Any], reader: Reader
) -> Manifest:
    """Replace or add records and take others out, as one step; the statistics stay as they are.

    The order is log, search index, manifest: whatever an interruption leaves behind is taken back here or by the next
    call, and a reader goes by the manifest. Raises IndexUnusable.
    """
    manifest = Manifest.read(folder)
    leftovers = interrupted_keys(folder, manifest)
    index, writer = CandidateIndex.open(folder / "index"), StoreWriter(folder, manifest.rows)
    try:
        with index.writing() as entries:
            for record in records:
                one = _prepared(reader, record)
                entries.remove(record.key)
                entries.add(one, writer.add(one))
                leftovers.discard(record.key)
            for key in [*gone, *sorted(leftovers)]:
                entries.remove(key)
                writer.remove(key)
    finally:
        writer.close(safely=True)
    added = writer.rows - manifest.rows
    written = replace(
        manifest, rows=writer.rows, changes=manifest.changes + 1, added=manifest.added + added, state=state
    )
    _append_lengths(folder, written, manifest.rows)
    written.write(folder)
    return written


def interrupted_keys(folder: Path, manifest: Manifest) -> set[int]:
    """Return the keys that an interrupted change may have written to the search index but not to the manifest."""
    with (folder / "rows.bin").open("rb") as file:
        file.seek(manifest.rows * ROW.itemsize)
        data = file.read()
    rows = np.frombuffer(data[: len(data) // ROW.itemsize * ROW.itemsize], dtype=ROW)
    return set(rows["key"].tolist())


def note(folder: Path, state: dict[str, Any]) -> None:
    """Keep the caller's state; nothing else changes."""
    replace(Manifest.read(folder), state=state).write(folder)


def weigh(folder: Path, manifest: Manifest, background: Background) -> Manifest:
    """Take the statistics anew from all records (and those of the other side), and with them every length."""
    store = RecordStore(folder, manifest.rows)
    statistics = store.count().plus(background.statistics)
    number = manifest.changes + 1
    statistics.save(folder / f"statistics-{number}.npz")
    store.lengths(np.arange(manifest.rows), statistics).tofile(folder / f"lengths-{number}.bin")
    written = replace(manifest, changes=number, weighed=number, added=0, background=background.name)
    written.write(folder)
    for path in (*folder.glob("statistics-*.npz"), *folder.glob("lengths-*.bin")):
        # The ones before may still be in the hands of a reader that is just opening.
        if int(path.stem.partition("-")[2]) not in (number, manifest.weighed):
            path.unlink()
    return written


def prepare(records: Iterable[MatchText], segmenter: Segmenter, workers: int) -> Iterator[Prepared]:
    """Yield what an index keeps of each record, in their order; several processes share the reading of a long list."""
    if workers == 1:
        yield from map(partial(_prepared, Reader(segmenter)), records)
        return
    source = iter(records)
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, context, _open_reader, (segmenter.user_words,)) as pool:
        waiting: deque[Future[list[Prepared]]] = deque()
        while chunk := list(islice(source, PER_TASK)):
            waiting.append(pool.submit(_prepare_chunk, chunk))
            if len(waiting) > 2 * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


_reader: list[Reader] = []


def _open_reader(user_words: tuple[str, ...]) -> None:
    _reader[:] = [Reader(Segmenter(user_words))]


def _prepare_chunk(records: list[MatchText]) -> list[Prepared]:
    return [_prepared(_reader[0], record) for record in records]


def _prepared(reader: Reader, record: MatchText) -> Prepared:
    return Prepared.of(record, packed(record), reader.read(record))


def _append_lengths(folder: Path, manifest: Manifest, before: int) -> None:
    statistics = FeatureStatistics.load(folder / f"statistics-{manifest.weighed}.npz")
    new = RecordStore(folder, manifest.rows).lengths(np.arange(before, manifest.rows), statistics)
    with (folder / f"lengths-{manifest.weighed}.bin").open("r+b") as file:
        file.truncate(before * 8)
        file.seek(0, os.SEEK_END)
        file.write(new.tobytes())
        file.flush()
        os.fsync(file.fileno())


def _fresh(folder: Path) -> Path:
    """Return an empty folder beside the wanted one, to be renamed when it is complete."""
    target = folder.with_name(f"{folder.name}.building")
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    return target
