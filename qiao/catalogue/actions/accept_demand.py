"""Accept a submitted demand: it is real, complete and fits the zone."""

from datetime import datetime

from qiao.catalogue.events import DemandScreened
from qiao.catalogue.lifecycles.demand import DEMAND
from qiao.catalogue.models import Demand
from qiao.catalogue.selectors.facts import demand_facts
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = DEMAND.action("accept")


@use_case(ACTION)
def accept_demand(*, actor: Actor, demand_id: int, now: datetime, note: str = "") -> Demand:
    """Accept a submitted demand: it is real, complete and fits the zone.

    Raises Denied when the actor may not do this, Refused when the lifecycle forbids it now.
    """
    demand = lock(Demand, demand_id)
    facts = demand_facts(demand, now)
    authorise(actor, ACTION, facts)
    step = DEMAND.step(demand.state, "accept", facts)
    before = move(demand, step, facts, screening_note=note.strip())
    record(actor, ACTION, demand, before, now)
    emit(DemandScreened(demand.pk), now)
    return demand
