"""News of list editions."""

from dataclasses import dataclass


@dataclass(frozen=True)
class EditionIssued:
    """An edition has got its number and is frozen."""

    edition_id: int
    zone_code: str
    kind: str
    number: str


@dataclass(frozen=True)
class EditionWithdrawn:
    """An issued edition was withdrawn; number and content stay, with the mark."""

    edition_id: int
    zone_code: str
    kind: str
    number: str


@dataclass(frozen=True)
class EditionSubmitted:
    """The draft of an edition waits for approval."""

    edition_id: int


@dataclass(frozen=True)
class EditionApproved:
    """An edition may be issued."""

    edition_id: int


@dataclass(frozen=True)
class EditionReturned:
    """An edition was sent back to those who compiled it."""

    edition_id: int


@dataclass(frozen=True)
class EditionRecompiled:
    """The lines of a draft were taken anew."""

    edition_id: int


@dataclass(frozen=True)
class EditionDiscarded:
    """A draft was given up."""

    edition_id: int
