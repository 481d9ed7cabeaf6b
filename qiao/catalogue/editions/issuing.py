"""What an edition is given at its issue: numbers, the texts left open, letterhead and digest."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qiao.catalogue.editions.columns import PREFIXES
from qiao.catalogue.editions.content import digest_of_edition
from qiao.catalogue.editions.notice_texts import ADDRESSEES, list_title, opening_of
from qiao.catalogue.models import Edition
from qiao.core.calendar import CHINA
from qiao.core.document_number import NumberPartError, format_document_number, format_edition_number
from qiao.core.outcomes import Invalid, Problem
from qiao.foundation.numbering import take_number
from qiao.parties.models import Zone

DOCUMENT_SERIES = "official_document"
"""The yearly counter of an issuer's short form: every official document of the issuer takes its number here."""


@dataclass(frozen=True)
class EditionNumbers:
    """The numbers taken: ``serial`` is the batch of the year."""

    number: str
    document_number: str
    year: int
    serial: int


def take_numbers_of(edition: Edition, zone: Zone, now: datetime) -> EditionNumbers:
    """The next edition number of zone, list and year, and the issuer's next document number of the year.

    Taken in the transaction of the issue, so a failure gives both back. Raises Invalid when the zone's short name
    cannot stand in a document number.
    """
    year = now.astimezone(CHINA).year
    prefix = PREFIXES[edition.kind]
    serial = take_number(f"edition.{prefix}", edition.zone_code, year, "catalogue.edition", now)
    document = take_number(DOCUMENT_SERIES, zone.issuer, year, "catalogue.edition", now)
    try:
        return EditionNumbers(
            number=format_edition_number(prefix, year, serial),
            document_number=format_document_number(zone.issuer, year, document),
            year=year,
            serial=serial,
        )
    except NumberPartError as error:
        raise Invalid(Problem("number", "edition_number_impossible", str(error.value), {"part": error.code})) from error


def issued_fields(
    edition: Edition, zone: Zone, numbers: EditionNumbers, previous: Edition | None, now: datetime
) -> dict[str, Any]:
    """Every field that the issue writes; the digest covers them together with the rest."""
    lines = edition.items.filter(revision=edition.revision).order_by("position")
    digests = list(lines.values_list("digest", flat=True))
    fields: dict[str, Any] = {
        "number": numbers.number,
        "document_number": numbers.document_number,
        "title": edition.title or list_title(edition.kind, zone.name, numbers.year, numbers.serial),
        "addressees": edition.addressees or ADDRESSEES,
        "opening": edition.opening or opening_of(edition.kind, numbers.year, numbers.serial, len(digests)),
        "letterhead": letterhead(zone),
        "issued_on": now.astimezone(CHINA).date(),
        "issued_at": now,
        "previous": previous,
    }
    return fields | {"digest": digest_of_edition(edition, digests, previous, fields)}


def letterhead(zone: Zone) -> dict[str, Any]:
    """What the notice says about its issuer."""
    return {"zone_name": zone.name, "office": zone.office, "contact": zone.contact, "is_example": zone.is_example}
