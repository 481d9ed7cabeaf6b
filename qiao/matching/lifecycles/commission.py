"""Lifecycle of a customised supply list (“定制化”技术成果供给清单): commissioned, compiled, delivered, closed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qiao.core.lifecycle import Lifecycle, Transition


class CommissionState(StrEnum):
    """States of a commission."""

    COMMISSIONED = "commissioned"
    COMPILED = "compiled"
    DELIVERED = "delivered"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class AdoptionLevel(StrEnum):
    """What became of a delivered item: 无需求、观望、洽谈、意向、签约, in this order."""

    NO_NEED = "no_need"
    WATCHING = "watching"
    NEGOTIATING = "negotiating"
    INTENT = "intent"
    SIGNED = "signed"


HITS = (AdoptionLevel.NEGOTIATING, AdoptionLevel.INTENT, AdoptionLevel.SIGNED)

S = CommissionState


@dataclass(frozen=True, kw_only=True)
class CommissionFacts:
    """What guards and rights of a commission look at.

    ``oldest_check_on`` is None when an item was never checked; ``check_days`` is how many natural days a check
    holds. ``edition_drawn`` means that an edition exists that was neither discarded nor withdrawn.
    ``answering_organisation_id`` belongs to the demand whose adoption is being recorded.
    """

    zone_code: str
    provider_id: int
    item_count: int
    unchecked_count: int
    oldest_check_on: date | None
    check_days: int
    edition_drawn: bool
    edition_issued: bool
    answering_organisation_id: int | None
    today: date


def has_items(facts: CommissionFacts) -> str | None:
    """The list is not empty."""
    return None if facts.item_count else "supply_list_is_empty"


def items_checked(facts: CommissionFacts) -> str | None:
    """Each item was checked, and not too long ago."""
    if facts.unchecked_count or facts.oldest_check_on is None:
        return "item_not_checked"
    return "item_check_too_old" if (facts.today - facts.oldest_check_on).days > facts.check_days else None


def no_edition_drawn(facts: CommissionFacts) -> str | None:
    """No edition of this list is under way or issued, so the items may still change."""
    return "edition_already_drawn" if facts.edition_drawn else None


def edition_issued(facts: CommissionFacts) -> str | None:
    """The edition drawn from the list has been issued."""
    return None if facts.edition_issued else "edition_not_issued"


COMMISSION: Lifecycle[CommissionFacts] = Lifecycle(
    key="matching.commission",
    states=S,
    initial=S.COMMISSIONED,
    transitions=(
        Transition("compile", (S.COMMISSIONED, S.COMPILED), S.COMPILED, guards=(no_edition_drawn,)),
        Transition("check_item", (S.COMPILED,), S.COMPILED, guards=(no_edition_drawn,)),
        Transition("draw_edition", (S.COMPILED,), S.COMPILED, guards=(has_items, items_checked, no_edition_drawn)),
        Transition("deliver", (S.COMPILED,), S.DELIVERED, guards=(edition_issued, items_checked)),
        Transition("record_adoption", (S.DELIVERED,), S.DELIVERED),
        Transition("close", (S.DELIVERED,), S.CLOSED),
        Transition("cancel", (S.COMMISSIONED, S.COMPILED), S.CANCELLED, needs_reason=True),
    ),
)
