"""Submit a demand for screening; the review period begins."""

from datetime import datetime

from qiao.catalogue.events import DemandSubmitted
from qiao.catalogue.lifecycles.demand import DEMAND
from qiao.catalogue.models import Demand
from qiao.catalogue.selectors.facts import demand_facts
from qiao.catalogue.selectors.near_duplicates import require_reason_for_duplicates
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = DEMAND.action("submit")


@use_case(ACTION)
def submit_demand(*, actor: Actor, demand_id: int, now: datetime, reason: str = "") -> Demand:
    """Submit a demand for screening; the review period begins.

    Where another record says nearly the same, ``reason`` must say why this is another thing. Raises Denied when the
    actor may not do this, Refused when the lifecycle forbids it now or that reason is missing.
    """
    demand = lock(Demand, demand_id)
    facts = demand_facts(demand, now)
    authorise(actor, ACTION, facts)
    step = DEMAND.step(demand.state, "submit", facts)
    require_reason_for_duplicates(actor, demand, now, reason)
    before = move(demand, step, facts, submitted_at=now, escalated_at=None)
    record(actor, ACTION, demand, before, now, reason=reason)
    emit(DemandSubmitted(demand.pk), now)
    return demand
