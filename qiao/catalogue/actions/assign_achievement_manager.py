"""Put a technology manager in charge of an achievement."""

from datetime import datetime

from qiao.catalogue.events import AchievementManagerAssigned
from qiao.catalogue.models import Achievement
from qiao.catalogue.selectors.facts import achievement_facts
from qiao.catalogue.selectors.people import is_technology_manager
from qiao.core.access import Actor
from qiao.core.calendar import CHINA
from qiao.core.outcomes import Invalid, Problem, Refused
from qiao.foundation.acting import authorise, change, emit, lock, record, use_case

ACTION = "catalogue.achievement.assign_manager"


@use_case(ACTION)
def assign_achievement_manager(*, actor: Actor, achievement_id: int, person_id: int, now: datetime) -> Achievement:
    """Put the person in charge, in place of whoever was.

    Raises Denied, Refused when the achievement is closed, Invalid when the person is no technology manager of its zone.
    """
    achievement = lock(Achievement, achievement_id)
    authorise(actor, ACTION, achievement_facts(achievement, now))
    if achievement.state in achievement.LIFECYCLE.final_states:
        raise Refused("record_is_closed", action=ACTION)
    if not is_technology_manager(person_id, achievement.zone_code, now.astimezone(CHINA).date()):
        raise Invalid(Problem("manager_person", "listing_no_technology_manager", str(person_id)))
    before = change(achievement, manager_person=person_id)
    record(actor, ACTION, achievement, before, now)
    emit(AchievementManagerAssigned(achievement.pk), now)
    return achievement
