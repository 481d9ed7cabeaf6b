"""Begin matching for a published demand."""

from datetime import datetime

from qiao.catalogue.events import DemandMatchingStarted
from qiao.catalogue.lifecycles.demand import DEMAND
from qiao.catalogue.models import Demand
from qiao.catalogue.selectors.facts import demand_facts
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = DEMAND.action("start_matching")


@use_case(ACTION)
def start_matching_demand(*, actor: Actor, demand_id: int, now: datetime) -> Demand:
    """Begin matching for a published demand.

    Raises Denied when the actor may not do this, Refused when the lifecycle forbids it now.
    """
    demand = lock(Demand, demand_id)
    facts = demand_facts(demand, now)
    authorise(actor, ACTION, facts)
    step = DEMAND.step(demand.state, "start_matching", facts)
    before = move(demand, step, facts)
    record(actor, ACTION, demand, before, now)
    emit(DemandMatchingStarted(demand.pk), now)
    return demand
