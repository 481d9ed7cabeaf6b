"""Commission a customised supply list from a third party."""

from dataclasses import asdict
from datetime import datetime

from qiao.core.access import Actor
from qiao.core.calendar import CHINA
from qiao.core.outcomes import Invalid, Problem
from qiao.foundation.acting import authorise, create, record, use_case
from qiao.matching.access import COMMISSION_PLACE as ACTION
from qiao.matching.models import Commission
from qiao.matching.selectors.commissions import unknown_records
from qiao.matching.selectors.facts import commission_facts
from qiao.matching.supply.order import SupplyOrder, check_order


@use_case(ACTION)
def place_commission(*, actor: Actor, order: SupplyOrder, now: datetime) -> Commission:
    """Place the order. Raises Denied, and Invalid naming every fault of the order."""
    commission = _from(order, now)
    authorise(actor, ACTION, commission_facts(commission, now))

    check_order(order, now.astimezone(CHINA).date())
    unknown = unknown_records(order)
    if unknown:
        raise Invalid(*(Problem(field, "unknown_record", str(key)) for field, key in unknown))

    before = create(commission)
    record(actor, ACTION, commission, before, now)
    return commission


def _from(order: SupplyOrder, now: datetime) -> Commission:
    return Commission(
        zone_code=order.zone_code,
        created_at=now,
        title=order.title.strip(),
        provider_id=order.provider_id,
        links=[{**asdict(link), "words": list(link.words)} for link in order.links],
        demand_ids=list(order.demand_ids),
        demand_fields=list(order.demand_fields),
        minimum_maturity=order.criteria.minimum_maturity,
        minimum_score_bp=order.criteria.minimum_score_bp,
        ways=list(order.criteria.ways),
        fields=list(order.criteria.fields),
        excluded_organisations=list(order.exclusions.organisations),
        excluded_achievements=list(order.exclusions.achievements),
        excluded_words=list(order.exclusions.words),
        most_items=order.most_items,
        deliver_by=order.deliver_by,
    )
