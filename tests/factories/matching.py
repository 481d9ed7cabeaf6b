"""Introductions, commissions and runs written directly in a state."""

from datetime import date
from typing import Any

from qiao.catalogue.lifecycles.edition import EditionKind, EditionState
from qiao.catalogue.models import Achievement, Demand
from qiao.core.access import Role
from qiao.matching.lifecycles.commission import CommissionState
from qiao.matching.lifecycles.introduction import INTRODUCTION, IntroductionState
from qiao.matching.models import (
    Commission,
    Direction,
    Introduction,
    Match,
    MatchedSource,
    MatchRun,
    Outcome,
    SupplyItem,
)
from qiao.matching.selectors.facts import introduction_facts
from qiao.matching.selectors.supply import edition_lines
from qiao.parties.models import Organisation
from tests.factories.editions import edition_of
from tests.factories.listings import achievement, demand
from tests.factories.world import ZONE, World

_COMPILED = tuple(state for state in CommissionState if state != CommissionState.COMMISSIONED)
_DELIVERED = (CommissionState.DELIVERED, CommissionState.CLOSED)


def introduction(
    world: World,
    state: str = IntroductionState.PROPOSED,
    *,
    demander: Organisation | None,
    supplier: Organisation | None,
    **fields: Any,
) -> Introduction:
    """An introduction of a new demand to a new achievement; with a waiting outcome where one was claimed."""
    row = Introduction(
        zone_code=ZONE,
        created_at=world.now,
        state=str(state),
        demand=demand(world, organisation=demander),
        achievement=achievement(world, organisation=supplier),
        proposed_at=world.now,
        active_at=world.now,
        **fields,
    )
    due = INTRODUCTION.due(row.state, introduction_facts(row, world.now))
    if due:
        row.due_at, row.due_verb = due.at, due.verb
    row.save(force_insert=True)
    if state == IntroductionState.OUTCOME_CLAIMED:
        side = fields.get("claimed_side", "demand")
        Outcome.objects.create(introduction=row, kind="visit", claimed_side=side, claimed_at=world.now)
    return row


def run(world: World, *, finished: bool = False) -> MatchRun:
    """A matching of demands with achievements."""
    return MatchRun.objects.create(
        zone_code=ZONE,
        created_at=world.now,
        direction=Direction.DEMAND_TO_ACHIEVEMENTS,
        started_at=world.now,
        finished_at=world.now if finished else None,
        engine_version="index 1",
        kept_per_source=20,
    )


def matched(world: World, need: Demand, offer: Achievement) -> Match:
    """A finished run that found this pair."""
    found = run(world, finished=True)
    MatchedSource.objects.create(run=found, source_type="demand", source_id=need.pk, level="strong", match_count=1)
    return Match.objects.create(
        run=found,
        source_type="demand",
        source_id=need.pk,
        target_type="achievement",
        target_id=offer.pk,
        rank=1,
        score_bp=8_000,
        level="strong",
        reasons={"phrases": [], "fields": [], "missing": []},
    )


def commission(
    world: World,
    state: str = CommissionState.COMMISSIONED,
    *,
    demander: Organisation | None = None,
    drawn: bool = False,
) -> Commission:
    """A commission of the zone to its broker.

    Once compiled (a cancelled one was) it has one checked item, once delivered its issued edition; ``drawn`` gives a
    compiled one its issued edition too.
    """
    need, offer = demand(world, organisation=demander), achievement(world, organisation=world.partner)
    matched(world, need, offer)
    row = Commission.objects.create(
        zone_code=ZONE,
        created_at=world.now,
        state=str(state),
        title="铸造产业供给清单",
        provider=world.broker,
        demand_ids=[need.pk],
        deliver_by=date(2026, 12, 31),
        compilation=1 if state in _COMPILED else 0,
    )
    if state in _COMPILED:
        _item(world, row, need, offer)
    if state in _DELIVERED or drawn:
        operator = world.inside[Role.ZONE_OPERATOR]
        lines = edition_lines(row)
        row.edition = edition_of(world, EditionState.ISSUED, operator, lines, EditionKind.SUPPLY)
        row.delivered_at = world.now if state in _DELIVERED else None
        row.save()
    return row


def _item(world: World, row: Commission, need: Demand, offer: Achievement) -> SupplyItem:
    answer = {"demand_id": need.pk, "code": need.code, "score_bp": 8_000, "level": "strong"}
    return SupplyItem.objects.create(
        commission=row,
        compilation=1,
        position=1,
        achievement=offer,
        answers=[{**answer, "phrases": [], "agreeing": []}],
        score_bp=8_000,
        level="strong",
        checked_on=date(2026, 6, 1),
        checked_by="核对人",
    )
