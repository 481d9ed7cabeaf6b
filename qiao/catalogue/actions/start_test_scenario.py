"""Begin the test in the scenario."""

from datetime import datetime

from qiao.catalogue.events import ScenarioTestStarted
from qiao.catalogue.lifecycles.scenario import SCENARIO
from qiao.catalogue.models import Scenario
from qiao.catalogue.selectors.facts import scenario_facts
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = SCENARIO.action("start_test")


@use_case(ACTION)
def start_test_scenario(*, actor: Actor, scenario_id: int, now: datetime) -> Scenario:
    """Begin the test in the scenario.

    Raises Denied when the actor may not do this, Refused when the lifecycle forbids it now.
    """
    scenario = lock(Scenario, scenario_id)
    facts = scenario_facts(scenario, now)
    authorise(actor, ACTION, facts)
    step = SCENARIO.step(scenario.state, "start_test", facts)
    before = move(scenario, step, facts)
    record(actor, ACTION, scenario, before, now)
    emit(ScenarioTestStarted(scenario.pk), now)
    return scenario
