"""Decline an introduction for the supply side."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, require_version, use_case
from qiao.matching.answering import Decline, check_decline, require_word_of_absent
from qiao.matching.events import IntroductionDeclined
from qiao.matching.lifecycles.introduction import INTRODUCTION, Side
from qiao.matching.models import Introduction
from qiao.matching.selectors.facts import introduction_facts

ACTION = INTRODUCTION.action("decline_for_supply")


@use_case(ACTION)
def decline_for_supply(
    *, actor: Actor, introduction_id: int, decline: Decline, now: datetime, reason: str = "", version: int | None = None
) -> Introduction:
    """Say no for the side who offers, with one of the listed reasons; it reaches the other side as feedback.

    ``reason`` is needed from zone staff who pass on the word of a party that is not on the platform.
    Raises Denied, Refused, and Invalid for an unknown reason or "other" without a text.
    """
    introduction = lock(Introduction, introduction_id)
    facts = introduction_facts(introduction, now)
    authorise(actor, ACTION, facts)
    require_version(introduction, version)
    step = INTRODUCTION.step(introduction.state, "decline_for_supply", facts)

    check_decline(decline)
    require_word_of_absent(actor, facts, Side.SUPPLY, reason)

    before = move(
        introduction,
        step,
        facts,
        declined_side=str(Side.SUPPLY),
        decline_reason=decline.reason,
        decline_text=decline.text.strip(),
        active_at=now,
    )
    record(actor, ACTION, introduction, before, now, reason=reason)
    emit(IntroductionDeclined(introduction.pk, str(Side.SUPPLY), decline.reason), now)
    return introduction
