"""Accept an introduction for the demand side."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, require_version, use_case
from qiao.matching.answering import require_word_of_absent
from qiao.matching.events import IntroductionAccepted
from qiao.matching.lifecycles.introduction import INTRODUCTION, IntroductionState, Side
from qiao.matching.models import Introduction
from qiao.matching.selectors.facts import introduction_facts

ACTION = INTRODUCTION.action("accept_for_demand")


@use_case(ACTION)
def accept_for_demand(
    *, actor: Actor, introduction_id: int, now: datetime, reason: str = "", version: int | None = None
) -> Introduction:
    """Say yes for the side who needs; once both sides have, they see each other's name and contact.

    ``reason`` is needed from zone staff who pass on the word of a party that is not on the platform.
    Raises Denied, and Refused when a record is no longer published.
    """
    introduction = lock(Introduction, introduction_id)
    facts = introduction_facts(introduction, now)
    authorise(actor, ACTION, facts)
    require_version(introduction, version)
    step = INTRODUCTION.step(introduction.state, "accept_for_demand", facts)

    require_word_of_absent(actor, facts, Side.DEMAND, reason)

    before = move(introduction, step, facts, demand_accepted_at=now, active_at=now)
    record(actor, ACTION, introduction, before, now, reason=reason)
    if step.target is IntroductionState.INTRODUCED:
        emit(IntroductionAccepted(introduction.pk, introduction.demand_id, introduction.achievement_id), now)
    return introduction
