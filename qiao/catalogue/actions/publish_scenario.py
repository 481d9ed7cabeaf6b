"""Publish a reviewed scenario under its code."""

from datetime import datetime

from qiao.catalogue.admission import publication_values
from qiao.catalogue.events import ScenarioPublished
from qiao.catalogue.lifecycles.scenario import SCENARIO
from qiao.catalogue.models import Scenario
from qiao.catalogue.selectors.facts import scenario_facts
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = SCENARIO.action("publish")


@use_case(ACTION)
def publish_scenario(*, actor: Actor, scenario_id: int, now: datetime) -> Scenario:
    """Publish a reviewed scenario under its code.

    Raises Denied when the actor may not do this, Refused when the lifecycle forbids it now.
    """
    scenario = lock(Scenario, scenario_id)
    facts = scenario_facts(scenario, now)
    authorise(actor, ACTION, facts)
    step = SCENARIO.step(scenario.state, "publish", facts)
    before = move(scenario, step, facts, **publication_values(scenario, facts))
    record(actor, ACTION, scenario, before, now)
    emit(ScenarioPublished(scenario.pk), now)
    return scenario
