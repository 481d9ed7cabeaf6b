"""Groups of records that say nearly the same, across the whole database and all zones, as far as somebody may know."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qiao.catalogue.disclosure import Depth, depth_of, disclosure_facts, view_at
from qiao.catalogue.intake.near_pairs import RowSketches
from qiao.catalogue.lifecycles.facts import Stage
from qiao.catalogue.models import TextKey
from qiao.catalogue.selectors.near_duplicates import WHOLE, bounds_of, compared_records, text_for
from qiao.catalogue.text_keys import KINDS
from qiao.catalogue.texts import compared_text
from qiao.core.access import Actor
from qiao.core.near_duplicates.overlap import Bounds, Overlap, overlap_of
from qiao.core.near_duplicates.plain_text import ComparedText

MOST_PAIRS = 200_000
_PIECE = 500


@dataclass(frozen=True)
class GroupedRecord:
    """A record of a group: its view, its zone unless its unit is hidden, and the text that is compared."""

    id: int
    zone_code: str
    view: Mapping[str, Any]
    text: str


@dataclass(frozen=True)
class GroupedPair:
    """Two records of a group (keys, the lower first) and what they have in common."""

    first: int
    second: int
    overlap: Overlap


@dataclass(frozen=True)
class DuplicateGroup:
    """Records that say nearly the same, directly or one through another; ``hidden`` when others may not be shown."""

    records: tuple[GroupedRecord, ...]
    pairs: tuple[GroupedPair, ...]
    hidden: bool


def duplicate_groups(
    actor: Actor, kind: str, now: datetime, progress: Callable[[int], None] | None = None
) -> tuple[DuplicateGroup, ...]:
    """Every group of a kind with a record that the actor may see, the largest first; records without keys are missed.

    Reads all keys once. Of records that the actor may not see only that there is one, and only beside a record that
    he sees from the inside.
    """
    found = _Found(actor, kind, bounds_of(actor.zone_code, now))
    pairs = _sketches(kind).pairs(MOST_PAIRS)
    for first in range(0, len(pairs), _PIECE):
        found.look_at(pairs[first : first + _PIECE])
        if progress is not None:
            progress(min(first + _PIECE, len(pairs)))
    return found.groups()


def _sketches(kind: str) -> RowSketches:
    sketches = RowSketches()
    rows = TextKey.objects.filter(kind=KINDS[kind][0]).order_by("object_id").values_list("object_id", "key")
    for pk, key in rows.iterator(chunk_size=10_000):
        sketches.add(pk, (key,))
    return sketches


class _Found:
    """The pairs that were found near, looked at as the actor may read them."""

    def __init__(self, actor: Actor, kind: str, bounds: Bounds) -> None:
        self.actor, self.kind, self.bounds = actor, kind, bounds
        self.pairs: list[GroupedPair] = []
        self.beside_hidden: set[int] = set()
        self.records: dict[int, GroupedRecord] = {}

    def look_at(self, pairs: Sequence[tuple[int, int]]) -> None:
        """Compare some pairs; two queries at most."""
        records = compared_records(self.kind).in_bulk({pk for pair in pairs for pk in pair})
        seen = {pk: text_for(self.actor, record) for pk, record in records.items()}
        for first, second in pairs:
            if first in records and second in records and (seen[first] or seen[second]):
                self._compare(records[first], records[second], seen[first], seen[second])

    def _compare(self, one: Any, other: Any, ours: ComparedText | None, theirs: ComparedText | None) -> None:
        overlap = overlap_of(ours or compared_text(one), theirs or compared_text(other), self.bounds)
        if overlap is None or overlap.degree not in WHOLE:
            return
        if ours is not None and theirs is not None:
            self.pairs.append(GroupedPair(one.pk, other.pk, overlap))
            self._keep(one, ours)
            self._keep(other, theirs)
            return
        hidden, shown, text = (one, other, theirs) if ours is None else (other, one, ours)
        is_inside = depth_of(self.actor, disclosure_facts(shown)) is Depth.INSIDE
        if text is not None and is_inside and hidden.stage in (Stage.REVIEW, Stage.OPEN):
            self.beside_hidden.add(shown.pk)
            self._keep(shown, text)

    def _keep(self, record: Any, text: ComparedText) -> None:
        depth = depth_of(self.actor, disclosure_facts(record))
        zone = "" if depth is Depth.MASKED else record.zone_code
        self.records.setdefault(record.pk, GroupedRecord(record.pk, zone, view_at(record, depth), text.shown))

    def groups(self) -> tuple[DuplicateGroup, ...]:
        """The groups, the largest first."""
        found, by_first = [], defaultdict(list)
        for pair in sorted(self.pairs, key=lambda each: (each.first, each.second)):
            by_first[pair.first].append(pair)
        for keys in _joined(self.records, ((pair.first, pair.second) for pair in self.pairs)):
            pairs = tuple(pair for key in sorted(keys) for pair in by_first.get(key, ()))
            records = tuple(self.records[pk] for pk in sorted(keys))
            found.append(DuplicateGroup(records, pairs, bool(keys & self.beside_hidden)))
        return tuple(sorted(found, key=lambda group: (-len(group.records), group.records[0].id)))


def _joined(keys: Iterable[int], pairs: Iterable[tuple[int, int]]) -> Iterator[set[int]]:
    """The keys in groups: two of a pair are in one group."""
    leader = {key: key for key in keys}

    def led_by(key: int) -> int:
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    for first, second in pairs:
        leader[led_by(second)] = led_by(first)
    groups: defaultdict[int, set[int]] = defaultdict(set)
    for key in leader:
        groups[led_by(key)].add(key)
    yield from groups.values()
