"""Say which organisations may see a demand of targeted disclosure."""

from datetime import datetime

from qiao.catalogue.events import DemandDisclosed
from qiao.catalogue.models import Demand
from qiao.catalogue.selectors.facts import demand_facts
from qiao.catalogue.selectors.people import unknown_organisations
from qiao.core.access import Actor
from qiao.core.outcomes import Invalid, Problem, Refused
from qiao.core.taxonomy import DisclosureLevel
from qiao.foundation.acting import authorise, change, emit, lock, record, use_case

ACTION = "catalogue.demand.disclose_to"


@use_case(ACTION)
def disclose_demand(*, actor: Actor, demand_id: int, organisation_ids: tuple[int, ...], now: datetime) -> Demand:
    """Replace the list of organisations that may see the demand; an empty list leaves only its own people.

    Raises Denied, Refused when the demand is closed or not of targeted disclosure, Invalid for unknown organisations.
    """
    demand = lock(Demand, demand_id)
    authorise(actor, ACTION, demand_facts(demand, now))
    if demand.state in demand.LIFECYCLE.final_states:
        raise Refused("record_is_closed", action=ACTION)
    if demand.disclosure != DisclosureLevel.TARGETED:
        raise Refused("disclosure_is_not_targeted", action=ACTION)
    unknown = unknown_organisations(organisation_ids)
    if unknown:
        raise Invalid(*(Problem("disclosed_to", "listing_unknown_organisation", str(key)) for key in unknown))
    before = change(demand, disclosed_to=sorted(set(organisation_ids)))
    record(actor, ACTION, demand, before, now)
    emit(DemandDisclosed(demand.pk), now)
    return demand
