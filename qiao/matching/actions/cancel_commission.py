"""Cancel a commission before delivery."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.foundation.acting import authorise, lock, move, record, use_case
from qiao.matching.lifecycles.commission import COMMISSION
from qiao.matching.models import Commission
from qiao.matching.selectors.facts import commission_facts

ACTION = COMMISSION.action("cancel")


@use_case(ACTION)
def cancel_commission(*, actor: Actor, commission_id: int, now: datetime, reason: str) -> Commission:
    """Cancel it, with a reason. Raises Denied and Refused."""
    commission = lock(Commission, commission_id)
    facts = commission_facts(commission, now)
    authorise(actor, ACTION, facts)
    step = COMMISSION.step(commission.state, "cancel", facts, reason)
    before = move(commission, step, facts)
    record(actor, ACTION, commission, before, now, reason=reason)
    return commission
