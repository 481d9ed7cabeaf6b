"""Confirm that a collected scenario is complete and may be published."""

from datetime import datetime

from qiao.catalogue.events import ScenarioReviewed
from qiao.catalogue.lifecycles.scenario import SCENARIO
from qiao.catalogue.models import Scenario
from qiao.catalogue.selectors.facts import scenario_facts
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = SCENARIO.action("review")


@use_case(ACTION)
def review_scenario(*, actor: Actor, scenario_id: int, now: datetime) -> Scenario:
    """Confirm that a collected scenario is complete and may be published.

    Raises Denied when the actor may not do this, Refused when the lifecycle forbids it now.
    """
    scenario = lock(Scenario, scenario_id)
    facts = scenario_facts(scenario, now)
    authorise(actor, ACTION, facts)
    step = SCENARIO.step(scenario.state, "review", facts)
    before = move(scenario, step, facts, submitted_at=None, escalated_at=None)
    record(actor, ACTION, scenario, before, now)
    emit(ScenarioReviewed(scenario.pk), now)
    return scenario
