"""Deliver a supply list to the zone that commissioned it."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case
from qiao.matching.events import SupplyListDelivered
from qiao.matching.lifecycles.commission import COMMISSION
from qiao.matching.models import Commission
from qiao.matching.selectors.facts import commission_facts

ACTION = COMMISSION.action("deliver")


@use_case(ACTION)
def deliver_supply_list(*, actor: Actor, commission_id: int, now: datetime) -> Commission:
    """Hand the list over. Raises Denied, and Refused before its edition is issued or when a check is too old."""
    commission = lock(Commission, commission_id)
    facts = commission_facts(commission, now)
    authorise(actor, ACTION, facts)
    step = COMMISSION.step(commission.state, "deliver", facts)
    before = move(commission, step, facts, delivered_at=now)
    record(actor, ACTION, commission, before, now)
    if commission.edition_id is not None:
        emit(SupplyListDelivered(commission.pk, commission.edition_id), now)
    return commission
