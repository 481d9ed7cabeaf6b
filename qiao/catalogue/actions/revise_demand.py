"""Revise a demand."""

from datetime import datetime

from qiao.catalogue.contents import DemandContent
from qiao.catalogue.drafting import revision
from qiao.catalogue.events import DemandRevised
from qiao.catalogue.models import Demand
from qiao.catalogue.selectors.facts import demand_facts, listing_rules
from qiao.catalogue.text_keys import keep_text_keys
from qiao.core.access import Actor
from qiao.core.calendar import CHINA
from qiao.foundation.acting import authorise, change, emit, lock, record, require_version, use_case

ACTION = "catalogue.demand.revise"


@use_case(ACTION)
def revise_demand(
    *,
    actor: Actor,
    demand_id: int,
    content: DemandContent,
    now: datetime,
    reason: str = "",
    seen_version: int | None = None,
) -> Demand:
    """Replace the content of a demand: the firm while it is a draft, later only the operator with a reason.

    ``seen_version`` is the version that the new content was written for. Raises Denied, Refused (closed, changed
    meanwhile, mark of secrecy, no reason), Invalid with every fault.
    """
    demand = lock(Demand, demand_id)
    rules = listing_rules(Demand, demand.zone_code, now.astimezone(CHINA).date())
    facts = demand_facts(demand, now, rules)
    authorise(actor, ACTION, facts)
    require_version(demand, seen_version)
    changes = revision(demand, content, facts, rules, reason)
    before = change(demand, **changes)
    keep_text_keys(demand)
    record(actor, ACTION, demand, before, now, reason=reason)
    emit(DemandRevised(demand.pk), now)
    return demand
