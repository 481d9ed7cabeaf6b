"""Record that the demand has been met without a contract through the zone."""

from datetime import datetime

from qiao.catalogue.events import DemandSolved
from qiao.catalogue.lifecycles.demand import DEMAND
from qiao.catalogue.models import Demand
from qiao.catalogue.selectors.facts import demand_facts
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = DEMAND.action("solve")


@use_case(ACTION)
def solve_demand(*, actor: Actor, demand_id: int, now: datetime, reason: str) -> Demand:
    """Record that the demand has been met without a contract through the zone.

    Raises Denied when the actor may not do this, Refused when the lifecycle forbids it now or no reason is given.
    """
    demand = lock(Demand, demand_id)
    facts = demand_facts(demand, now)
    authorise(actor, ACTION, facts)
    step = DEMAND.step(demand.state, "solve", facts, reason)
    before = move(demand, step, facts)
    record(actor, ACTION, demand, before, now, reason=reason)
    emit(DemandSolved(demand.pk), now)
    return demand
