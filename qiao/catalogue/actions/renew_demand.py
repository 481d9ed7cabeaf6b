"""Publish a lapsed demand again under its old code."""

from datetime import date, datetime

from qiao.catalogue.events import DemandRenewed
from qiao.catalogue.lifecycles.demand import DEMAND
from qiao.catalogue.models import Demand
from qiao.catalogue.publication import expiry_of
from qiao.catalogue.selectors.facts import demand_facts, listing_rules
from qiao.core.access import Actor
from qiao.core.calendar import CHINA
from qiao.core.outcomes import Invalid, Problem
from qiao.foundation.acting import authorise, emit, lock, move, record, use_case

ACTION = DEMAND.action("renew")


@use_case(ACTION)
def renew_demand(*, actor: Actor, demand_id: int, now: datetime, valid_until: date | None = None) -> Demand:
    """Begin a new validity, to the end of the usual period or of ``valid_until`` where that is earlier.

    Raises Denied, Refused when the lifecycle forbids it now, Invalid when ``valid_until`` has passed.
    """
    demand = lock(Demand, demand_id)
    rules = listing_rules(Demand, demand.zone_code, now.astimezone(CHINA).date())
    facts = demand_facts(demand, now, rules)
    authorise(actor, ACTION, facts)
    step = DEMAND.step(demand.state, "renew", facts)
    expires_at = expiry_of(now, valid_until, rules.validity_months)
    if expires_at <= now:
        raise Invalid(Problem("valid_until", "listing_date_over", str(valid_until)))
    before = move(demand, step, facts, valid_until=valid_until, validity_began_at=now, expires_at=expires_at)
    record(actor, ACTION, demand, before, now)
    emit(DemandRenewed(demand.pk), now)
    return demand
