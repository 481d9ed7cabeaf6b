"""Change what the register says about an organisation."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.core.outcomes import Invalid, Problem, Refused
from qiao.foundation.acting import authorise, change, emit, lock, record, use_case
from qiao.parties.checks import checked_organisation
from qiao.parties.contents import OrganisationDetails
from qiao.parties.events import OrganisationRevised
from qiao.parties.former_names import with_former_name
from qiao.parties.locking import locked_zone
from qiao.parties.models import Organisation
from qiao.parties.selectors.facts import organisation_facts
from qiao.parties.selectors.lookups import owner_of_credit_code

ACTION = "parties.organisation.revise"


@use_case(ACTION)
def revise_organisation(
    *, actor: Actor, organisation_id: int, details: OrganisationDetails, now: datetime, reason: str = ""
) -> Organisation:
    """Replace the facts of an organisation, a name given up stays known; nothing is written when nothing differs.

    Raises Missing, Denied, Refused("party_was_merged"), Invalid with every fault.
    """
    organisation = lock(Organisation, organisation_id)
    facts = organisation_facts(organisation)
    authorise(actor, ACTION, facts)
    if facts.merged:
        raise Refused("party_was_merged", action=ACTION)
    locked_zone(organisation.zone_code)
    checked = checked_organisation(details)
    code = checked.values["credit_code"]
    owner = owner_of_credit_code(organisation.zone_code, code, besides=organisation.pk)
    if owner is not None:
        checked.problems.append(Problem("credit_code", "credit_code_known", code, {"name": owner.name}))
    if checked.problems:
        raise Invalid(*checked.problems)
    changes = {name: value for name, value in checked.values.items() if getattr(organisation, name) != value}
    if changes:
        before = change(organisation, **with_former_name(organisation, changes))
        record(actor, ACTION, organisation, before, now, reason=reason)
        emit(OrganisationRevised(organisation.pk), now)
    return organisation
