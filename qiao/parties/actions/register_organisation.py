"""Enter an organisation in the register of a zone."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.core.outcomes import Invalid, Problem
from qiao.foundation.acting import authorise, create, emit, record, use_case
from qiao.parties.access import OrganisationFacts
from qiao.parties.checks import checked_organisation
from qiao.parties.contents import OrganisationDetails
from qiao.parties.events import OrganisationRegistered
from qiao.parties.locking import locked_zone
from qiao.parties.models import Organisation
from qiao.parties.selectors.lookups import owner_of_credit_code

ACTION = "parties.organisation.register"


@use_case(ACTION)
def register_organisation(*, actor: Actor, zone_code: str, details: OrganisationDetails, now: datetime) -> Organisation:
    """Register an organisation; its credit code must be valid and new to the zone.

    A code that only deserves a second look is taken (`qiao.parties.checks.credit_code_warnings`). Raises Missing for
    an unknown zone, Denied, Invalid with every fault.
    """
    locked_zone(zone_code)
    authorise(actor, ACTION, OrganisationFacts(zone_code))
    checked = checked_organisation(details)
    code = checked.values["credit_code"]
    owner = owner_of_credit_code(zone_code, code)
    if owner is not None:
        checked.problems.append(Problem("credit_code", "credit_code_known", code, {"name": owner.name}))
    if checked.problems:
        raise Invalid(*checked.problems)
    organisation = Organisation(zone_code=zone_code, created_at=now, **checked.values)
    before = create(organisation)
    record(actor, ACTION, organisation, before, now)
    emit(OrganisationRegistered(organisation.pk), now)
    return organisation
