"""Draft a demand."""

from datetime import datetime

from qiao.catalogue.contents import DemandContent, Draft
from qiao.catalogue.drafting import drafted
from qiao.catalogue.events import DemandDrafted
from qiao.catalogue.models import Demand
from qiao.catalogue.selectors.people import draft_facts
from qiao.catalogue.text_keys import add_text_keys
from qiao.catalogue.texts import derived_values
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, create, emit, record, use_case

ACTION = "catalogue.demand.draft"


@use_case(ACTION)
def draft_demand(*, actor: Actor, draft: Draft, content: DemandContent, now: datetime) -> Demand:
    """Draft a demand.

    Organisations draft for themselves, managers and the operator for organisations of their zone. Raises Missing for
    an unknown organisation, Denied, Invalid with every fault, Refused("classified_material").
    """
    facts = draft_facts(draft, actor)
    authorise(actor, ACTION, facts)
    demand = drafted(Demand, actor, draft, content, now)
    demand.zone_code = facts.zone_code
    for name, value in derived_values(demand).items():
        setattr(demand, name, value)
    before = create(demand)
    add_text_keys([demand])
    record(actor, ACTION, demand, before, now)
    emit(DemandDrafted(demand.pk), now)
    return demand
