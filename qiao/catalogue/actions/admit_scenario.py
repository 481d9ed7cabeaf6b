"""Publish a scenario that another body has already reviewed (an official list)."""

from datetime import datetime

from qiao.catalogue.admission import publication_values
from qiao.catalogue.events import ScenarioPublished
from qiao.catalogue.lifecycles.scenario import SCENARIO
from qiao.catalogue.models import Scenario
from qiao.catalogue.selectors.facts import scenario_facts
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = SCENARIO.action("admit")


@use_case(ACTION)
def admit_scenario(*, actor: Actor, scenario_id: int, now: datetime, reason: str) -> Scenario:
    """Publish a scenario that another body has already reviewed (an official list).

    Raises Denied when the actor may not do this, Refused when the lifecycle forbids it now or no reason is given.
    """
    scenario = lock(Scenario, scenario_id)
    facts = scenario_facts(scenario, now)
    authorise(actor, ACTION, facts)
    step = SCENARIO.step(scenario.state, "admit", facts, reason)
    before = move(scenario, step, facts, **publication_values(scenario, facts))
    record(actor, ACTION, scenario, before, now, reason=reason)
    emit(ScenarioPublished(scenario.pk), now)
    return scenario
