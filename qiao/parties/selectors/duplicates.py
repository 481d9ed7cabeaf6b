"""Records of a zone that probably stand for the same organisation or person."""

from dataclasses import dataclass
from datetime import date

from qiao.core.duplicates import (
    Duplicate,
    DuplicateReason,
    KnownOrganisation,
    KnownPerson,
    organisation_duplicates,
    person_duplicates,
)
from qiao.foundation.rules import rule_value
from qiao.parties.models import Organisation, Person
from qiao.parties.rules import SIMILAR_NAME


@dataclass(frozen=True)
class SuspectedDuplicate:
    """The keys and names of two records, why they are suspected (strongest first), and how alike the names are."""

    first: int
    first_name: str
    second: int
    second_name: str
    reasons: tuple[DuplicateReason, ...]
    similarity_bp: int


def duplicate_organisations(zone_code: str, on: date) -> tuple[SuspectedDuplicate, ...]:
    """Suspected pairs of the register; ``on`` chooses the rule for similar names. Two queries."""
    columns = ("pk", "name", "credit_code", "region")
    rows = Organisation.objects.live().filter(zone_code=zone_code).order_by("pk").values_list(*columns)
    known = [KnownOrganisation(*row) for row in rows]
    found = organisation_duplicates(known, int(rule_value(SIMILAR_NAME, zone_code, on)))
    return _named(found, {row.key: row.name for row in known})


def duplicate_people(zone_code: str) -> tuple[SuspectedDuplicate, ...]:
    """Suspected pairs of people of a zone. One query."""
    columns = ("pk", "name", "organisation_id", "email", "id_hash")
    rows = Person.objects.live().filter(zone_code=zone_code).order_by("pk").values_list(*columns)
    known = [KnownPerson(*row) for row in rows]
    return _named(person_duplicates(known), {row.key: row.name for row in known})


def _named(found: tuple[Duplicate, ...], names: dict[int, str]) -> tuple[SuspectedDuplicate, ...]:
    return tuple(
        SuspectedDuplicate(
            pair.first, names[pair.first], pair.second, names[pair.second], pair.reasons, pair.similarity_bp
        )
        for pair in found
    )
