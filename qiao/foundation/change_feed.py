"""Reading the audit in the order in which it was sealed: an order to which nothing is ever added in front.

Numbers of rows are given out before their transactions end, so a reader that remembers the last number misses whoever
commits later with a smaller one. Seals are made by one process after another, each of rows that were committed, so
who has read up to a seal never meets a later row at or below it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from qiao.foundation.models import AuditRow, SealedRow

ROWS_AT_A_TIME = 500


@dataclass(frozen=True, order=True)
class FeedPlace:
    """A place in the feed: everything up to this row of this seal was read. (0, 0) is the beginning."""

    seal: int = 0
    row: int = 0


@dataclass(frozen=True)
class SealedChange:
    """One recorded act at its place in the feed."""

    place: FeedPlace
    at: datetime
    action: str
    object_type: str
    object_id: int
    zone_code: str
    after: Mapping[str, Any]


@dataclass(frozen=True)
class FeedPart:
    """The next acts on objects of the asked types, the place up to which was read, and whether there is more."""

    changes: tuple[SealedChange, ...]
    read_to: FeedPlace
    more: bool


def changes_after(place: FeedPlace, object_types: Iterable[str]) -> FeedPart:
    """The next part of the feed after a place; two queries, at most 500 rows are looked at."""
    later = Q(seal_number__gt=place.seal) | Q(seal_number=place.seal, row_id__gt=place.row)
    ordered = SealedRow.objects.filter(later).order_by("seal_number", "row_id")
    places = list(ordered.values_list("seal_number", "row_id")[: ROWS_AT_A_TIME + 1])
    more, places = len(places) > ROWS_AT_A_TIME, places[:ROWS_AT_A_TIME]
    rows = AuditRow.objects.filter(object_type__in=list(object_types)).in_bulk([row for _, row in places])
    changes = tuple(_change(FeedPlace(seal, key), rows[key]) for seal, key in places if key in rows)
    return FeedPart(changes, FeedPlace(*places[-1]) if places else place, more)


def end_of_feed() -> FeedPlace:
    """The place after the last sealed row: from here on only news follow."""
    last = SealedRow.objects.order_by("-seal_number", "-row_id").values_list("seal_number", "row_id").first()
    return FeedPlace(*last) if last else FeedPlace()


def recorded_acts(objects: Mapping[str, Iterable[int]]) -> Iterator[tuple[str, int, int, Mapping[str, Any]]]:
    """Type, key, row and recorded values of every act on these objects, in order. One query, none without objects."""
    wanted = [Q(object_type=label, object_id__in=list(keys)) for label, keys in objects.items() if keys]
    if wanted:
        rows = AuditRow.objects.filter(reduce(or_, wanted)).order_by("pk")
        yield from rows.values_list("object_type", "object_id", "pk", "after")


def _change(place: FeedPlace, row: AuditRow) -> SealedChange:
    return SealedChange(place, row.at, row.action, row.object_type, row.object_id, row.zone_code, row.after)
