"""The catalogue records that take part in matching, streamed as the engine wants them."""

from collections.abc import Collection, Iterator
from itertools import chain

import numpy as np
from django.db.models.functions import Coalesce
from numpy.typing import NDArray

from qiao.catalogue.lifecycles.achievement import AchievementState
from qiao.catalogue.lifecycles.demand import DemandState
from qiao.catalogue.lifecycles.scenario import ScenarioState
from qiao.catalogue.models import Achievement, Demand, Scenario
from qiao.catalogue.models.visibility import ListingQuerySet
from qiao.core.matching.texts import MatchText
from qiao.foundation.change_feed import ROWS_AT_A_TIME, FeedPlace, changes_after
from qiao.foundation.models import AuditRow
from qiao.matching.texts import Listed, text_of_record

CHUNK = 500
KINDS: dict[str, type[Listed]] = {"demand": Demand, "achievement": Achievement, "scenario": Scenario}
MATCHABLE: dict[str, tuple[str, ...]] = {
    "demand": (DemandState.PUBLISHED, DemandState.MATCHING),
    "achievement": (AchievementState.PUBLISHED,),
    "scenario": (ScenarioState.PUBLISHED, ScenarioState.APPLIED),
}


def kind_of(record: Listed) -> str:
    """``demand``, ``achievement`` or ``scenario``."""
    return str(record._meta.model_name)


def is_open(record: Listed) -> bool:
    """Whether the record is published, so that it can be matched and introduced."""
    return record.state in MATCHABLE[kind_of(record)]


def matchable(zone_code: str, kind: str) -> ListingQuerySet:
    """The published records of a kind in a zone, by key."""
    rows: ListingQuerySet = KINDS[kind].objects.filter(zone_code=zone_code, state__in=MATCHABLE[kind])
    return rows.order_by("pk")


def stream_texts(zone_code: str, kind: str) -> Iterator[MatchText]:
    """What the engine knows of each record; memory does not grow with the list."""
    rows = matchable(zone_code, kind).select_related("organisation")
    for record in rows.iterator(chunk_size=CHUNK):
        yield text_of_record(record)


def text_chunks(zone_code: str, kind: str, size: int) -> Iterator[list[MatchText]]:
    """The same in lists of ``size``, each read by itself, so that writing between them disturbs no open cursor."""
    rows = matchable(zone_code, kind).select_related("organisation")
    last = 0
    while chunk := list(rows.filter(pk__gt=last)[:size]):
        last = chunk[-1].pk
        yield [text_of_record(record) for record in chunk]


def texts_of(zone_code: str, kind: str, keys: Collection[int]) -> Iterator[MatchText]:
    """What the engine knows of those of these records that take part, by key."""
    wanted = sorted(keys)
    for first in range(0, len(wanted), CHUNK):
        rows = matchable(zone_code, kind).filter(pk__in=wanted[first : first + CHUNK])
        yield from map(text_of_record, rows.select_related("organisation"))


def stamps_of(zone_code: str, kind: str) -> NDArray[np.int64]:
    """One line for each record that takes part, by key: key, version, version of its organisation.

    The organisation's version counts too, since its name is masked inside texts. 24 bytes a record.
    """
    owner = Coalesce("organisation__version", 0)
    rows = matchable(zone_code, kind).values_list("pk", "version", owner).iterator(chunk_size=5000)
    return np.fromiter(chain.from_iterable(rows), dtype=np.int64).reshape(-1, 3)


def changed_since(place: FeedPlace, row: int, kind: str) -> tuple[set[int], bool]:
    """Keys of the records of a kind that somebody has changed after a place of the feed and after an audit row.

    The second is whether there is more than was looked at. Rows are numbered before their transactions end, so those
    after ``row`` are the news of this moment and the sealed feed is what makes up for latecomers.
    """
    labels = [KINDS[kind]._meta.label_lower, "parties.organisation"]
    part = changes_after(place, labels)
    news = AuditRow.objects.filter(pk__gt=row, object_type__in=labels).order_by("pk")
    recent = list(news.values_list("object_type", "object_id")[: ROWS_AT_A_TIME + 1])
    found = {(one.object_type, one.object_id) for one in part.changes} | set(recent)
    owners = [key for label, key in found if label == "parties.organisation"]
    keys = {key for label, key in found if label != "parties.organisation"}
    keys |= set(KINDS[kind]._default_manager.filter(organisation_id__in=owners).values_list("pk", flat=True))
    return keys, part.more or len(recent) > ROWS_AT_A_TIME


def last_audit_row() -> tuple[int, str]:
    """Number and digest of the audit row that was written last; (0, "") before the first."""
    return AuditRow.objects.order_by("-pk").values_list("pk", "digest").first() or (0, "")


def audit_row_is(number: int, digest: str) -> bool:
    """Whether the audit still has this row: not so after an older backup was restored."""
    return number == 0 or AuditRow.objects.filter(pk=number, digest=digest).exists()
