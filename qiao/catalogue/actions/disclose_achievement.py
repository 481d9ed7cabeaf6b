"""Say which organisations may see an achievement of targeted disclosure."""

from datetime import datetime

from qiao.catalogue.events import AchievementDisclosed
from qiao.catalogue.models import Achievement
from qiao.catalogue.selectors.facts import achievement_facts
from qiao.catalogue.selectors.people import unknown_organisations
from qiao.core.access import Actor
from qiao.core.outcomes import Invalid, Problem, Refused
from qiao.core.taxonomy import DisclosureLevel
from qiao.foundation.acting import authorise, change, emit, lock, record, use_case

ACTION = "catalogue.achievement.disclose_to"


@use_case(ACTION)
def disclose_achievement(
    *, actor: Actor, achievement_id: int, organisation_ids: tuple[int, ...], now: datetime
) -> Achievement:
    """Replace the list of organisations that may see the achievement; an empty list leaves only its own people.

    Raises Denied, Refused when the achievement is closed or not of targeted disclosure, Invalid for unknown
    organisations.
    """
    achievement = lock(Achievement, achievement_id)
    authorise(actor, ACTION, achievement_facts(achievement, now))
    if achievement.state in achievement.LIFECYCLE.final_states:
        raise Refused("record_is_closed", action=ACTION)
    if achievement.disclosure != DisclosureLevel.TARGETED:
        raise Refused("disclosure_is_not_targeted", action=ACTION)
    unknown = unknown_organisations(organisation_ids)
    if unknown:
        raise Invalid(*(Problem("disclosed_to", "listing_unknown_organisation", str(key)) for key in unknown))
    before = change(achievement, disclosed_to=sorted(set(organisation_ids)))
    record(actor, ACTION, achievement, before, now)
    emit(AchievementDisclosed(achievement.pk), now)
    return achievement
