"""Let a demand lapse at the end of its validity."""

from datetime import datetime

from qiao.catalogue.events import DemandExpired
from qiao.catalogue.lifecycles.demand import DEMAND
from qiao.catalogue.models import Demand
from qiao.catalogue.selectors.facts import demand_facts
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = DEMAND.action("expire")


@use_case(ACTION)
def expire_demand(*, actor: Actor, demand_id: int, now: datetime) -> Demand:
    """Let a demand lapse at the end of its validity.

    Raises Denied when the actor may not do this, Refused when the lifecycle forbids it now.
    """
    demand = lock(Demand, demand_id)
    facts = demand_facts(demand, now)
    authorise(actor, ACTION, facts)
    step = DEMAND.step(demand.state, "expire", facts)
    before = move(demand, step, facts)
    record(actor, ACTION, demand, before, now)
    emit(DemandExpired(demand.pk), now)
    return demand
