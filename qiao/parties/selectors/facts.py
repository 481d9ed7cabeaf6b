"""The facts on which rights over parties are decided."""

from collections.abc import Iterable
from datetime import datetime

from qiao.core.calendar import CHINA
from qiao.parties.access import HoldingFacts, OrganisationFacts, PersonFacts, PersonMergeFacts, TokenFacts
from qiao.parties.models import Holding, Organisation, Person
from qiao.parties.selectors.holdings import roles_not_ended


def organisation_facts(organisation: Organisation) -> OrganisationFacts:
    """Facts of an organisation; no query."""
    return OrganisationFacts(organisation.zone_code, organisation.pk, organisation.merged_into_id is not None)


def person_facts(person: Person, *, sensitive: bool = False) -> PersonFacts:
    """Facts of a person; no query."""
    return PersonFacts(
        zone_code=person.zone_code,
        organisation_id=person.organisation_id,
        person_id=person.pk,
        merged=person.merged_into_id is not None,
        sensitive=sensitive,
    )


def holding_facts(holding: Holding) -> HoldingFacts:
    """Facts of a holding; no query."""
    return HoldingFacts(holding.zone_code, holding.role, holding.person_id)


def token_facts(holding: Holding) -> TokenFacts:
    """Facts of a token that acts under this holding; no query."""
    return TokenFacts(holding.zone_code, holding.pk, holding.person_id)


def person_merge_facts(zone_code: str, people: Iterable[Person], now: datetime) -> PersonMergeFacts:
    """Facts of a merge of two people; one query."""
    pair = tuple(people)
    keys = frozenset(person.pk for person in pair)
    one_zone = len({person.zone_code for person in pair}) == 1
    return PersonMergeFacts(zone_code, keys, roles_not_ended(keys, now.astimezone(CHINA).date()), one_zone)
