"""What is decided alike when a person is registered and revised."""

from datetime import datetime

from qiao.core.calendar import CHINA
from qiao.core.outcomes import Problem
from qiao.parties.checks import HIDDEN, Checked, checked_person
from qiao.parties.contents import PersonDetails
from qiao.parties.identity import identity_values
from qiao.parties.models import Person
from qiao.parties.selectors.lookups import organisation_of_zone, owner_of_identity


def checked_values(details: PersonDetails, zone_code: str, now: datetime, person: Person | None = None) -> Checked:
    """The values to store and every fault, those included that only the database knows.

    ``person`` is the one being revised. An identity number becomes its hash; when none is given, what is known stays.
    """
    checked = checked_person(details, now.astimezone(CHINA).date())
    moves = person is None or details.organisation_id != person.organisation_id
    key = details.organisation_id
    if moves and key is not None and organisation_of_zone(key, zone_code) is None:
        checked.problems.append(Problem("organisation_id", "not_an_organisation_of_the_zone", str(key)))
    number = checked.values.pop("resident_id")
    if number and not any(problem.field == "resident_id" for problem in checked.problems):
        checked.values.update(identity_values(number))
        owner = owner_of_identity(zone_code, checked.values["id_hash"], besides=person.pk if person else 0)
        if owner is not None:
            checked.problems.append(Problem("resident_id", "identity_known", HIDDEN, {"name": owner.name}))
    return checked
