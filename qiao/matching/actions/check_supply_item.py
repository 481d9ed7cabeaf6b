"""Note that an item of a supply list was checked."""

from dataclasses import dataclass
from datetime import date, datetime

from qiao.core.access import Actor
from qiao.core.outcomes import Invalid, Missing, Problem
from qiao.foundation.acting import authorise, lock, move, record, use_case
from qiao.matching.lifecycles.commission import COMMISSION
from qiao.matching.models import Commission, SupplyItem
from qiao.matching.selectors.facts import commission_facts
from qiao.matching.selectors.supply import items_of

ACTION = COMMISSION.action("check_item")


@dataclass(frozen=True)
class ItemCheck:
    """Which item (by its position in the list) was checked on which day, and what was found."""

    position: int
    checked_on: date
    note: str = ""


@use_case(ACTION)
def check_supply_item(*, actor: Actor, commission_id: int, check: ItemCheck, now: datetime) -> SupplyItem:
    """Note the check under the actor's name. Raises Denied, Refused, Missing, and Invalid for a day to come."""
    commission = lock(Commission, commission_id)
    facts = commission_facts(commission, now)
    authorise(actor, ACTION, facts)
    step = COMMISSION.step(commission.state, "check_item", facts)

    item = items_of(commission).filter(position=check.position).first()
    if item is None:
        raise Missing("no_such_object", object_type="matching.supplyitem", object_id=check.position)
    if check.checked_on > facts.today:
        raise Invalid(Problem("checked_on", "date_in_the_future", check.checked_on.isoformat()))

    item.checked_on, item.checked_by = check.checked_on, actor.name[:200]
    item.checked_by_holding, item.check_note = actor.holding_id, check.note.strip()[:500]
    item.save(update_fields=["checked_on", "checked_by", "checked_by_holding", "check_note"])
    before = move(commission, step, facts)
    record(actor, ACTION, commission, before, now, reason=f"{item.position}: {check.checked_on} {item.check_note}")
    return item
