"""Merge a demand into another that asks for the same."""

from datetime import datetime

from qiao.catalogue.events import DemandMerged
from qiao.catalogue.lifecycles.demand import DEMAND
from qiao.catalogue.lifecycles.facts import Stage
from qiao.catalogue.models import Demand
from qiao.catalogue.selectors.facts import demand_facts
from qiao.core.access import Actor
from qiao.core.outcomes import Refused
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = DEMAND.action("merge")


@use_case(ACTION)
def merge_demand(*, actor: Actor, demand_id: int, into_id: int, now: datetime, reason: str) -> Demand:
    """End this demand in favour of another of the same zone, which keeps its own content.

    Raises Denied, Refused when the lifecycle forbids it now, no reason is given, or the other demand is the same one,
    of another zone, still a draft or already closed; Missing when there is none.
    """
    locked = {key: lock(Demand, key) for key in sorted({demand_id, into_id})}
    demand, other = locked[demand_id], locked[into_id]
    facts = demand_facts(demand, now)
    authorise(actor, ACTION, facts)
    step = DEMAND.step(demand.state, "merge", facts, reason)
    if other.pk == demand.pk:
        raise Refused("merge_into_itself", action=ACTION)
    if other.zone_code != demand.zone_code:
        raise Refused("merge_into_other_zone", action=ACTION)
    if other.stage not in (Stage.REVIEW, Stage.OPEN):
        raise Refused("merge_into_closed", action=ACTION, state=other.state)
    before = move(demand, step, facts, merged_into_id=other.pk)
    record(actor, ACTION, demand, before, now, reason=reason)
    emit(DemandMerged(demand.pk, other.pk), now)
    return demand
