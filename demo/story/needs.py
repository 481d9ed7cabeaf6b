"""The shape of the demand tables: what is collected in a quarter, who looks at it, what is found."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Need:
    """A demand of the list: the manager put in charge, who diagnoses it (the manager when empty), and the finding."""

    number: str
    manager: str
    expert: str
    diagnosis: str


@dataclass(frozen=True)
class Returned:
    """A demand that is sent back: why, and what the firm then answers; no answers when it never does."""

    number: str
    reason: str
    answers: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Quarter:
    """One round of collection: its sheet in the workbook, first day of submissions, day of publication.

    ``unfinished`` are demands of the sheet that are not submitted in the round itself.
    """

    sheet: str
    collected: str
    first_day: str
    published: str
    needs: tuple[Need, ...]
    returned: tuple[Returned, ...] = ()
    unfinished: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """The lines of the sheet, in order of their numbers."""
        known = {need.number for need in self.needs} | {one.number for one in self.returned}
        return tuple(sorted(known | set(self.unfinished)))
