"""How an index differs from the database. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from qiao.core.matching.candidates import packed
from qiao.core.matching.engine import MatchEngine
from qiao.core.matching.store import RecordStore
from qiao.core.matching.texts import MatchText

Keys = set[int]


@dataclass(frozen=True)
class Drift:
    """Keys of records that are not in the index, that are there in an older version or with another text, that are
    there and should not be; and how many the search index has more (or less) than the log beside it.
    """

    missing: frozenset[int] = frozenset()
    outdated: frozenset[int] = frozenset()
    altered: frozenset[int] = frozenset()
    gone: frozenset[int] = frozenset()
    searchable: int = 0

    @property
    def none(self) -> bool:
        """Whether index and database agree."""
        return self == Drift()


def difference(stamps: NDArray[np.int64], store: RecordStore) -> tuple[Keys, Keys, Keys]:
    """Keys that the store lacks, has in another version, or has too much; ``stamps`` are key, version and owner's."""
    rows = store.rows[store.alive()]
    keys = np.asarray(rows["key"], dtype=np.int64)
    kept = np.isin(stamps[:, 0], keys, assume_unique=True)
    missing, gone = stamps[~kept, 0], np.setdiff1d(keys, stamps[:, 0], assume_unique=True)
    both = stamps[kept]
    if not len(both):
        return set(missing.tolist()), set(), set(gone.tolist())
    same = rows[np.searchsorted(keys, both[:, 0])]
    outdated = both[(same["version"] != both[:, 1]) | (same["owner"] != both[:, 2]), 0]
    return set(missing.tolist()), set(outdated.tolist()), set(gone.tolist())


def drift_of(texts: Iterable[MatchText], engine: MatchEngine) -> Drift:
    """Compare every text with what the index holds of it. Some 40 bytes a record are held."""
    found = [(text.key, *text.stamp, crc32(packed(text))) for text in texts]
    stamps = np.array(found, dtype=np.int64).reshape(-1, 4)
    stamps = stamps[np.argsort(stamps[:, 0])]
    missing, outdated, gone = difference(stamps[:, :3], engine.store)
    rows = engine.store.rows[engine.store.alive()]
    same = np.isin(stamps[:, 0], rows["key"], assume_unique=True)
    digests = rows["digest"][np.searchsorted(rows["key"], stamps[same, 0])]
    altered = set(stamps[same][digests != stamps[same, 3], 0].tolist()) - outdated
    searchable = len(engine) - len(rows)
    return Drift(frozenset(missing), frozenset(outdated), frozenset(altered), frozenset(gone), searchable)
