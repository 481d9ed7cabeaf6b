"""Put a demand back on the list when its matching has led to nothing."""

from datetime import datetime

from qiao.catalogue.events import DemandReopened
from qiao.catalogue.lifecycles.demand import DEMAND
from qiao.catalogue.models import Demand
from qiao.catalogue.selectors.facts import demand_facts
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = DEMAND.action("reopen")


@use_case(ACTION)
def reopen_demand(*, actor: Actor, demand_id: int, now: datetime, reason: str) -> Demand:
    """Put a demand back on the list when its matching has led to nothing.

    Raises Denied when the actor may not do this, Refused when the lifecycle forbids it now or no reason is given.
    """
    demand = lock(Demand, demand_id)
    facts = demand_facts(demand, now)
    authorise(actor, ACTION, facts)
    step = DEMAND.step(demand.state, "reopen", facts, reason)
    before = move(demand, step, facts)
    record(actor, ACTION, demand, before, now, reason=reason)
    emit(DemandReopened(demand.pk), now)
    return demand
