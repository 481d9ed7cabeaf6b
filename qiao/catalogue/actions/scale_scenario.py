"""Record that the verified technology is used at scale."""

from datetime import datetime

from qiao.catalogue.events import ScenarioScaled
from qiao.catalogue.lifecycles.scenario import SCENARIO
from qiao.catalogue.models import Scenario
from qiao.catalogue.selectors.facts import scenario_facts
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = SCENARIO.action("scale")


@use_case(ACTION)
def scale_scenario(*, actor: Actor, scenario_id: int, now: datetime, reason: str) -> Scenario:
    """Record that the verified technology is used at scale.

    Raises Denied when the actor may not do this, Refused when the lifecycle forbids it now or no reason is given.
    """
    scenario = lock(Scenario, scenario_id)
    facts = scenario_facts(scenario, now)
    authorise(actor, ACTION, facts)
    step = SCENARIO.step(scenario.state, "scale", facts, reason)
    before = move(scenario, step, facts, outcome_note=reason)
    record(actor, ACTION, scenario, before, now, reason=reason)
    emit(ScenarioScaled(scenario.pk), now)
    return scenario
