"""Lifecycle of an import: previewed, then applied or discarded."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from qiao.core.lifecycle import Lifecycle, TimeLimit, Transition


class ImportState(StrEnum):
    """States of an import."""

    PREVIEWED = "previewed"
    APPLIED = "applied"
    DISCARDED = "discarded"


S = ImportState


@dataclass(frozen=True, kw_only=True)
class ImportFacts:
    """What guards, rights and the clock of an import look at.

    ``organisation_id`` is the organisation whose editor imports its own records, None for the zone's own lists;
    ``open_to_editors`` says whether editors may import this kind at all; ``lapses_at`` is when an undecided
    preview is discarded.
    """

    zone_code: str
    organisation_id: int | None
    open_to_editors: bool
    admit: bool
    good: int
    lapses_at: datetime | None


def has_good_rows(facts: ImportFacts) -> str | None:
    """At least one row can be taken."""
    return None if facts.good else "no_good_rows"


def lapses_at(facts: ImportFacts) -> datetime | None:
    """When an undecided preview is discarded."""
    return facts.lapses_at


IMPORT: Lifecycle[ImportFacts] = Lifecycle(
    key="foundation.import",
    states=S,
    initial=S.PREVIEWED,
    transitions=(
        Transition("apply", (S.PREVIEWED,), S.APPLIED, guards=(has_good_rows,)),
        Transition("discard", (S.PREVIEWED,), S.DISCARDED),
    ),
    limits=(TimeLimit(S.PREVIEWED, "discard", lapses_at),),
)
