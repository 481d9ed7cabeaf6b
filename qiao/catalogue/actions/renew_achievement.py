"""Publish a lapsed achievement again under its old code."""

from datetime import date, datetime

from qiao.catalogue.events import AchievementRenewed
from qiao.catalogue.lifecycles.achievement import ACHIEVEMENT
from qiao.catalogue.models import Achievement
from qiao.catalogue.publication import expiry_of
from qiao.catalogue.selectors.facts import achievement_facts, listing_rules
from qiao.core.access import Actor
from qiao.core.calendar import CHINA
from qiao.core.outcomes import Invalid, Problem
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = ACHIEVEMENT.action("renew")


@use_case(ACTION)
def renew_achievement(
    *, actor: Actor, achievement_id: int, now: datetime, valid_until: date | None = None
) -> Achievement:
    """Begin a new validity, to the end of the usual period or of ``valid_until`` where that is earlier.

    Raises Denied, Refused when the lifecycle forbids it now, Invalid when ``valid_until`` has passed.
    """
    achievement = lock(Achievement, achievement_id)
    rules = listing_rules(Achievement, achievement.zone_code, now.astimezone(CHINA).date())
    facts = achievement_facts(achievement, now, rules)
    authorise(actor, ACTION, facts)
    step = ACHIEVEMENT.step(achievement.state, "renew", facts)
    expires_at = expiry_of(now, valid_until, rules.validity_months)
    if expires_at <= now:
        raise Invalid(Problem("valid_until", "listing_date_over", str(valid_until)))
    before = move(achievement, step, facts, valid_until=valid_until, validity_began_at=now, expires_at=expires_at)
    record(actor, ACTION, achievement, before, now)
    emit(AchievementRenewed(achievement.pk), now)
    return achievement
