"""Ask after a negotiation of which nothing was heard."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case
from qiao.matching.events import NegotiationAsleep
from qiao.matching.lifecycles.introduction import INTRODUCTION
from qiao.matching.models import Introduction
from qiao.matching.selectors.facts import introduction_facts

ACTION = INTRODUCTION.action("remind")


@use_case(ACTION)
def remind_introduction(*, actor: Actor, introduction_id: int, now: datetime) -> Introduction:
    """Note the silence and announce it; carried out by the clock. Raises Denied and Refused."""
    introduction = lock(Introduction, introduction_id)
    facts = introduction_facts(introduction, now)
    authorise(actor, ACTION, facts)
    step = INTRODUCTION.step(introduction.state, "remind", facts)
    before = move(introduction, step, facts, reminded_at=now)
    record(actor, ACTION, introduction, before, now)
    emit(NegotiationAsleep(introduction.pk), now)
    return introduction
