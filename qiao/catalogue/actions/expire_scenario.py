"""Close a scenario for which nobody has applied by the end of its validity."""

from datetime import datetime

from qiao.catalogue.events import ScenarioExpired
from qiao.catalogue.lifecycles.scenario import SCENARIO
from qiao.catalogue.models import Scenario
from qiao.catalogue.selectors.facts import scenario_facts
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = SCENARIO.action("expire")


@use_case(ACTION)
def expire_scenario(*, actor: Actor, scenario_id: int, now: datetime) -> Scenario:
    """Close a scenario for which nobody has applied by the end of its validity.

    Raises Denied when the actor may not do this, Refused when the lifecycle forbids it now.
    """
    scenario = lock(Scenario, scenario_id)
    facts = scenario_facts(scenario, now)
    authorise(actor, ACTION, facts)
    step = SCENARIO.step(scenario.state, "expire", facts)
    before = move(scenario, step, facts)
    record(actor, ACTION, scenario, before, now)
    emit(ScenarioExpired(scenario.pk), now)
    return scenario
