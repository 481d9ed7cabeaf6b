"""Record that an achievement has been converted."""

from datetime import datetime

from qiao.catalogue.events import AchievementConverted
from qiao.catalogue.lifecycles.achievement import ACHIEVEMENT
from qiao.catalogue.models import Achievement
from qiao.catalogue.selectors.facts import achievement_facts
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = ACHIEVEMENT.action("convert")


@use_case(ACTION)
def convert_achievement(*, actor: Actor, achievement_id: int, now: datetime, reason: str) -> Achievement:
    """Record that an achievement has been converted.

    Raises Denied when the actor may not do this, Refused when the lifecycle forbids it now or no reason is given.
    """
    achievement = lock(Achievement, achievement_id)
    facts = achievement_facts(achievement, now)
    authorise(actor, ACTION, facts)
    step = ACHIEVEMENT.step(achievement.state, "convert", facts, reason)
    before = move(achievement, step, facts)
    record(actor, ACTION, achievement, before, now, reason=reason)
    emit(AchievementConverted(achievement.pk), now)
    return achievement
