"""What waits for the technology managers of a zone: open introductions, and strong matches nobody has introduced."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch

from qiao.catalogue.disclosure import masked_view
from qiao.catalogue.models import IntellectualProperty
from qiao.catalogue.selectors.related import without_rights
from qiao.core.access import Actor
from qiao.core.taxonomy import DisclosureLevel
from qiao.matching.lifecycles.introduction import OPEN
from qiao.matching.models import Direction, Introduction, Match
from qiao.matching.programmes.week import WaitingCase
from qiao.matching.selectors.introductions import view_for
from qiao.matching.selectors.records import matchable
from qiao.matching.selectors.runs import current_run

DAYS = timedelta(days=7)
MOST_CASES = 300
"""Of either kind: those due first, and those with the highest score."""


@dataclass(frozen=True)
class NamedCase:
    """A waiting case with the titles as the actor may read them; ``introduction_id`` is None for a match."""

    case: WaitingCase
    introduction_id: int | None
    demand_id: int | None
    need_title: str
    offer_title: str
    due_at: datetime | None


def waiting_cases(actor: Actor, now: datetime, plain_bp: int) -> dict[str, NamedCase]:
    """The cases of the actor's zone by their keys; an introduction made by hand counts ``plain_bp``. Five queries."""
    found = [*_introductions(actor, now, plain_bp), *_matches(actor)]
    return {named.case.key: named for named in found}


def _introductions(actor: Actor, now: datetime, plain_bp: int) -> Iterator[NamedCase]:
    rows = Introduction.objects.visible_to(actor).filter(state__in=[str(state) for state in OPEN])
    rows = rows.select_related(
        "demand__organisation", "scenario__organisation", "achievement__organisation", "match"
    ).defer("match__reasons")
    # The titles need no rights of the achievement, so none are read.
    rows = rows.prefetch_related(Prefetch("achievement__rights", IntellectualProperty.objects.none()))
    for row in rows.order_by(F("due_at").asc(nulls_last=True), "pk")[:MOST_CASES]:
        need, offer = (view_for(actor, row, record) for record in (row.need, row.achievement))
        score = row.match.score_bp if row.match else plain_bp
        case = _case(f"introduction-{row.pk}", row.need, row.achievement, score, soon=_soon(row.due_at, now))
        yield NamedCase(
            case=case,
            introduction_id=row.pk,
            demand_id=row.demand_id,
            need_title=need["title"] if need else "",
            offer_title=offer["title"] if offer else "",
            due_at=row.due_at,
        )


def _matches(actor: Actor) -> Iterator[NamedCase]:
    """The best match of each demand where it is strong and the two were never introduced."""
    run = current_run(actor.zone_code, Direction.DEMAND_TO_ACHIEVEMENTS)
    if run is None:
        return
    introduced = Introduction.objects.filter(demand_id=OuterRef("source_id"), achievement_id=OuterRef("target_id"))
    rows = Match.objects.filter(run=run, rank=1, level="strong").exclude(Exists(introduced))
    best = list(rows.order_by("-score_bp", "source_id").values_list("source_id", "target_id", "score_bp")[:MOST_CASES])
    needs = _records(actor, "demand", {source for source, _target, _score in best})
    offers = _records(actor, "achievement", {target for _source, target, _score in best})
    for source, target, score in best:
        if source in needs and target in offers:
            need, offer = needs[source], offers[target]
            yield NamedCase(
                case=_case(f"match-{source}-{target}", need, offer, score, soon=False),
                introduction_id=None,
                demand_id=source,
                need_title=masked_view(need, actor)["title"],
                offer_title=masked_view(offer, actor)["title"],
                due_at=None,
            )


def _records(actor: Actor, kind: str, keys: set[int]) -> dict[int, Any]:
    rows = matchable(actor.zone_code, kind).visible_to(actor).filter(pk__in=keys).select_related("organisation")
    return {row.pk: row for row in without_rights(rows)}


def _case(key: str, need: Any, offer: Any, score_bp: int, *, soon: bool) -> WaitingCase:
    people = (need.manager_person, offer.manager_person)
    return WaitingCase(
        key=key,
        field=need.field or offer.field,
        score_bp=score_bp,
        falls_due=soon,
        in_charge=frozenset(person for person in people if person is not None),
        restricted=DisclosureLevel.TARGETED in (need.disclosure, offer.disclosure),
    )


def _soon(due_at: datetime | None, now: datetime) -> bool:
    return due_at is not None and due_at < now + DAYS
