"""Let an achievement lapse at the end of its validity."""

from datetime import datetime

from qiao.catalogue.events import AchievementExpired
from qiao.catalogue.lifecycles.achievement import ACHIEVEMENT
from qiao.catalogue.models import Achievement
from qiao.catalogue.selectors.facts import achievement_facts
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = ACHIEVEMENT.action("expire")


@use_case(ACTION)
def expire_achievement(*, actor: Actor, achievement_id: int, now: datetime) -> Achievement:
    """Let an achievement lapse at the end of its validity.

    Raises Denied when the actor may not do this, Refused when the lifecycle forbids it now.
    """
    achievement = lock(Achievement, achievement_id)
    facts = achievement_facts(achievement, now)
    authorise(actor, ACTION, facts)
    step = ACHIEVEMENT.step(achievement.state, "expire", facts)
    before = move(achievement, step, facts)
    record(actor, ACTION, achievement, before, now)
    emit(AchievementExpired(achievement.pk), now)
    return achievement
