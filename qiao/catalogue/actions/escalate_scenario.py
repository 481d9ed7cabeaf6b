"""Report, once, that the review of a scenario is overdue."""

from datetime import datetime

from qiao.catalogue.events import ScenarioReviewOverdue
from qiao.catalogue.lifecycles.scenario import SCENARIO
from qiao.catalogue.models import Scenario
from qiao.catalogue.selectors.facts import scenario_facts
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = SCENARIO.action("escalate")


@use_case(ACTION)
def escalate_scenario(*, actor: Actor, scenario_id: int, now: datetime) -> Scenario:
    """Report, once, that the review of a scenario is overdue.

    Raises Denied when the actor may not do this, Refused when the lifecycle forbids it now.
    """
    scenario = lock(Scenario, scenario_id)
    facts = scenario_facts(scenario, now)
    authorise(actor, ACTION, facts)
    step = SCENARIO.step(scenario.state, "escalate", facts)
    before = move(scenario, step, facts, escalated_at=now)
    record(actor, ACTION, scenario, before, now)
    emit(ScenarioReviewOverdue(scenario.pk), now)
    return scenario
