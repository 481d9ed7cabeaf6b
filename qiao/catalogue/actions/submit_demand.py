"""Submit a demand for screening; the review period begins."""

from datetime import datetime

from qiao.catalogue.events import DemandSubmitted
from qiao.catalogue.lifecycles.demand import DEMAND
from qiao.catalogue.models import Demand
from qiao.catalogue.selectors.facts import demand_facts
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = DEMAND.action("submit")


@use_case(ACTION)
def submit_demand(*, actor: Actor, demand_id: int, now: datetime) -> Demand:
    """Submit a demand for screening; the review period begins.

    Raises Denied when the actor may not do this, Refused when the lifecycle forbids it now.
    """
    demand = lock(Demand, demand_id)
    facts = demand_facts(demand, now)
    authorise(actor, ACTION, facts)
    step = DEMAND.step(demand.state, "submit", facts)
    before = move(demand, step, facts, submitted_at=now, escalated_at=None)
    record(actor, ACTION, demand, before, now)
    emit(DemandSubmitted(demand.pk), now)
    return demand
