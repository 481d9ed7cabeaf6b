"""Bringing parties together: proposals out of the current matches, answers, talks, outcomes and their confirmation."""

from collections.abc import Iterator
from datetime import datetime

from demo.story import meetings_autumn, meetings_spring, meetings_winter
from demo.story.meetings import CONFIRM, NEED, TALKS, YES, Claim, Dispute, Meeting, Move, No, Retract
from demo.timeline import Step, moment, step
from demo.world import World
from qiao.catalogue.models import Demand, Scenario
from qiao.core.access import Actor
from qiao.matching import answering
from qiao.matching.actions.accept_for_demand import accept_for_demand
from qiao.matching.actions.accept_for_supply import accept_for_supply
from qiao.matching.actions.claim_outcome import claim_outcome
from qiao.matching.actions.confirm_outcome import confirm_outcome
from qiao.matching.actions.decline_for_demand import decline_for_demand
from qiao.matching.actions.decline_for_supply import decline_for_supply
from qiao.matching.actions.dispute_outcome import dispute_outcome
from qiao.matching.actions.propose_introduction import Proposal, propose_introduction
from qiao.matching.actions.retract_outcome import retract_outcome
from qiao.matching.actions.start_negotiation import start_negotiation
from qiao.matching.actions.withdraw_introduction import withdraw_introduction
from qiao.matching.models import Introduction
from qiao.matching.proposals import Pair
from qiao.matching.selectors.matches import matches_for

MEETINGS = (*meetings_winter.MEETINGS, *meetings_spring.MEETINGS, *meetings_autumn.MEETINGS)
FEN_PER_WAN = 1_000_000


def steps() -> Iterator[Step]:
    """Every proposal and what follows from it."""
    for meeting in MEETINGS:
        name = f"{meeting.need}与{meeting.offer}"
        yield step(moment(meeting.at), f"{name}引荐", _propose, meeting)
        for move in meeting.moves:
            yield step(moment(move.at), f"{name} {move.act}", _move, meeting, move)


def _propose(world: World, at: datetime, meeting: Meeting) -> None:
    """From the match where the current run found the pair, by hand where the manager knows better."""
    actor, offer = world.actor(meeting.manager, at), world.achievement(meeting.offer)
    record: Demand | Scenario
    if meeting.need.startswith("CJ-"):
        record = Scenario.objects.get(pk=world.scenario(meeting.need))
        pair = Pair(offer, scenario_id=record.pk)
    else:
        record = Demand.objects.get(pk=world.demand(meeting.need))
        pair = Pair(offer, demand_id=record.pk)
    found = matches_for(actor, record).matches
    match_id = next((match.match_id for match in found if match.target["id"] == offer), None)
    proposal = Proposal(None if match_id else pair, match_id, note=meeting.note)
    introduction = propose_introduction(actor=actor, proposal=proposal, now=at)
    world.named[_key(meeting)] = introduction.pk


def _move(world: World, at: datetime, meeting: Meeting, move: Move) -> None:
    key = world.named[_key(meeting)]
    if move.act == "withdraw":
        actor = world.actor(meeting.manager, at)
        withdraw_introduction(actor=actor, introduction_id=key, now=at, reason=move.reason)
        return
    actor = _speaker(world, at, key, move.side)
    if move.act == YES:
        accept = accept_for_demand if move.side == NEED else accept_for_supply
        accept(actor=actor, introduction_id=key, now=at)
    elif move.act == TALKS:
        start_negotiation(actor=actor, introduction_id=key, now=at)
    elif isinstance(move.act, No):
        decline = decline_for_demand if move.side == NEED else decline_for_supply
        word = answering.Decline(str(move.act.reason), move.act.text)
        decline(actor=actor, introduction_id=key, decline=word, now=at)
    else:
        _outcome(actor, at, key, move)


def _outcome(actor: Actor, at: datetime, key: int, move: Move) -> None:
    if isinstance(move.act, Claim):
        amount = move.act.wan * FEN_PER_WAN if move.act.wan else None
        claim = answering.Claim(str(move.act.kind), amount, move.act.note)
        claim_outcome(actor=actor, introduction_id=key, claim=claim, now=at)
    elif isinstance(move.act, Dispute):
        dispute_outcome(actor=actor, introduction_id=key, now=at, reason=move.act.reason)
    elif isinstance(move.act, Retract):
        retract_outcome(actor=actor, introduction_id=key, now=at, reason=move.act.reason)
    elif move.act == CONFIRM:
        confirm_outcome(actor=actor, introduction_id=key, now=at)


def _speaker(world: World, at: datetime, key: int, side: str) -> Actor:
    introduction = Introduction.objects.with_records().get(pk=key)
    record = introduction.need if side == NEED else introduction.achievement
    return world.editor(record.organisation_id or 0, at)


def _key(meeting: Meeting) -> str:
    return f"{meeting.need}+{meeting.offer}"
