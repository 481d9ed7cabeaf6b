"""Dispute what the other side has claimed."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, require_version, use_case
from qiao.foundation.audit import snapshot
from qiao.matching.events import OutcomeDisputed
from qiao.matching.lifecycles.introduction import INTRODUCTION
from qiao.matching.models import Introduction, Outcome
from qiao.matching.selectors.facts import introduction_facts
from qiao.matching.selectors.introductions import waiting_outcome

ACTION = INTRODUCTION.action("dispute_outcome")


@use_case(ACTION)
def dispute_outcome(
    *, actor: Actor, introduction_id: int, now: datetime, reason: str, version: int | None = None
) -> Outcome:
    """Say, with a reason, that it was not so; it never counts. Only the counterparty may. Raises Denied, Refused."""
    introduction = lock(Introduction, introduction_id)
    facts = introduction_facts(introduction, now)
    authorise(actor, ACTION, facts)
    require_version(introduction, version)
    step = INTRODUCTION.step(introduction.state, "dispute_outcome", facts, reason)
    outcome = waiting_outcome(introduction)
    claimed = snapshot(outcome)
    outcome.answer, outcome.answered_at = "disputed", now
    outcome.save(update_fields=["answer", "answered_at"])
    record(actor, ACTION, outcome, claimed, now, reason=reason)
    before = move(introduction, step, facts, claimed_side="", claimed_by_person=None, active_at=now)
    record(actor, ACTION, introduction, before, now, reason=reason)
    emit(OutcomeDisputed(introduction.pk, outcome.pk), now)
    return outcome
