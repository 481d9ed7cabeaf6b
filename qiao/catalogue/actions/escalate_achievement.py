"""Report, once, that the review of an achievement is overdue."""

from datetime import datetime

from qiao.catalogue.events import AchievementReviewOverdue
from qiao.catalogue.lifecycles.achievement import ACHIEVEMENT
from qiao.catalogue.models import Achievement
from qiao.catalogue.selectors.facts import achievement_facts
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = ACHIEVEMENT.action("escalate")


@use_case(ACTION)
def escalate_achievement(*, actor: Actor, achievement_id: int, now: datetime) -> Achievement:
    """Report, once, that the review of an achievement is overdue.

    Raises Denied when the actor may not do this, Refused when the lifecycle forbids it now.
    """
    achievement = lock(Achievement, achievement_id)
    facts = achievement_facts(achievement, now)
    authorise(actor, ACTION, facts)
    step = ACHIEVEMENT.step(achievement.state, "escalate", facts)
    before = move(achievement, step, facts, escalated_at=now)
    record(actor, ACTION, achievement, before, now)
    emit(AchievementReviewOverdue(achievement.pk), now)
    return achievement
