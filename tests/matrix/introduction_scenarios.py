"""Scenarios of matching runs and introductions."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from qiao.core.access import Actor
from qiao.matching.actions.grade_match import Grading
from qiao.matching.actions.propose_introduction import Proposal
from qiao.matching.answering import Claim, Decline
from qiao.matching.lifecycles.introduction import INTRODUCTION
from qiao.matching.models import Direction, Introduction
from qiao.matching.proposals import Pair
from qiao.parties.models import Organisation
from tests.factories.listings import achievement, demand
from tests.factories.matching import introduction, matched
from tests.factories.matching import run as match_run
from tests.factories.world import ZONE, World
from tests.matrix.registry import EDITOR, MANAGER, NOBODY, OPERATOR, AuditLines, Prepared, Scenario, legal_state, run
from tests.matrix.situations import editors_outside

PROPOSE = "matching.introduction.propose"
REASON = "企业来电告知"
SIDE_INPUTS: Mapping[str, Mapping[str, Any]] = {
    "accept": {"reason": REASON},
    "decline": {"reason": REASON, "decline": Decline("too_early")},
}


def starting(world: World, state: str) -> Prepared:
    """A run of the zone's demands."""
    action = "matching.run.start"
    return Prepared(
        run(action, zone_code=ZONE, direction=Direction.DEMAND_TO_ACHIEVEMENTS, now=world.now),
        lines=lambda actor: [(action, "matching.matchrun")],
    )


def finishing(world: World, state: str) -> Prepared:
    """A run that was started."""
    row = match_run(world)
    return Prepared(run("matching.run.finish", matchrun_id=row.pk, now=world.now), row)


def grading(world: World, state: str) -> Prepared:
    """A match of two public records, graded for the first time."""
    found = matched(world, demand(world), achievement(world, organisation=world.partner))
    action = "matching.match.grade"
    return Prepared(
        run(action, grading=Grading(3, found.pk), now=world.now), lines=lambda actor: [(action, "matching.matchgrade")]
    )


def proposing(world: World, state: str) -> Prepared:
    """A pair of public records; a side that proposes has thereby accepted."""
    need, offer = demand(world), achievement(world, organisation=world.partner)
    partner = world.somebody(EDITOR, world.partner)
    accepted = {world.owner.pk: "demand", world.partner.pk: "supply"}

    def lines(actor: Actor) -> list[tuple[str, str]]:
        side = accepted.get(actor.organisation_id or 0)
        actions = [PROPOSE, *([INTRODUCTION.action(f"accept_for_{side}")] if side else [])]
        return [(action, "matching.introduction") for action in actions]

    pair = Pair(offer.pk, demand_id=need.pk)
    return Prepared(
        run(PROPOSE, proposal=Proposal(pair), now=world.now),
        lines=lines,
        insiders={EDITOR: (world.inside[EDITOR], partner)},
    )


def answering(answer: str, side: str, *, present: bool) -> Scenario:
    """An answer of a side: given by its editor, or passed on by the zone where no organisation is behind the side."""
    action = INTRODUCTION.action(f"{answer}_for_{side}")

    def prepare(world: World, state: str) -> Prepared:
        sides: dict[str, Organisation | None] = {"demander": world.owner, "supplier": world.partner}
        if not present:
            sides["demander" if side == "demand" else "supplier"] = None
        row = introduction(world, state or legal_state(action), **sides)
        partner = world.somebody(EDITOR, world.partner)
        own, other = (world.inside[EDITOR], partner) if side == "demand" else (partner, world.inside[EDITOR])
        return Prepared(
            run(action, introduction_id=row.pk, now=world.now, **SIDE_INPUTS[answer]),
            row,
            insiders={EDITOR: (own,)},
            outsiders=editors_outside(world, other),
        )

    allowed = frozenset({EDITOR}) if present else frozenset({OPERATOR, MANAGER})
    return Scenario(action, prepare, "by the side" if present else "passed on", allowed)


