"""Publish a reviewed achievement under its code."""

from datetime import datetime

from qiao.catalogue.admission import publication_values
from qiao.catalogue.events import AchievementPublished
from qiao.catalogue.lifecycles.achievement import ACHIEVEMENT
from qiao.catalogue.models import Achievement
from qiao.catalogue.selectors.facts import achievement_facts
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = ACHIEVEMENT.action("publish")


@use_case(ACTION)
def publish_achievement(*, actor: Actor, achievement_id: int, now: datetime) -> Achievement:
    """Publish a reviewed achievement under its code.

    Raises Denied when the actor may not do this, Refused when the lifecycle forbids it now.
    """
    achievement = lock(Achievement, achievement_id)
    facts = achievement_facts(achievement, now)
    authorise(actor, ACTION, facts)
    step = ACHIEVEMENT.step(achievement.state, "publish", facts)
    before = move(achievement, step, facts, **publication_values(achievement, facts))
    record(actor, ACTION, achievement, before, now)
    emit(AchievementPublished(achievement.pk), now)
    return achievement
