"""Publish a demand that another body has already reviewed (an official list)."""

from datetime import datetime

from qiao.catalogue.admission import publication_values
from qiao.catalogue.events import DemandPublished
from qiao.catalogue.lifecycles.demand import DEMAND
from qiao.catalogue.models import Demand
from qiao.catalogue.selectors.facts import demand_facts
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = DEMAND.action("admit")


@use_case(ACTION)
def admit_demand(*, actor: Actor, demand_id: int, now: datetime, reason: str) -> Demand:
    """Publish a demand that another body has already reviewed (an official list).

    Raises Denied when the actor may not do this, Refused when the lifecycle forbids it now or no reason is given.
    """
    demand = lock(Demand, demand_id)
    facts = demand_facts(demand, now)
    authorise(actor, ACTION, facts)
    step = DEMAND.step(demand.state, "admit", facts, reason)
    before = move(demand, step, facts, **publication_values(demand, facts))
    record(actor, ACTION, demand, before, now, reason=reason)
    emit(DemandPublished(demand.pk), now)
    return demand
