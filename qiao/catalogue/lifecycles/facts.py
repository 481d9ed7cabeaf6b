"""Facts and guards that the catalogue's lifecycles share."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from qiao.core.calendar import WorkingCalendar


class Stage(StrEnum):
    """Who is concerned with a record at all: its makers, the reviewers, everybody, or again the makers."""

    DRAFT = "draft"
    REVIEW = "review"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class DisclosureFacts:
    """What decides who may see a record, and how much of it."""

    zone_code: str
    organisation_id: int | None
    created_by_holding: int | None
    manager_person: int | None
    stage: Stage
    disclosure: str
    disclosed_to: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class ListingFacts(DisclosureFacts):
    """What guards, rights and clocks of a catalogue record look at.

    ``editable`` holds while the record is its maker's draft. ``review_days`` are working days; ``escalated_at`` is
    when the present review was last reported overdue; ``expires_at`` is when a published record lapses or, before
    publication, would lapse if it were published at ``now``.
    """

    editable: bool
    title: str
    has_substance: bool
    is_classified: bool
    submitted_at: datetime | None
    escalated_at: datetime | None
    expires_at: datetime | None
    review_days: int
    calendar: WorkingCalendar
    now: datetime


def has_substance(facts: ListingFacts) -> str | None:
    """A title and a description are there."""
    return None if facts.title.strip() and facts.has_substance else "description_missing"


def not_classified(facts: ListingFacts) -> str | None:
    """No mark of state secrecy: classified material is outside this platform."""
    return "classified_material" if facts.is_classified else None


def not_yet_expired(facts: ListingFacts) -> str | None:
    """The validity ends in the future."""
    return "validity_is_over" if facts.expires_at and facts.expires_at <= facts.now else None


def review_overdue_at(facts: ListingFacts) -> datetime | None:
    """End of the review period on the working-day calendar; None once it has been reported."""
    if facts.submitted_at is None or facts.escalated_at is not None:
        return None
    return facts.calendar.deadline(facts.submitted_at, facts.review_days)


def expiry_at(facts: ListingFacts) -> datetime | None:
    """When a published record lapses."""
    return facts.expires_at
