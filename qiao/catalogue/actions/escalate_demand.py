"""Report, once, that the screening of a demand is overdue."""

from datetime import datetime

from qiao.catalogue.events import DemandReviewOverdue
from qiao.catalogue.lifecycles.demand import DEMAND
from qiao.catalogue.models import Demand
from qiao.catalogue.selectors.facts import demand_facts
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = DEMAND.action("escalate")


@use_case(ACTION)
def escalate_demand(*, actor: Actor, demand_id: int, now: datetime) -> Demand:
    """Report, once, that the screening of a demand is overdue.

    Raises Denied when the actor may not do this, Refused when the lifecycle forbids it now.
    """
    demand = lock(Demand, demand_id)
    facts = demand_facts(demand, now)
    authorise(actor, ACTION, facts)
    step = DEMAND.step(demand.state, "escalate", facts)
    before = move(demand, step, facts, escalated_at=now)
    record(actor, ACTION, demand, before, now)
    emit(DemandReviewOverdue(demand.pk), now)
    return demand
