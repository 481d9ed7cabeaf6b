"""Indexes follow the database record by record, and repair themselves where they differ from it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from qiao.core.matching import folder as folders
from qiao.core.matching.engine import MatchEngine
from qiao.core.matching.folder import IndexUnusable, Manifest
from qiao.core.matching.reading import Reader
from qiao.core.matching.scoring import ScoringWeights
from qiao.core.matching.texts import MatchText
from qiao.core.matching.tokens import default_segmenter
from qiao.foundation.change_feed import FeedPlace, end_of_feed
from qiao.matching.drift import Drift, difference, drift_of
from qiao.matching.index_folders import alone, index_folder, is_built, known_indexes, opened, stored
from qiao.matching.selectors.records import (
    audit_row_is,
    changed_since,
    last_audit_row,
    matchable,
    stamps_of,
    stream_texts,
    texts_of,
)
from qiao.matching.sharing import shared_by

Progress = Callable[[str, int, int], None]
"""Told the stage (``index`` or ``match``), how many records are done, and how many there are."""

REPORT_EVERY = 500
# Up to here the whole list is compared at every opening and its statistics are always those of the moment; beyond,
# the audit says what changed, and statistics are taken anew by the nightly run and the hourly comparison.
SHORT = 2_000
SHARED_FROM = 20_000
# From here on reading the changed records one by one takes longer than building the index anew.
MOST_CHANGES = 20_000
# The texts of the asking side also count for how common a word is.
BACKGROUND = {"achievement": "demand", "demand": "achievement", "scenario": "achievement"}
_BROKEN = (IndexUnusable, OSError, ValueError, KeyError, TypeError)


def build_index(
    zone_code: str, kind: str, *, weights: ScoringWeights | None = None, progress: Progress | None = None
) -> MatchEngine:
    """Build the index anew, streaming from the database; the old one serves until the new one is complete."""
    other = _Background.of(zone_code, kind)
    with alone(index_folder(zone_code, kind)):
        _build(zone_code, kind, other, progress)
    return opened(index_folder(zone_code, kind), weights)


def open_index(
    zone_code: str,
    kind: str,
    *,
    weights: ScoringWeights | None = None,
    progress: Progress | None = None,
    thorough: bool = False,
) -> MatchEngine:
    """Open the index as the records are now: what changed is written first, a missing or broken index is built.

    ``thorough`` compares every record and takes the statistics anew. While another process writes, a complete index
    is opened as it is.
    """
    follow_changes(zone_code, kind, progress=progress, thorough=thorough)
    try:
        return opened(index_folder(zone_code, kind), weights)
    except _BROKEN:
        return build_index(zone_code, kind, weights=weights, progress=progress)


def is_stale(zone_code: str, kind: str) -> bool:
    """Whether the index is missing or differs from the records."""
    try:
        return any(difference(stamps_of(zone_code, kind), stored(index_folder(zone_code, kind))))
    except _BROKEN:
        return True


def verify_index(zone_code: str, kind: str) -> Drift:
    """Compare the index with every record of the database, text by text. Raises IndexUnusable when it is broken."""
    return drift_of(stream_texts(zone_code, kind), opened(index_folder(zone_code, kind), None))


def repair_index(zone_code: str, kind: str) -> None:
    """Bring index and database together: by the versions of the records, and where that is not enough by building."""
    follow_changes(zone_code, kind, thorough=True)
    if not verify_index(zone_code, kind).none:
        build_index(zone_code, kind)


def follow_changes(zone_code: str, kind: str, *, progress: Progress | None = None, thorough: bool = False) -> int:
    """Write to the index what changed in the database since; returns how many records.

    Somebody else who is at it already does it for us, unless ``thorough`` is asked or there is no index yet.
    """
    folder = index_folder(zone_code, kind)
    whole = thorough or not _is_long(folder)
    exact = whole and (thorough or not _is_long(index_folder(zone_code, BACKGROUND[kind])))
    other = _Background.of(zone_code, kind) if exact else None
    with alone(folder, wait=thorough or not is_built(folder)) as ours:
        if not ours:
            return 0
        try:
            written = _follow(zone_code, kind, whole=whole)
            if thorough:
                _require_dense(folder)
            if other is not None:
                _weigh(folder, other)
        except _BROKEN:
            # Built anew, which is the remedy that the error names.
            _build(zone_code, kind, other or _Background.of(zone_code, kind), progress)
            return len(stored(folder).alive())
        return written


def follow_everywhere(now: datetime) -> int:  # noqa: ARG001 -- called like every job that comes round
    """Bring every index there is up to date; returns how many records were written."""
    return sum(follow_changes(zone_code, kind) for zone_code, kind in known_indexes())


def compare_everywhere(now: datetime) -> int:  # noqa: ARG001 -- called like every job that comes round
    """The same, comparing every record: what an interrupted writer or a restored backup has left is repaired."""
    return sum(follow_changes(zone_code, kind, thorough=True) for zone_code, kind in known_indexes())


def _follow(zone_code: str, kind: str, *, whole: bool) -> int:
    """Write the differences. Raises IndexUnusable when the index cannot be brought up to date."""
    folder = index_folder(zone_code, kind)
    manifest = Manifest.read(folder)
    seen = _Seen.stored(manifest.state)
    # Taken before the records are read: a change in between is written twice, never left out. A list that is compared
    # at every opening does not go by it.
    now = _Seen.now() if _is_long(folder) else seen
    changed, more = (set[int](), True) if whole or not seen.holds() else changed_since(seen.feed, seen.row, kind)
    if more:
        changed = set[int]().union(*difference(stamps_of(zone_code, kind), stored(folder)))
    changed |= folders.interrupted_keys(folder, manifest)
    if len(changed) > MOST_CHANGES:
        raise IndexUnusable(f"index folder {folder}: {len(changed)} records changed; build it again")
    if changed:
        texts = list(texts_of(zone_code, kind, changed))
        left = sorted(changed - {text.key for text in texts})
        folders.change(folder, texts, left, now.as_state(), _reader())
    elif now != seen:
        folders.note(folder, now.as_state())
    return len(changed)


@dataclass(frozen=True)
class _Seen:
    """Up to where the index has followed the audit: the sealed feed, and the last row with its digest."""

    feed: FeedPlace
    row: int
    digest: str

    @classmethod
    def now(cls) -> "_Seen":
        return cls(end_of_feed(), *last_audit_row())

    @classmethod
    def stored(cls, state: dict[str, Any]) -> "_Seen":
        return cls(FeedPlace(*state["feed"]), *state["row"])

    def as_state(self) -> dict[str, Any]:
        return {"feed": [self.feed.seal, self.feed.row], "row": [self.row, self.digest]}

    def holds(self) -> bool:
        """Whether the database has the history that was followed; not so when an older one was restored."""
        return self.feed <= end_of_feed() and audit_row_is(self.row, self.digest)


@dataclass(frozen=True)
class _Background:
    """The index of the other side as it is now; its records are counted only when somebody wants the number."""

    folder: Path
    name: str

    @classmethod
    def of(cls, zone_code: str, kind: str) -> "_Background":
        other = BACKGROUND[kind]
        folder = index_folder(zone_code, other)
        with alone(folder):
            try:
                _follow(zone_code, other, whole=not _is_long(folder))
            except _BROKEN:
                _build(zone_code, other, None, None)
            manifest = Manifest.read(folder)
        return cls(folder, f"{manifest.identity} {manifest.rows}")

    def count(self) -> folders.Background:
        return folders.Background(stored(self.folder).count(), self.name)


def _require_dense(folder: Path) -> None:
    """Raises IndexUnusable when more of the log is outdated than counts: then it is worth writing anew."""
    log = stored(folder)
    if len(log.rows) > 2 * len(log.alive()) + MOST_CHANGES:
        raise IndexUnusable(f"index folder {folder}: mostly outdated rows; build it again")


def _weigh(folder: Path, other: _Background) -> None:
    manifest = Manifest.read(folder)
    if manifest.added or manifest.background != other.name:
        folders.weigh(folder, manifest, other.count())


def _build(zone_code: str, kind: str, other: _Background | None, progress: Progress | None) -> None:
    state, total = _Seen.now().as_state(), matchable(zone_code, kind).count()
    folders.build(
        index_folder(zone_code, kind),
        _reported(stream_texts(zone_code, kind), total, progress),
        background=other.count() if other else None,
        state=state,
        workers=shared_by(total, SHARED_FROM),
    )


def _reported(texts: Iterator[MatchText], total: int, progress: Progress | None) -> Iterator[MatchText]:
    for done, text in enumerate(texts, start=1):
        yield text
        if progress is not None and (done % REPORT_EVERY == 0 or done == total):
            progress("index", done, total)


def _is_long(folder: Path) -> bool:
    try:
        return Manifest.read(folder).rows > SHORT
    except IndexUnusable:
        return False


@lru_cache(maxsize=1)
def _reader() -> Reader:
    return Reader(default_segmenter())
