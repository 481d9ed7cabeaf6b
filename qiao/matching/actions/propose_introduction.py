"""Propose that the parties of a need and an offer should meet."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from qiao.core.access import Actor
from qiao.core.outcomes import Refused
from qiao.foundation.acting import Snapshot, authorise, create, emit, move, record, use_case
from qiao.matching.access import PROPOSE as ACTION
from qiao.matching.answering import side_of
from qiao.matching.events import IntroductionProposed
from qiao.matching.lifecycles.introduction import INTRODUCTION, IntroductionFacts, IntroductionState
from qiao.matching.models import Introduction
from qiao.matching.proposals import Pair, parties_may_meet
from qiao.matching.selectors.facts import introduction_facts
from qiao.matching.selectors.introductions import records_of


@dataclass(frozen=True)
class Proposal:
    """What is to be introduced: a pair of records chosen by hand, or a match by its key; and a word to both sides."""

    pair: Pair | None = None
    match_id: int | None = None
    note: str = ""


@use_case(ACTION)
def propose_introduction(*, actor: Actor, proposal: Proposal, now: datetime) -> Introduction:
    """Ask both sides; a side that proposes itself has thereby accepted.

    Raises Missing when the actor may not see one of the records, Denied, and Refused when a record is not published,
    both belong to one party, one side may not know of the other's record, or the pair is already introduced.
    """
    found = records_of(proposal.pair, proposal.match_id, actor)
    introduction = Introduction(
        zone_code=found.need.zone_code,
        created_at=now,
        **found.columns,
        note=proposal.note.strip(),
        proposed_at=now,
        proposed_by_holding=actor.holding_id,
        proposed_by_organisation=actor.organisation_id,
        active_at=now,
    )
    facts = introduction_facts(introduction, now)
    authorise(actor, ACTION, facts)

    parties_may_meet(found.need, found.offer, facts)

    before = _created(introduction, facts)
    record(actor, ACTION, introduction, before, now)
    emit(IntroductionProposed(introduction.pk), now)
    _accept_own_side(actor, introduction, facts, now)
    return introduction


def _created(introduction: Introduction, facts: IntroductionFacts) -> Snapshot:
    due = INTRODUCTION.due(IntroductionState.PROPOSED, facts)
    introduction.due_at, introduction.due_verb = (due.at, due.verb) if due else (None, "")
    try:
        with transaction.atomic():
            return create(introduction)
    except IntegrityError as error:
        # The partial unique constraints allow one open introduction of a pair.
        raise Refused("already_introduced", action=ACTION) from error


def _accept_own_side(actor: Actor, introduction: Introduction, facts: IntroductionFacts, now: datetime) -> None:
    side = side_of(actor, facts)
    if side is None:
        return
    verb = f"accept_for_{side}"
    authorise(actor, INTRODUCTION.action(verb), facts)
    step = INTRODUCTION.step(introduction.state, verb, facts)
    before = move(introduction, step, facts, **{f"{side}_accepted_at": now})
    record(actor, step.action, introduction, before, now)
