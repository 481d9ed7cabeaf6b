"""Lifecycle of a list edition: compiled, submitted, approved by another person, issued, perhaps withdrawn."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from qiao.core.lifecycle import Lifecycle, Transition


class EditionState(StrEnum):
    """States of an edition."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"


class EditionKind(StrEnum):
    """Which list an edition is an issue of: demands (XQ), scenarios (CJ), customised supply (GJ)."""

    DEMANDS = "demands"
    SCENARIOS = "scenarios"
    SUPPLY = "supply"


S = EditionState
PUBLIC_STATES = (S.ISSUED, S.WITHDRAWN)
"""States in which everybody may read an edition: a withdrawn one stays, with its mark."""


@dataclass(frozen=True, kw_only=True)
class EditionFacts:
    """What guards and rights of an edition look at.

    ``compiled_by_person`` must not approve (four eyes). ``closed_count`` is how many items stand for records that
    the public may no longer see as they are printed.
    """

    zone_code: str
    kind: str
    item_count: int
    closed_count: int
    compiled_by_person: int | None
    now: datetime


def has_items(facts: EditionFacts) -> str | None:
    """The list is not empty."""
    return None if facts.item_count else "edition_is_empty"


def still_public(facts: EditionFacts) -> str | None:
    """Every record of the list may still be shown to everybody the way the list shows it."""
    return "edition_items_no_longer_public" if facts.closed_count else None


def chosen_by_criteria(facts: EditionFacts) -> str | None:
    """The items are chosen by criteria, not by a commission as those of a supply list are."""
    return "supply_list_has_its_commission" if facts.kind == EditionKind.SUPPLY else None


EDITION: Lifecycle[EditionFacts] = Lifecycle(
    key="catalogue.edition",
    states=S,
    initial=S.DRAFT,
    transitions=(
        Transition("recompile", (S.DRAFT,), S.DRAFT, guards=(chosen_by_criteria,)),
        Transition("submit", (S.DRAFT,), S.SUBMITTED, guards=(has_items, still_public)),
        Transition("return", (S.SUBMITTED, S.APPROVED), S.DRAFT, needs_reason=True),
        Transition("approve", (S.SUBMITTED,), S.APPROVED, guards=(has_items, still_public)),
        Transition("issue", (S.APPROVED,), S.ISSUED, guards=(has_items, still_public)),
        Transition("withdraw", (S.ISSUED,), S.WITHDRAWN, needs_reason=True),
        Transition("discard", (S.DRAFT,), S.DISCARDED, needs_reason=True),
    ),
)
