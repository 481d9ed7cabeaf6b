"""Return a reviewed scenario to its opener; the review period begins again with his revision."""

from datetime import datetime

from qiao.catalogue.events import ScenarioReturned
from qiao.catalogue.lifecycles.scenario import SCENARIO
from qiao.catalogue.models import Scenario
from qiao.catalogue.selectors.facts import scenario_facts
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = SCENARIO.action("return")


@use_case(ACTION)
def return_scenario(*, actor: Actor, scenario_id: int, now: datetime, reason: str) -> Scenario:
    """Return a reviewed scenario to its opener; the review period begins again with his revision.

    Raises Denied when the actor may not do this, Refused when the lifecycle forbids it now or no reason is given.
    """
    scenario = lock(Scenario, scenario_id)
    facts = scenario_facts(scenario, now)
    authorise(actor, ACTION, facts)
    step = SCENARIO.step(scenario.state, "return", facts, reason)
    before = move(scenario, step, facts, submitted_at=None, escalated_at=None)
    record(actor, ACTION, scenario, before, now, reason=reason)
    emit(ScenarioReturned(scenario.pk), now)
    return scenario
