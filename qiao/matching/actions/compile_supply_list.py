"""Choose the items of a commissioned supply list from the current matches."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.foundation.acting import authorise, lock, move, record, use_case
from qiao.matching.lifecycles.commission import COMMISSION
from qiao.matching.models import Commission, Compilation, SupplyItem
from qiao.matching.selectors.compilations import list_limits
from qiao.matching.selectors.facts import commission_facts
from qiao.matching.selectors.supply import chosen_items, managers_of, valid_until_of
from qiao.matching.supply.keeping import compilation_values
from qiao.matching.supply.limits import SupplyLimits

ACTION = COMMISSION.action("compile")


@use_case(ACTION)
def compile_supply_list(
    *, actor: Actor, commission_id: int, now: datetime, limits: SupplyLimits | None = None
) -> Commission:
    """Choose the items anew; those of an earlier compilation stay on record but count no more.

    Without ``limits`` those of the rules hold. They are kept with the list, with the price of each and with what was
    left out. Raises Denied, Refused while an edition of the list exists or nothing was matched yet, and Invalid naming
    limits that are out of range or contradict each other.
    """
    commission = lock(Commission, commission_id)
    facts = commission_facts(commission, now)
    authorise(actor, ACTION, facts)
    step = COMMISSION.step(commission.state, "compile", facts)

    choice = chosen_items(commission, list_limits(commission, limits, now))
    chosen = choice.items
    managers, valid_until = managers_of(chosen), valid_until_of(chosen)

    before = move(commission, step, facts, compilation=commission.compilation + 1)
    Compilation.objects.create(
        commission=commission, number=commission.compilation, compiled_at=now, **compilation_values(choice)
    )
    SupplyItem.objects.bulk_create(
        SupplyItem(
            commission=commission,
            compilation=commission.compilation,
            position=position,
            achievement_id=item.offered.achievement_id,
            answers=[answer.as_json() for answer in item.answers],
            link=item.link,
            gap=item.gap,
            score_bp=item.score_bp,
            level=item.answers[0].level,
            manager=managers.get(item.offered.achievement_id, ""),
            valid_until=valid_until.get(item.offered.achievement_id),
        )
        for position, item in enumerate(chosen, start=1)
    )
    record(actor, ACTION, commission, before, now)
    return commission
