"""Publish an achievement that another body has already reviewed (an official list)."""

from datetime import datetime

from qiao.catalogue.admission import publication_values
from qiao.catalogue.events import AchievementPublished
from qiao.catalogue.lifecycles.achievement import ACHIEVEMENT
from qiao.catalogue.models import Achievement
from qiao.catalogue.selectors.facts import achievement_facts
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = ACHIEVEMENT.action("admit")


@use_case(ACTION)
def admit_achievement(*, actor: Actor, achievement_id: int, now: datetime, reason: str) -> Achievement:
    """Publish an achievement that another body has already reviewed (an official list).

    Raises Denied when the actor may not do this, Refused when the lifecycle forbids it now or no reason is given.
    """
    achievement = lock(Achievement, achievement_id)
    facts = achievement_facts(achievement, now)
    authorise(actor, ACTION, facts)
    step = ACHIEVEMENT.step(achievement.state, "admit", facts, reason)
    before = move(achievement, step, facts, **publication_values(achievement, facts))
    record(actor, ACTION, achievement, before, now, reason=reason)
    emit(AchievementPublished(achievement.pk), now)
    return achievement
