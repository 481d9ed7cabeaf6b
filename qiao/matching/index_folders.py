"""Where the index folders of a zone lie, who may write them, and the ones this process has open."""

import re
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.core.files import locks

from qiao.core.matching.engine import MatchEngine
from qiao.core.matching.folder import MANIFEST, IndexUnusable, Manifest
from qiao.core.matching.scoring import ScoringWeights
from qiao.core.matching.store import RecordStore
from qiao.matching.selectors.records import KINDS

MOST_OPEN = 8
_SAFE = re.compile(r"[A-Za-z0-9_-]{1,32}")
_open: OrderedDict[Path, MatchEngine] = OrderedDict()
_opening = Lock()


def index_folder(zone_code: str, kind: str) -> Path:
    """Where the index of a kind of record lies. Raises ValueError for a kind or zone code that names no folder."""
    if kind not in KINDS or not _SAFE.fullmatch(zone_code):
        raise ValueError(f"index of {kind!r} in zone {zone_code!r}: unknown kind, or a code with other characters")
    return Path(settings.DATA_FOLDER) / "index" / zone_code / kind


def known_indexes() -> list[tuple[str, str]]:
    """Zone and kind of every index there is."""
    found = sorted(path.parent for path in (Path(settings.DATA_FOLDER) / "index").glob(f"*/*/{MANIFEST}"))
    return [(path.parent.name, path.name) for path in found if path.name in KINDS]


def is_built(folder: Path) -> bool:
    """Whether there is a complete index."""
    return (folder / MANIFEST).exists()


def opened(folder: Path, weights: ScoringWeights | None) -> MatchEngine:
    """The index in a folder; kept open in this process until the folder changes. Raises IndexUnusable."""
    manifest = Manifest.read(folder)
    with _opening:
        before = _open.get(folder)
        if before is None or (before.manifest.identity, before.manifest.changes) != (
            manifest.identity,
            manifest.changes,
        ):
            _open[folder] = before = MatchEngine(folder, before=before)
        _open.move_to_end(folder)
        while len(_open) > MOST_OPEN:
            _open.popitem(last=False)
        return before.weighing(weights)


def stored(folder: Path) -> RecordStore:
    """The log of records in a folder. Raises IndexUnusable."""
    try:
        return RecordStore(folder, Manifest.read(folder).rows)
    except (OSError, ValueError) as error:
        raise IndexUnusable(f"index folder {folder}: {error}; build it again") from error


@contextmanager
def alone(folder: Path, *, wait: bool = True) -> Iterator[bool]:
    """One process at a time writes a folder. Without waiting: False when another one is at it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("a") as handle:
        ours = locks.lock(handle, locks.LOCK_EX if wait else locks.LOCK_EX | locks.LOCK_NB)
        try:
            yield ours
        finally:
            if ours:
                locks.unlock(handle)
