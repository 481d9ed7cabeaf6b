"""Submit an achievement for review; the review period begins."""

from datetime import datetime

from qiao.catalogue.events import AchievementSubmitted
from qiao.catalogue.lifecycles.achievement import ACHIEVEMENT
from qiao.catalogue.models import Achievement
from qiao.catalogue.selectors.facts import achievement_facts
from qiao.catalogue.selectors.near_duplicates import require_reason_for_duplicates
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = ACHIEVEMENT.action("submit")


@use_case(ACTION)
def submit_achievement(*, actor: Actor, achievement_id: int, now: datetime, reason: str = "") -> Achievement:
    """Submit an achievement for review; the review period begins.

    Where another record says nearly the same, ``reason`` must say why this is another thing. Raises Denied when the
    actor may not do this, Refused when the lifecycle forbids it now or that reason is missing.
    """
    achievement = lock(Achievement, achievement_id)
    facts = achievement_facts(achievement, now)
    authorise(actor, ACTION, facts)
    step = ACHIEVEMENT.step(achievement.state, "submit", facts)
    require_reason_for_duplicates(actor, achievement, now, reason)
    before = move(achievement, step, facts, submitted_at=now, escalated_at=None)
    record(actor, ACTION, achievement, before, now, reason=reason)
    emit(AchievementSubmitted(achievement.pk), now)
    return achievement
