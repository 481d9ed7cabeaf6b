"""Confirm that the test has met the success criteria; the reason says how."""

from datetime import datetime

from qiao.catalogue.events import ScenarioVerified
from qiao.catalogue.lifecycles.scenario import SCENARIO
from qiao.catalogue.models import Scenario
from qiao.catalogue.selectors.facts import scenario_facts
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = SCENARIO.action("verify")


@use_case(ACTION)
def verify_scenario(*, actor: Actor, scenario_id: int, now: datetime, reason: str) -> Scenario:
    """Confirm that the test has met the success criteria; the reason says how.

    Raises Denied when the actor may not do this, Refused when the lifecycle forbids it now or no reason is given.
    """
    scenario = lock(Scenario, scenario_id)
    facts = scenario_facts(scenario, now)
    authorise(actor, ACTION, facts)
    step = SCENARIO.step(scenario.state, "verify", facts, reason)
    before = move(scenario, step, facts, outcome_note=reason)
    record(actor, ACTION, scenario, before, now, reason=reason)
    emit(ScenarioVerified(scenario.pk), now)
    return scenario
