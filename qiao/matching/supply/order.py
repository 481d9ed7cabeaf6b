"""What a zone orders from the third party that compiles its supply list. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qiao.core.outcomes import Invalid, Problem
from qiao.core.taxonomy import ACHIEVEMENT_WAYS, GapLevel, HiTechField

MOST_ITEMS = 500
LONGEST_TITLE = 200


@dataclass(frozen=True)
class IndustryLink:
    """A link of an industry chain (产业链环节), how much it misses technology, and words that belong to it."""

    name: str
    gap: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class SupplyCriteria:
    """What an achievement must have; an unknown maturity does not meet a minimum. Empty ways and fields: any."""

    minimum_maturity: int | None = None
    minimum_score_bp: int = 0
    ways: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class SupplyExclusions:
    """What must not be in the list: holders and achievements by key, and words of title or text."""

    organisations: tuple[int, ...] = ()
    achievements: tuple[int, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SupplyOrder:
    """The commission: who compiles, for which demands and links, under which conditions, until when.

    ``demand_ids`` empty means all public demands of the zone, narrowed by ``demand_fields``.
    """

    zone_code: str
    title: str
    provider_id: int
    deliver_by: date
    links: tuple[IndustryLink, ...] = ()
    demand_ids: tuple[int, ...] = ()
    demand_fields: tuple[str, ...] = ()
    criteria: SupplyCriteria = SupplyCriteria()
    exclusions: SupplyExclusions = SupplyExclusions()
    most_items: int = 50


def check_order(order: SupplyOrder, today: date) -> None:
    """Raises Invalid naming everything that is wrong with the order itself."""
    problems = [*_head_problems(order, today), *_criteria_problems(order)]
    if problems:
        raise Invalid(*problems)


def _head_problems(order: SupplyOrder, today: date) -> Iterator[Problem]:
    if not order.title.strip():
        yield Problem("title", "required")
    if len(order.title) > LONGEST_TITLE:
        yield Problem("title", "words_too_many", order.title[:60], {"most": LONGEST_TITLE})
    if order.deliver_by < today:
        yield Problem("deliver_by", "date_in_the_past", order.deliver_by.isoformat())
    if not 1 <= order.most_items <= MOST_ITEMS:
        yield Problem("most_items", "outside_range", str(order.most_items), {"least": 1, "most": MOST_ITEMS})
    for link in order.links:
        if not link.name.strip():
            yield Problem("links", "required")
        if link.gap not in tuple(GapLevel):
            yield Problem("links", "unknown_choice", link.gap, {"choices": ", ".join(GapLevel)})


def _criteria_problems(order: SupplyOrder) -> Iterator[Problem]:
    criteria = order.criteria
    if criteria.minimum_maturity is not None and not 1 <= criteria.minimum_maturity <= 9:
        yield Problem("minimum_maturity", "outside_range", str(criteria.minimum_maturity), {"least": 1, "most": 9})
    if not 0 <= criteria.minimum_score_bp <= 10_000:
        value = str(criteria.minimum_score_bp)
        yield Problem("minimum_score_bp", "outside_range", value, {"least": 0, "most": 10_000})
    for name, values, known in (
        ("ways", criteria.ways, tuple(str(way) for way in ACHIEVEMENT_WAYS)),
        ("fields", criteria.fields, tuple(str(field) for field in HiTechField)),
        ("demand_fields", order.demand_fields, tuple(str(field) for field in HiTechField)),
    ):
        for value in values:
            if value not in known:
                yield Problem(name, "unknown_choice", value, {"choices": ", ".join(known)})
