"""Reads of introductions: what each side may see, what came of them, what suppliers are told."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet, Sum

from qiao.catalogue.disclosure import Depth, depth_of, disclosure_facts, sees, view_at
from qiao.catalogue.lifecycles.demand import DemandState
from qiao.catalogue.models import Achievement, Demand, Scenario
from qiao.core.access import Actor, Role
from qiao.core.lifecycle import Offer
from qiao.core.outcomes import Invalid, Missing, Problem
from qiao.core.taxonomy import DisclosureLevel
from qiao.foundation.registry import POLICY
from qiao.matching.answering import side_of
from qiao.matching.lifecycles.introduction import INTRODUCTION, MET, OutcomeKind, Side
from qiao.matching.models import Introduction, Match, Outcome
from qiao.matching.proposals import Pair
from qiao.matching.selectors.facts import facts_without_clock
from qiao.matching.texts import Listed
from qiao.parties.selectors.follows import following_of

PAGE_SIZE = 20
_LABEL = "matching.introduction"


@dataclass(frozen=True)
class Found:
    """The two records of a proposal, and the columns of the introduction that point at them."""

    need: Demand | Scenario
    offer: Achievement
    columns: Mapping[str, Any]


@dataclass(frozen=True)
class IntroductionRow:
    """One line of the list: titles as this viewer may see them ("" where a record is hidden)."""

    id: int
    state: str
    need_title: str
    offer_title: str
    proposed_at: datetime
    due_at: datetime | None


@dataclass(frozen=True)
class IntroductionPage:
    """One page of introductions, newest first, and how many there are in all."""

    rows: tuple[IntroductionRow, ...]
    total: int
    page: int


@dataclass(frozen=True)
class IntroductionDetail:
    """An introduction as one viewer sees it. A view is None when that record is kept from the viewer.

    Before both sides have accepted, a side sees the other's record without name and contact.
    """

    introduction: Introduction
    side: Side | None
    need: Mapping[str, Any] | None
    offer: Mapping[str, Any] | None
    outcomes: tuple[Outcome, ...]
    offers: tuple[Offer, ...]
    follow_id: int | None


@dataclass(frozen=True)
class OutcomeCounts:
    """Confirmed outcomes by kind, introductions with any, and the sum of confirmed contracts in fen."""

    by_kind: Mapping[str, int]
    introductions: int
    contract_amount_fen: int


def records_of(pair: Pair | None, match_id: int | None, actor: Actor) -> Found:
    """The records of a proposal. Raises Missing when one does not exist for the actor, Invalid when none is named."""
    match = None
    if match_id is not None:
        match = Match.objects.filter(pk=match_id).first()
        if match is None:
            raise Missing("no_such_object", object_type="matching.match", object_id=match_id)
        pair = _pair_of(match)
    if pair is None or (pair.demand_id is None) == (pair.scenario_id is None):
        raise Invalid(Problem("pair", "one_need_and_one_offer"))
    need: Demand | Scenario
    if pair.demand_id is not None:
        need = _seen(Demand, pair.demand_id, actor)
        columns: dict[str, Any] = {"demand": need}
    else:
        need = _seen(Scenario, pair.scenario_id, actor)
        columns = {"scenario": need}
    offer = _seen(Achievement, pair.achievement_id, actor)
    return Found(need, offer, {**columns, "achievement": offer, "match": match})


def introductions_page(actor: Actor, *, state: str = "", page: int = 1) -> IntroductionPage:
    """The introductions that the actor may know of, newest first."""
    found = Introduction.objects.visible_to(actor)
    if state:
        found = found.filter(state=state)
    rows = found.with_records().order_by("-proposed_at", "-pk")[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return IntroductionPage(tuple(_row(actor, row) for row in rows), found.count(), page)


def introduction_detail(actor: Actor, introduction_id: int, now: datetime) -> IntroductionDetail:
    """One introduction with what this viewer may see and do. Raises Missing when it does not exist for the actor."""
    rows = Introduction.objects.visible_to(actor).with_records().annotate(follow_id=following_of(actor, _LABEL))
    found = rows.filter(pk=introduction_id).first()
    if found is None:
        raise Missing("no_such_object", object_type=_LABEL, object_id=introduction_id)
    facts = facts_without_clock(found, now)
    return IntroductionDetail(
        introduction=found,
        side=side_of(actor, facts),
        need=view_for(actor, found, found.need),
        offer=view_for(actor, found, found.achievement),
        outcomes=tuple(found.outcomes.order_by("pk")),
        offers=tuple(
            offer for offer in INTRODUCTION.offers(found.state, facts) if POLICY.allows(actor, offer.action, facts)
        ),
        follow_id=found.follow_id,  # type: ignore[attr-defined]
    )


def demand_to_start(demand_id: int | None) -> tuple[int, str] | None:
    """Key and zone of the demand when it is published and not yet being matched."""
    if demand_id is None:
        return None
    rows = Demand.objects.filter(pk=demand_id, state=DemandState.PUBLISHED)
    return rows.values_list("pk", "zone_code").first()


def confirmed_kinds(introduction: Introduction) -> frozenset[str]:
    """Kinds of outcome that the counterparty has confirmed."""
    return frozenset(introduction.outcomes.filter(answer="confirmed").values_list("kind", flat=True))


def waiting_outcome(introduction: Introduction) -> Outcome:
    """The claim that waits for its answer; there is exactly one in the state OUTCOME_CLAIMED."""
    return introduction.outcomes.get(answer="")


def outcome_counts(zone_code: str, *, since: datetime | None = None, until: datetime | None = None) -> OutcomeCounts:
    """Confirmed outcomes of a zone, by the instant of confirmation (``since`` included, ``until`` not).

    What is merely claimed, disputed or retracted is in no figure.
    """
    rows: QuerySet[Outcome] = Outcome.objects.filter(introduction__zone_code=zone_code, answer="confirmed")
    if since is not None:
        rows = rows.filter(answered_at__gte=since)
    if until is not None:
        rows = rows.filter(answered_at__lt=until)
    found = dict(rows.order_by().values_list("kind").annotate(number=Count("pk")))
    sums = rows.aggregate(introductions=Count("introduction", distinct=True), amount=Sum("amount_fen"))
    return OutcomeCounts(
        by_kind={str(kind): found.get(str(kind), 0) for kind in OutcomeKind},
        introductions=sums["introductions"],
        contract_amount_fen=sums["amount"] or 0,
    )


def decline_digest(actor: Actor, achievement_id: int) -> Mapping[str, int]:
    """How often the demand side declined an achievement, by reason, the most frequent first; for its holder.

    Raises Missing for everybody who may not see the achievement wholly.
    """
    offer = Achievement.objects.filter(pk=achievement_id).first()
    if offer is None or depth_of(actor, disclosure_facts(offer)) is not Depth.INSIDE:
        raise Missing("no_such_object", object_type="catalogue.achievement", object_id=achievement_id)
    declined = Introduction.objects.filter(achievement=offer, declined_side=str(Side.DEMAND))
    return dict(Counter(declined.order_by("pk").values_list("decline_reason", flat=True)).most_common())


def _pair_of(match: Match) -> Pair:
    if match.source_type == "achievement":
        return Pair(match.source_id, demand_id=match.target_id)
    if match.source_type == "demand":
        return Pair(match.target_id, demand_id=match.source_id)
    return Pair(match.target_id, scenario_id=match.source_id)


def _seen(model: Any, pk: int | None, actor: Actor) -> Any:
    row = model.objects.select_related("organisation").filter(pk=pk).first()
    if row is None or not sees(actor, disclosure_facts(row)):
        raise Missing("no_such_object", object_type=model._meta.label_lower, object_id=pk)
    return row


def depth_for(actor: Actor, introduction: Introduction, record: Listed) -> Depth:
    """How much of one of the two records the viewer of the introduction may see; no statement."""
    own = depth_of(actor, disclosure_facts(record))
    if own is Depth.INSIDE:
        return own
    sides = (introduction.need.organisation_id, introduction.achievement.organisation_id)
    party = actor.role is Role.ORGANISATION_EDITOR and actor.organisation_id in sides
    if party and introduction.state in MET:
        # Acceptance of both sides lifts the mask for the two parties, whatever the level of disclosure.
        return Depth.OPEN
    if own is Depth.HIDDEN and record.disclosure != DisclosureLevel.TARGETED:
        # The record was open when it was proposed and is closed now: the history stays readable without names.
        own = Depth.MASKED
    return min(own, Depth.MASKED) if party else own


def view_for(actor: Actor, introduction: Introduction, record: Listed) -> Mapping[str, Any] | None:
    """One of the two records as the viewer of the introduction may see it; None when it is kept from the viewer."""
    depth = depth_for(actor, introduction, record)
    return None if depth is Depth.HIDDEN else view_at(record, depth)


def _row(actor: Actor, introduction: Introduction) -> IntroductionRow:
    need, offer = (view_for(actor, introduction, record) for record in (introduction.need, introduction.achievement))
    return IntroductionRow(
        id=introduction.pk,
        state=introduction.state,
        need_title=need["title"] if need else "",
        offer_title=offer["title"] if offer else "",
        proposed_at=introduction.proposed_at,
        due_at=introduction.due_at,
    )
