"""The catalogue records that take part in matching, streamed as the engine wants them."""

import hashlib
from collections.abc import Iterator

from qiao.catalogue.lifecycles.achievement import AchievementState
from qiao.catalogue.lifecycles.demand import DemandState
from qiao.catalogue.lifecycles.scenario import ScenarioState
from qiao.catalogue.models import Achievement, Demand, Scenario
from qiao.catalogue.models.visibility import ListingQuerySet
from qiao.core.matching.texts import MatchText
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


def stamp_of(zone_code: str, kind: str) -> str:
    """A digest of which records there are and in which version: it changes when an index of them is stale.

    The organisation's version counts too, since its name is masked inside texts.
    """
    digest = hashlib.sha256()
    rows = matchable(zone_code, kind).values_list("pk", "version", "organisation__version")
    for row in rows.iterator(chunk_size=5000):
        digest.update(repr(row).encode())
    return digest.hexdigest()
