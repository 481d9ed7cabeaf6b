"""Note that the parties of an introduction negotiate."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, require_version, use_case
from qiao.matching.events import NegotiationStarted
from qiao.matching.lifecycles.introduction import INTRODUCTION
from qiao.matching.models import Introduction
from qiao.matching.selectors.facts import introduction_facts

ACTION = INTRODUCTION.action("start_negotiation")


@use_case(ACTION)
def start_negotiation(*, actor: Actor, introduction_id: int, now: datetime, version: int | None = None) -> Introduction:
    """Note that talks have begun. Raises Denied and Refused."""
    introduction = lock(Introduction, introduction_id)
    facts = introduction_facts(introduction, now)
    authorise(actor, ACTION, facts)
    require_version(introduction, version)
    step = INTRODUCTION.step(introduction.state, "start_negotiation", facts)
    before = move(introduction, step, facts, active_at=now)
    record(actor, ACTION, introduction, before, now)
    emit(NegotiationStarted(introduction.pk), now)
    return introduction
