"""What people fill in about zones, organisations, people and roles; field names as in the models. Pure."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class ZoneNames:
    """How a zone is called and reached; None leaves a field as it is.

    ``issuer`` is the short form (机关代字) in document numbers, ``office`` the full name of the zone office.
    """

    name: str | None = None
    issuer: str | None = None
    office: str | None = None
    region: str | None = None
    contact: str | None = None


@dataclass(frozen=True, kw_only=True)
class OrganisationDetails:
    """An organisation; codes are those of `qiao.core.taxonomy`, ``contact`` may be published."""

    name: str
    kind: str
    credit_code: str = ""
    region: str = ""
    industry: str = ""
    field: str = ""
    size: str = ""
    qualifications: tuple[str, ...] = ()
    profile: str = ""
    contact: str = ""


@dataclass(frozen=True, kw_only=True)
class PersonDetails:
    """A person. ``resident_id`` is checked, hashed and forgotten; empty leaves what is known."""

    name: str
    organisation_id: int | None = None
    title: str = ""
    fields: tuple[str, ...] = ()
    speciality: str = ""
    email: str = ""
    resident_id: str = ""


@dataclass(frozen=True, kw_only=True)
class HoldingDetails:
    """A role to be granted; ``ends_on`` is the last day, None when it is open."""

    person_id: int
    role: str
    starts_on: date
    organisation_id: int | None = None
    ends_on: date | None = None
