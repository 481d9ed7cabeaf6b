"""Withdraw a proposal before both sides have accepted."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, require_version, use_case
from qiao.matching.events import IntroductionWithdrawn
from qiao.matching.lifecycles.introduction import INTRODUCTION
from qiao.matching.models import Introduction
from qiao.matching.selectors.facts import introduction_facts

ACTION = INTRODUCTION.action("withdraw")


@use_case(ACTION)
def withdraw_introduction(
    *, actor: Actor, introduction_id: int, now: datetime, reason: str, version: int | None = None
) -> Introduction:
    """Take the proposal back, with a reason. Raises Denied, and Refused once both sides have accepted."""
    introduction = lock(Introduction, introduction_id)
    facts = introduction_facts(introduction, now)
    authorise(actor, ACTION, facts)
    require_version(introduction, version)
    step = INTRODUCTION.step(introduction.state, "withdraw", facts, reason)
    before = move(introduction, step, facts, active_at=now)
    record(actor, ACTION, introduction, before, now, reason=reason)
    emit(IntroductionWithdrawn(introduction.pk), now)
    return introduction
