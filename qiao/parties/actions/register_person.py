"""Enter a person in the register of a zone."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.core.outcomes import Invalid
from qiao.foundation.acting import authorise, create, emit, record, use_case
from qiao.parties.access import PersonFacts
from qiao.parties.contents import PersonDetails
from qiao.parties.events import PersonRegistered
from qiao.parties.locking import locked_zone
from qiao.parties.models import Person
from qiao.parties.people import checked_values

ACTION = "parties.person.register"


@use_case(ACTION)
def register_person(*, actor: Actor, zone_code: str, details: PersonDetails, now: datetime) -> Person:
    """Register a person; an identity number must be new to the zone and is stored as a hash only.

    Raises Missing for an unknown zone, Denied, Invalid with every fault.
    """
    locked_zone(zone_code)
    facts = PersonFacts(zone_code, details.organisation_id, sensitive=bool(details.resident_id.strip()))
    authorise(actor, ACTION, facts)
    checked = checked_values(details, zone_code, now)
    if checked.problems:
        raise Invalid(*checked.problems)
    person = Person(zone_code=zone_code, created_at=now, **checked.values)
    before = create(person)
    record(actor, ACTION, person, before, now)
    emit(PersonRegistered(person.pk), now)
    return person
