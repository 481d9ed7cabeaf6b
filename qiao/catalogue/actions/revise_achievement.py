"""Revise an achievement."""

from datetime import datetime

from qiao.catalogue.contents import AchievementContent
from qiao.catalogue.drafting import revision, rights_of
from qiao.catalogue.events import AchievementRevised
from qiao.catalogue.models import Achievement, IntellectualProperty
from qiao.catalogue.selectors.facts import achievement_facts, listing_rules
from qiao.catalogue.text_keys import keep_text_keys
from qiao.core.access import Actor
from qiao.core.calendar import CHINA
from qiao.foundation.acting import (
    authorise,
    change,
    emit,
    lock,
    record,
    record_many,
    record_removals,
    require_version,
    use_case,
)

ACTION = "catalogue.achievement.revise"


@use_case(ACTION)
def revise_achievement(
    *,
    actor: Actor,
    achievement_id: int,
    content: AchievementContent,
    now: datetime,
    reason: str = "",
    seen_version: int | None = None,
) -> Achievement:
    """Replace the content of an achievement: the holder while it is a draft, later only the operator with a reason.

    ``seen_version`` is the version that the new content was written for. Raises Denied, Refused (closed, changed
    meanwhile, mark of secrecy, no reason), Invalid with every fault.
    """
    achievement = lock(Achievement, achievement_id)
    rules = listing_rules(Achievement, achievement.zone_code, now.astimezone(CHINA).date())
    facts = achievement_facts(achievement, now, rules)
    authorise(actor, ACTION, facts)
    require_version(achievement, seen_version)
    changes = revision(achievement, content, facts, rules, reason)
    before = change(achievement, **changes)
    keep_text_keys(achievement)
    record(actor, ACTION, achievement, before, now, reason=reason)
    record_removals(actor, ACTION, achievement.rights.order_by("pk"), now, reason=reason)
    achievement.rights.all().delete()
    # Rights are rows of their own: the audit holds the old set as taken away and the whole new one.
    rights = IntellectualProperty.objects.bulk_create(rights_of(content, achievement.pk))
    record_many(actor, ACTION, [(right, {}) for right in rights], now, reason=reason)
    emit(AchievementRevised(achievement.pk), now)
    return achievement
