"""Confirm what the other side has claimed."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, require_version, use_case
from qiao.foundation.audit import snapshot
from qiao.matching.events import OutcomeConfirmed
from qiao.matching.lifecycles.introduction import INTRODUCTION
from qiao.matching.models import Introduction, Outcome
from qiao.matching.selectors.facts import introduction_facts
from qiao.matching.selectors.introductions import waiting_outcome

ACTION = INTRODUCTION.action("confirm_outcome")


@use_case(ACTION)
def confirm_outcome(*, actor: Actor, introduction_id: int, now: datetime, version: int | None = None) -> Outcome:
    """Confirm the claim; from now on it counts. Only the counterparty may. Raises Denied and Refused."""
    introduction = lock(Introduction, introduction_id)
    facts = introduction_facts(introduction, now)
    authorise(actor, ACTION, facts)
    require_version(introduction, version)
    step = INTRODUCTION.step(introduction.state, "confirm_outcome", facts)
    outcome = waiting_outcome(introduction)
    claimed = snapshot(outcome)
    outcome.answer, outcome.answered_at = "confirmed", now
    outcome.save(update_fields=["answer", "answered_at"])
    record(actor, ACTION, outcome, claimed, now)
    before = move(introduction, step, facts, claimed_side="", claimed_by_person=None, active_at=now)
    record(actor, ACTION, introduction, before, now)
    emit(OutcomeConfirmed(introduction.pk, outcome.pk, outcome.kind, outcome.amount_fen), now)
    return outcome
