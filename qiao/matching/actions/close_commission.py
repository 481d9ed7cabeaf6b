"""Close a commission after the reports on adoption are in."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.foundation.acting import authorise, lock, move, record, use_case
from qiao.matching.lifecycles.commission import COMMISSION
from qiao.matching.models import Commission
from qiao.matching.selectors.facts import commission_facts

ACTION = COMMISSION.action("close")


@use_case(ACTION)
def close_commission(*, actor: Actor, commission_id: int, now: datetime) -> Commission:
    """Close it; no further report is taken. Raises Denied and Refused."""
    commission = lock(Commission, commission_id)
    facts = commission_facts(commission, now)
    authorise(actor, ACTION, facts)
    step = COMMISSION.step(commission.state, "close", facts)
    before = move(commission, step, facts)
    record(actor, ACTION, commission, before, now)
    return commission
