"""Draft an achievement with its intellectual property."""

from datetime import datetime

from qiao.catalogue.contents import AchievementContent, Draft
from qiao.catalogue.drafting import drafted, rights_of
from qiao.catalogue.events import AchievementDrafted
from qiao.catalogue.models import Achievement, IntellectualProperty
from qiao.catalogue.selectors.people import draft_facts
from qiao.catalogue.text_keys import add_text_keys
from qiao.catalogue.texts import derived_values
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, create, emit, record, record_many, use_case

ACTION = "catalogue.achievement.draft"


@use_case(ACTION)
def draft_achievement(*, actor: Actor, draft: Draft, content: AchievementContent, now: datetime) -> Achievement:
    """Draft an achievement with its intellectual property.

    Organisations draft for themselves, managers and the operator for organisations of their zone. Raises Missing for
    an unknown organisation, Denied, Invalid with every fault, Refused("classified_material").
    """
    facts = draft_facts(draft, actor)
    authorise(actor, ACTION, facts)
    achievement = drafted(Achievement, actor, draft, content, now)
    achievement.zone_code = facts.zone_code
    for name, value in derived_values(achievement).items():
        setattr(achievement, name, value)
    before = create(achievement)
    add_text_keys([achievement])
    record(actor, ACTION, achievement, before, now)
    rights = IntellectualProperty.objects.bulk_create(rights_of(content, achievement.pk))
    record_many(actor, ACTION, [(right, {}) for right in rights], now)
    emit(AchievementDrafted(achievement.pk), now)
    return achievement