def _met(world: World, action: str, state: str, **fields: Any) -> Introduction:
    """An introduction of the owner's demand to the partner's achievement."""
    return introduction(world, state or legal_state(action), demander=world.owner, supplier=world.partner, **fields)


def withdrawing_from_zone(world: World, state: str) -> Prepared:
    """Proposed by the zone's manager: nobody of the parties takes it back, nor does another manager."""
    action = INTRODUCTION.action("withdraw")
    row = _met(world, action, state, proposed_by_holding=world.inside[MANAGER].holding_id)
    other = (*world.outside[MANAGER], world.somebody(MANAGER))
    return Prepared(run(action, introduction_id=row.pk, now=world.now, reason=REASON), row, outsiders={MANAGER: other})


def withdrawing_own(world: World, state: str) -> Prepared:
    """Proposed for the firm: its editor and the operator may take it back."""
    action = INTRODUCTION.action("withdraw")
    row = _met(world, action, state, proposed_by_organisation=world.owner.pk)
    partner = world.somebody(EDITOR, world.partner)
    return Prepared(
        run(action, introduction_id=row.pk, now=world.now, reason=REASON),
        row,
        outsiders=editors_outside(world, partner),
    )


def with_outcome(action: str) -> AuditLines:
    """The outcome is recorded besides the introduction."""
    return lambda actor: [(action, "matching.outcome"), (action, "matching.introduction")]


def by_either_side(verb: str, **inputs: Any) -> Scenario:
    """An act that both parties may do."""
    action = INTRODUCTION.action(verb)
    lines = with_outcome(action) if verb == "claim_outcome" else None

    def prepare(world: World, state: str) -> Prepared:
        row = _met(world, action, state)
        partner = world.somebody(EDITOR, world.partner)
        return Prepared(
            run(action, introduction_id=row.pk, now=world.now, **inputs),
            row,
            lines=lines,
            insiders={EDITOR: (world.inside[EDITOR], partner)},
        )

    return Scenario(action, prepare)


def answering_claim(verb: str, **inputs: Any) -> Scenario:
    """The demand side has claimed: it may retract; the other side, but not the claiming person, answers."""
    action = INTRODUCTION.action(verb)

    def prepare(world: World, state: str) -> Prepared:
        claimant, partner = world.inside[EDITOR], world.somebody(EDITOR, world.partner)
        row = _met(world, action, state, claimed_side="demand", claimed_by_person=claimant.person_id)
        same_person = replace(partner, person_id=claimant.person_id)
        insider, others = (claimant, (partner, same_person))
        if verb != "retract_outcome":
            insider, others = partner, (claimant, same_person)
        return Prepared(
            run(action, introduction_id=row.pk, now=world.now, **inputs),
            row,
            lines=with_outcome(action),
            insiders={EDITOR: (insider,)},
            outsiders=editors_outside(world, *others),
        )

    return Scenario(action, prepare)


def by_clock(verb: str) -> Scenario:
    """What only the clock does."""
    return replace(by_either_side(verb), allowed=NOBODY)


SCENARIOS: tuple[Scenario, ...] = (
    Scenario("matching.run.start", starting),
    Scenario("matching.run.finish", finishing),
    Scenario("matching.match.grade", grading),
    Scenario(PROPOSE, proposing),
    *(
        answering(answer, side, present=present)
        for answer in SIDE_INPUTS
        for side in ("demand", "supply")
        for present in (True, False)
    ),
    Scenario(INTRODUCTION.action("withdraw"), withdrawing_from_zone, "of the zone", frozenset({OPERATOR, MANAGER})),
    Scenario(INTRODUCTION.action("withdraw"), withdrawing_own, "of a firm", frozenset({OPERATOR, EDITOR})),
    by_either_side("start_negotiation"),
    by_either_side("claim_outcome", claim=Claim("visit")),
    answering_claim("retract_outcome", reason=REASON),
    answering_claim("confirm_outcome"),
    answering_claim("dispute_outcome", reason=REASON),
    by_clock("lapse"),
    by_clock("remind"),
)
