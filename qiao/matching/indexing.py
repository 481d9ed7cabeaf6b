"""Index folders of a zone, built from the database and rebuilt when they no longer agree with it."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files import locks

from qiao.core.matching.engine import IndexUnusable, MatchEngine
from qiao.core.matching.scoring import ScoringWeights
from qiao.core.matching.texts import MatchText
from qiao.matching.selectors.records import KINDS, matchable, stamp_of, stream_texts

Progress = Callable[[str, int, int], None]
"""Told the stage (``index`` or ``match``), how many records are done, and how many there are."""

STAMP = "stamp.json"
REPORT_EVERY = 500
# The texts of the asking side also count for how common a word is.
BACKGROUND = {"achievement": "demand", "demand": "achievement", "scenario": "achievement"}
_SAFE = re.compile(r"[A-Za-z0-9_-]{1,32}")


def index_folder(zone_code: str, kind: str) -> Path:
    """Where the index of a kind of record lies. Raises ValueError for a kind or zone code that names no folder."""
    if kind not in KINDS or not _SAFE.fullmatch(zone_code):
        raise ValueError(f"index of {kind!r} in zone {zone_code!r}: unknown kind, or a code with other characters")
    return Path(settings.DATA_FOLDER) / "index" / zone_code / kind


def build_index(
    zone_code: str, kind: str, *, weights: ScoringWeights | None = None, progress: Progress | None = None
) -> MatchEngine:
    """Build the index anew, streaming from the database; the old one serves until the new one is complete."""
    folder = index_folder(zone_code, kind)
    with _alone(folder):
        return _build(zone_code, kind, weights, progress)


def open_index(
    zone_code: str, kind: str, *, weights: ScoringWeights | None = None, progress: Progress | None = None
) -> MatchEngine:
    """Open the index, after building it when it is missing, unreadable or older than the records."""
    folder = index_folder(zone_code, kind)
    with _alone(folder):
        if _stored_stamp(folder) == _wanted_stamp(zone_code, kind):
            try:
                return MatchEngine.open(folder, weights=weights)
            except IndexUnusable:
                pass  # built anew below, which is the remedy that the error names
        return _build(zone_code, kind, weights, progress)


def is_stale(zone_code: str, kind: str) -> bool:
    """Whether the index is missing or older than the records."""
    return _stored_stamp(index_folder(zone_code, kind)) != _wanted_stamp(zone_code, kind)


def _build(zone_code: str, kind: str, weights: ScoringWeights | None, progress: Progress | None) -> MatchEngine:
    folder = index_folder(zone_code, kind)
    # Read before the records: a change in between makes the new index stale, never wrongly fresh.
    stamp = _wanted_stamp(zone_code, kind)
    engine = MatchEngine.build(
        _reported(zone_code, kind, progress),
        folder,
        background=stream_texts(zone_code, BACKGROUND[kind]),
        weights=weights,
    )
    (folder / STAMP).write_text(json.dumps(stamp), encoding="utf-8")
    return engine


def _reported(zone_code: str, kind: str, progress: Progress | None) -> Iterator[MatchText]:
    texts = stream_texts(zone_code, kind)
    if progress is None:
        yield from texts
        return
    total = matchable(zone_code, kind).count()
    for done, text in enumerate(texts, start=1):
        yield text
        if done % REPORT_EVERY == 0 or done == total:
            progress("index", done, total)


def _wanted_stamp(zone_code: str, kind: str) -> dict[str, str]:
    return {"records": stamp_of(zone_code, kind), "background": stamp_of(zone_code, BACKGROUND[kind])}


def _stored_stamp(folder: Path) -> object:
    try:
        return json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process at a time looks at the stamp and builds; others wait and then find it built."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("a") as handle:
        locks.lock(handle, locks.LOCK_EX)
        try:
            yield
        finally:
            locks.unlock(handle)
