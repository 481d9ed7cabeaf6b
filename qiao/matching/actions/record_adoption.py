"""Note what a firm did with an item of a delivered supply list."""

from dataclasses import dataclass
from datetime import datetime

from qiao.core.access import Actor
from qiao.core.outcomes import Invalid, Missing, Problem
from qiao.foundation.acting import authorise, change, create, emit, lock, record, use_case
from qiao.matching.events import AdoptionRecorded
from qiao.matching.lifecycles.commission import COMMISSION, AdoptionLevel
from qiao.matching.models import Adoption, Commission
from qiao.matching.selectors.facts import commission_facts
from qiao.matching.selectors.supply import answered_demand, items_of

ACTION = COMMISSION.action("record_adoption")


@dataclass(frozen=True)
class AdoptionReport:
    """For which item (by position) and demand, how far it went: 无需求、观望、洽谈、意向、签约."""

    position: int
    demand_id: int
    level: str
    note: str = ""


@use_case(ACTION)
def record_adoption(*, actor: Actor, commission_id: int, report: AdoptionReport, now: datetime) -> Adoption:
    """Note it; a later report on the same item and demand replaces the earlier one, which the audit keeps.

    Raises Missing when the item does not answer that demand, Denied for others than its organisation, Refused before
    delivery, Invalid for an unknown level.
    """
    commission = lock(Commission, commission_id)
    item = items_of(commission).filter(position=report.position).first()
    demand = answered_demand(item, report.demand_id) if item else None
    if item is None or demand is None:
        raise Missing("no_such_object", object_type="matching.supplyitem", object_id=report.position)
    facts = commission_facts(commission, now, answering_organisation_id=demand.organisation_id)
    authorise(actor, ACTION, facts)
    COMMISSION.step(commission.state, "record_adoption", facts)

    if report.level not in tuple(AdoptionLevel):
        raise Invalid(Problem("level", "unknown_choice", report.level, {"choices": ", ".join(AdoptionLevel)}))

    values = {"level": report.level, "note": report.note.strip()[:500], "reported_at": now}
    adoption = Adoption.objects.select_for_update().filter(item=item, demand=demand).first()
    if adoption is None:
        adoption = Adoption(zone_code=commission.zone_code, created_at=now, item=item, demand=demand, **values)
        before = create(adoption)
    else:
        before = change(adoption, **values)
    record(actor, ACTION, adoption, before, now)
    emit(AdoptionRecorded(commission.pk, item.pk, demand.pk, report.level), now)
    return adoption
