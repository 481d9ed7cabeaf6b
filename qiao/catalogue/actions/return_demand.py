"""Return a demand to its firm; the reason says what is missing."""

from datetime import datetime

from qiao.catalogue.events import DemandReturned
from qiao.catalogue.lifecycles.demand import DEMAND
from qiao.catalogue.models import Demand
from qiao.catalogue.selectors.facts import demand_facts
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = DEMAND.action("return")


@use_case(ACTION)
def return_demand(*, actor: Actor, demand_id: int, now: datetime, reason: str) -> Demand:
    """Return a demand to its firm; the reason says what is missing.

    Raises Denied when the actor may not do this, Refused when the lifecycle forbids it now or no reason is given.
    """
    demand = lock(Demand, demand_id)
    facts = demand_facts(demand, now)
    authorise(actor, ACTION, facts)
    step = DEMAND.step(demand.state, "return", facts, reason)
    before = move(demand, step, facts, screening_note=reason.strip(), submitted_at=None, escalated_at=None)
    record(actor, ACTION, demand, before, now, reason=reason)
    emit(DemandReturned(demand.pk), now)
    return demand
