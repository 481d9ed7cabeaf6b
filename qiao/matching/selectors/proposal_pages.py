"""What somebody sees before proposing an introduction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects

from qiao.catalogue.disclosure import masked_view
from qiao.core.access import Actor
from qiao.core.calendar import CHINA
from qiao.core.outcomes import Denied, Missing, Refused
from qiao.foundation.registry import POLICY
from qiao.foundation.rules import rule_value
from qiao.matching.access import PROPOSE
from qiao.matching.answering import side_of
from qiao.matching.lifecycles.introduction import Side
from qiao.matching.models import Match
from qiao.matching.pairs import PairFacts
from qiao.matching.proposals import Pair, parties_may_meet
from qiao.matching.rules import LAPSE_DAYS
from qiao.matching.selectors.introduction_lists import open_introduction
from qiao.matching.selectors.introductions import Found, records_of
from qiao.matching.selectors.matches import WITHOUT_RIGHTS, current_run_with
from qiao.matching.selectors.records import KINDS, is_open, kind_of, matchable

MOST_OPTIONS = 200
_OTHERS: Mapping[str, tuple[str, ...]] = {
    "demand": ("achievement",),
    "scenario": ("achievement",),
    "achievement": ("demand", "scenario"),
}


@dataclass(frozen=True)
class Option:
    """An own record that could be brought together with another; ``score_bp`` is None where no run has found it."""

    kind: str
    id: int
    code: str
    title: str
    score_bp: int | None


@dataclass(frozen=True)
class Counterparts:
    """A record as the actor sees it, and the actor's own published records of the other side, best match first."""

    view: Mapping[str, Any]
    options: tuple[Option, ...]


@dataclass(frozen=True)
class ProposalSheet:
    """Both records as the proposer sees them, and what a proposal would mean.

    ``refusal`` is the code that stands against it, ``existing`` the introduction that is under way already, ``side``
    the side that accepts by proposing, ``absent`` the sides that nobody on the platform speaks for.
    """

    need: Mapping[str, Any]
    offer: Mapping[str, Any]
    side: Side | None
    absent: tuple[Side, ...]
    lapse_days: int
    refusal: str
    existing: int | None


def proposal_sheet(actor: Actor, pair: Pair | None, match_id: int | None, now: datetime) -> ProposalSheet:
    """What the page of a new introduction shows.

    Raises Missing when the actor may not see one of the records, Invalid when none is named, Denied when the actor may
    not introduce them.
    """
    found = records_of(pair, match_id, actor)
    facts = _facts(found)
    prefetch_related_objects([found.offer], WITHOUT_RIGHTS)
    if not POLICY.allows(actor, PROPOSE, facts):
        raise Denied("no_right", action=PROPOSE, role=str(actor.role))
    existing = open_introduction(actor, kind_of(found.need), found.need.pk, found.offer.pk)
    return ProposalSheet(
        need=masked_view(found.need, actor),
        offer=masked_view(found.offer, actor),
        side=side_of(actor, facts),
        absent=tuple(side for side in Side if facts.organisation_of(side) is None),
        lapse_days=rule_value(LAPSE_DAYS, found.need.zone_code, now.astimezone(CHINA).date()),
        refusal="already_introduced" if existing else _refusal(found, facts),
        existing=existing,
    )


def counterparts(actor: Actor, kind: str, record_id: int) -> Counterparts:
    """What the actor's organisation could bring together with a record.

    Raises Missing when the record does not exist for the actor.
    """
    rows = KINDS[kind]._default_manager.visible_to(actor).filter(pk=record_id).select_related("organisation")
    record = (rows.prefetch_related(WITHOUT_RIGHTS) if kind == "achievement" else rows).first()
    if record is None:
        raise Missing("no_such_object", object_type=f"catalogue.{kind}", object_id=record_id)
    run = current_run_with(record)
    found = Match.objects.filter(run=run, source_id=record.pk) if run else Match.objects.none()
    scores = {(other, key): score for other, key, score in found.values_list("target_type", "target_id", "score_bp")}
    own = [
        Option(other, pk, code, title, scores.get((other, pk)))
        for other in _OTHERS[kind]
        for pk, code, title in matchable(record.zone_code, other)
        .filter(organisation=actor.organisation_id or 0)
        .values_list("pk", "code", "title")[:MOST_OPTIONS]
    ]
    best_first = sorted(own, key=lambda option: (-(option.score_bp or 0), option.code))
    return Counterparts(masked_view(record, actor), tuple(best_first))


def _facts(found: Found) -> PairFacts:
    return PairFacts(
        zone_code=found.need.zone_code,
        demand_organisation_id=found.need.organisation_id,
        supply_organisation_id=found.offer.organisation_id,
        records_open=is_open(found.need) and is_open(found.offer),
    )


def _refusal(found: Found, facts: PairFacts) -> str:
    try:
        parties_may_meet(found.need, found.offer, facts)
    except Refused as refused:
        return refused.code
    return ""
