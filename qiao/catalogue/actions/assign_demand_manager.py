"""Put a technology manager in charge of a demand."""

from datetime import datetime

from qiao.catalogue.events import DemandManagerAssigned
from qiao.catalogue.models import Demand
from qiao.catalogue.selectors.facts import demand_facts
from qiao.catalogue.selectors.people import is_technology_manager
from qiao.core.access import Actor
from qiao.core.calendar import CHINA
from qiao.core.outcomes import Invalid, Problem, Refused
from qiao.foundation.acting import authorise, change, emit, lock, record, use_case

ACTION = "catalogue.demand.assign_manager"


@use_case(ACTION)
def assign_demand_manager(*, actor: Actor, demand_id: int, person_id: int, now: datetime) -> Demand:
    """Put the person in charge, in place of whoever was.

    Raises Denied, Refused when the demand is closed, Invalid when the person is no technology manager of its zone.
    """
    demand = lock(Demand, demand_id)
    authorise(actor, ACTION, demand_facts(demand, now))
    if demand.state in demand.LIFECYCLE.final_states:
        raise Refused("record_is_closed", action=ACTION)
    if not is_technology_manager(person_id, demand.zone_code, now.astimezone(CHINA).date()):
        raise Invalid(Problem("manager_person", "listing_no_technology_manager", str(person_id)))
    before = change(demand, manager_person=person_id)
    record(actor, ACTION, demand, before, now)
    emit(DemandManagerAssigned(demand.pk), now)
    return demand
