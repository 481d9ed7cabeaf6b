"""Withdraw an achievement."""

from datetime import datetime

from qiao.catalogue.events import AchievementWithdrawn
from qiao.catalogue.lifecycles.achievement import ACHIEVEMENT
from qiao.catalogue.models import Achievement
from qiao.catalogue.selectors.facts import achievement_facts
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = ACHIEVEMENT.action("withdraw")


@use_case(ACTION)
def withdraw_achievement(*, actor: Actor, achievement_id: int, now: datetime, reason: str) -> Achievement:
    """Withdraw an achievement.

    Raises Denied when the actor may not do this, Refused when the lifecycle forbids it now or no reason is given.
    """
    achievement = lock(Achievement, achievement_id)
    facts = achievement_facts(achievement, now)
    authorise(actor, ACTION, facts)
    step = ACHIEVEMENT.step(achievement.state, "withdraw", facts, reason)
    before = move(achievement, step, facts)
    record(actor, ACTION, achievement, before, now, reason=reason)
    emit(AchievementWithdrawn(achievement.pk), now)
    return achievement
