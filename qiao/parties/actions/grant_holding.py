"""Give a person a role."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.core.outcomes import Invalid, Problem, Refused
from qiao.foundation.acting import authorise, create, emit, lock, record, use_case
from qiao.parties.access import HoldingFacts
from qiao.parties.checks import holding_problems
from qiao.parties.contents import HoldingDetails
from qiao.parties.events import HoldingGranted
from qiao.parties.models import Holding, Person
from qiao.parties.selectors.holdings import overlapping_holdings
from qiao.parties.selectors.lookups import organisation_of_zone

ACTION = "parties.holding.grant"


@use_case(ACTION)
def grant_holding(*, actor: Actor, details: HoldingDetails, now: datetime, reason: str = "") -> Holding:
    """Grant a role in the person's zone, from the first to the last day; nobody grants one to himself.

    An organisation editor needs an organisation. Raises Missing for an unknown person, Denied,
    Refused("party_was_merged"), Invalid with every fault.
    """
    person = lock(Person, details.person_id)
    authorise(actor, ACTION, HoldingFacts(person.zone_code, details.role, person.pk))
    if person.merged_into_id is not None:
        raise Refused("party_was_merged", action=ACTION)
    problems = [*holding_problems(details), *_problems(details, person.zone_code)]
    if problems:
        raise Invalid(*problems)
    holding = Holding(
        zone_code=person.zone_code,
        person=person,
        role=details.role,
        organisation_id=details.organisation_id,
        starts_on=details.starts_on,
        ends_on=details.ends_on,
        created_at=now,
    )
    before = create(holding)
    record(actor, ACTION, holding, before, now, reason=reason)
    emit(HoldingGranted(holding.pk, person.pk, details.role), now)
    return holding


def _problems(details: HoldingDetails, zone_code: str) -> list[Problem]:
    problems = []
    key = details.organisation_id
    if key is not None and organisation_of_zone(key, zone_code) is None:
        problems.append(Problem("organisation_id", "not_an_organisation_of_the_zone", str(key)))
    held = overlapping_holdings(details).first()
    if held is not None:
        problems.append(Problem("role", "holding_exists", details.role, {"starts_on": str(held.starts_on)}))
    return problems
