"""Close a scenario."""

from datetime import datetime

from qiao.catalogue.events import ScenarioClosed
from qiao.catalogue.lifecycles.scenario import SCENARIO
from qiao.catalogue.models import Scenario
from qiao.catalogue.selectors.facts import scenario_facts
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = SCENARIO.action("close")


@use_case(ACTION)
def close_scenario(*, actor: Actor, scenario_id: int, now: datetime, reason: str) -> Scenario:
    """Close a scenario.

    Raises Denied when the actor may not do this, Refused when the lifecycle forbids it now or no reason is given.
    """
    scenario = lock(Scenario, scenario_id)
    facts = scenario_facts(scenario, now)
    authorise(actor, ACTION, facts)
    step = SCENARIO.step(scenario.state, "close", facts, reason)
    before = move(scenario, step, facts)
    record(actor, ACTION, scenario, before, now, reason=reason)
    emit(ScenarioClosed(scenario.pk), now)
    return scenario
