"""Record that the demand has led to a contract."""

from datetime import datetime

from qiao.catalogue.events import DemandContracted
from qiao.catalogue.lifecycles.demand import DEMAND
from qiao.catalogue.models import Demand
from qiao.catalogue.selectors.facts import demand_facts
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = DEMAND.action("contract")


@use_case(ACTION)
def contract_demand(*, actor: Actor, demand_id: int, now: datetime) -> Demand:
    """Record that the demand has led to a contract.

    Raises Denied when the actor may not do this, Refused when the lifecycle forbids it now.
    """
    demand = lock(Demand, demand_id)
    facts = demand_facts(demand, now)
    authorise(actor, ACTION, facts)
    step = DEMAND.step(demand.state, "contract", facts)
    before = move(demand, step, facts)
    record(actor, ACTION, demand, before, now)
    emit(DemandContracted(demand.pk), now)
    return demand
