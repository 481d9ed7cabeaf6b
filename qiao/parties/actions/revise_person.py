"""Change what the register says about a person."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.core.outcomes import Invalid, Refused
from qiao.foundation.acting import authorise, change, emit, lock, record, use_case
from qiao.parties.contents import PersonDetails
from qiao.parties.events import PersonRevised
from qiao.parties.locking import locked_zone
from qiao.parties.models import Person
from qiao.parties.people import checked_values
from qiao.parties.selectors.facts import person_facts

ACTION = "parties.person.revise"


@use_case(ACTION)
def revise_person(*, actor: Actor, person_id: int, details: PersonDetails, now: datetime, reason: str = "") -> Person:
    """Replace the facts of a person; nothing is written when nothing differs.

    Only the zone operator moves a person to another organisation or enters an identity number. Raises Missing, Denied,
    Refused("party_was_merged"), Invalid with every fault.
    """
    person = lock(Person, person_id)
    moves = details.organisation_id != person.organisation_id
    facts = person_facts(person, sensitive=moves or bool(details.resident_id.strip()))
    authorise(actor, ACTION, facts)
    if facts.merged:
        raise Refused("party_was_merged", action=ACTION)
    locked_zone(person.zone_code)
    checked = checked_values(details, person.zone_code, now, person)
    if checked.problems:
        raise Invalid(*checked.problems)
    changes = {name: value for name, value in checked.values.items() if getattr(person, name) != value}
    if changes:
        before = change(person, **changes)
        record(actor, ACTION, person, before, now, reason=reason)
        emit(PersonRevised(person.pk), now)
    return person
