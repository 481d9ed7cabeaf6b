"""Write down what is really needed, after talking to the firm."""

from datetime import datetime

from qiao.catalogue.events import DemandDiagnosed
from qiao.catalogue.lifecycles.demand import DEMAND
from qiao.catalogue.models import Demand
from qiao.catalogue.selectors.facts import demand_facts
from qiao.core.access import Actor
from qiao.core.outcomes import Invalid, Problem
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = DEMAND.action("diagnose")


@use_case(ACTION)
def diagnose_demand(*, actor: Actor, demand_id: int, now: datetime, diagnosis: str) -> Demand:
    """Write down what is really needed, after talking to the firm.

    Raises Denied when the actor may not do this, Refused when the lifecycle forbids it now, Invalid without a text.
    """
    demand = lock(Demand, demand_id)
    facts = demand_facts(demand, now)
    authorise(actor, ACTION, facts)
    step = DEMAND.step(demand.state, "diagnose", facts)
    if not diagnosis.strip():
        raise Invalid(Problem("diagnosis", "required"))
    before = move(demand, step, facts, diagnosis=diagnosis.strip())
    record(actor, ACTION, demand, before, now)
    emit(DemandDiagnosed(demand.pk), now)
    return demand
