"""Let a proposal lapse that was not answered in time."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case
from qiao.matching.events import IntroductionLapsed
from qiao.matching.lifecycles.introduction import INTRODUCTION
from qiao.matching.models import Introduction
from qiao.matching.selectors.facts import introduction_facts

ACTION = INTRODUCTION.action("lapse")


@use_case(ACTION)
def lapse_introduction(*, actor: Actor, introduction_id: int, now: datetime) -> Introduction:
    """Close the proposal; carried out by the clock. Raises Denied and Refused."""
    introduction = lock(Introduction, introduction_id)
    facts = introduction_facts(introduction, now)
    authorise(actor, ACTION, facts)
    step = INTRODUCTION.step(introduction.state, "lapse", facts)
    before = move(introduction, step, facts)
    record(actor, ACTION, introduction, before, now)
    emit(IntroductionLapsed(introduction.pk), now)
    return introduction
