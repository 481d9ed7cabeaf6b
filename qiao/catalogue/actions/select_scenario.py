"""Select the applicant that tests its technology in a scenario."""

from datetime import datetime

from qiao.catalogue.events import ScenarioSelected
from qiao.catalogue.lifecycles.scenario import SCENARIO
from qiao.catalogue.models import Scenario
from qiao.catalogue.selectors.facts import scenario_facts
from qiao.core.access import Actor
from qiao.core.outcomes import Refused
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = SCENARIO.action("select")


@use_case(ACTION)
def select_scenario(*, actor: Actor, scenario_id: int, organisation_id: int, now: datetime, reason: str) -> Scenario:
    """Select one applicant; the reason says why.

    Raises Denied, Refused when the lifecycle forbids it now, no reason is given or the organisation has not applied.
    """
    scenario = lock(Scenario, scenario_id)
    facts = scenario_facts(scenario, now)
    authorise(actor, ACTION, facts)
    step = SCENARIO.step(scenario.state, "select", facts, reason)
    if not scenario.applications.filter(organisation_id=organisation_id).exists():
        raise Refused("no_applicant", action=ACTION)
    before = move(scenario, step, facts, selected_organisation_id=organisation_id)
    record(actor, ACTION, scenario, before, now, reason=reason)
    emit(ScenarioSelected(scenario.pk, organisation_id), now)
    return scenario
