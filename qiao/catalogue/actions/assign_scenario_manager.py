"""Put a technology manager in charge of a scenario."""

from datetime import datetime

from qiao.catalogue.events import ScenarioManagerAssigned
from qiao.catalogue.models import Scenario
from qiao.catalogue.selectors.facts import scenario_facts
from qiao.catalogue.selectors.people import is_technology_manager
from qiao.core.access import Actor
from qiao.core.calendar import CHINA
from qiao.core.outcomes import Invalid, Problem, Refused
from qiao.foundation.acting import authorise, change, emit, lock, record, use_case

ACTION = "catalogue.scenario.assign_manager"


@use_case(ACTION)
def assign_scenario_manager(*, actor: Actor, scenario_id: int, person_id: int, now: datetime) -> Scenario:
    """Put the person in charge, in place of whoever was.

    Raises Denied, Refused when the scenario is closed, Invalid when the person is no technology manager of its zone.
    """
    scenario = lock(Scenario, scenario_id)
    authorise(actor, ACTION, scenario_facts(scenario, now))
    if scenario.state in scenario.LIFECYCLE.final_states:
        raise Refused("record_is_closed", action=ACTION)
    if not is_technology_manager(person_id, scenario.zone_code, now.astimezone(CHINA).date()):
        raise Invalid(Problem("manager_person", "listing_no_technology_manager", str(person_id)))
    before = change(scenario, manager_person=person_id)
    record(actor, ACTION, scenario, before, now)
    emit(ScenarioManagerAssigned(scenario.pk), now)
    return scenario
