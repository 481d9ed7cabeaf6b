"""The funnel from publication to performance: its stages, what each of them means, and how rates come about. Pure.

The definitions have a version and a first day, and whoever shows a figure shows them. A stage for which nothing is
collected yet has no figure, not a zero.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from qiao.core.calendar import CHINA

VERSION = "1"
IN_FORCE_FROM = date(2026, 11, 22)
BASIS_POINTS = 10_000


class FunnelStage(StrEnum):
    """The stages in their order."""

    PUBLISHED = "published"
    VIEWED = "viewed"
    CONTACTED = "contacted"
    NEGOTIATING = "negotiating"
    LISTED = "listed"
    SIGNED = "signed"
    REGISTERED = "registered"
    PERFORMED = "performed"


class View(StrEnum):
    """How far the records of a period got, or what happened in a period to records of whatever age."""

    COHORT = "cohort"
    PERIOD = "period"


S = FunnelStage


@dataclass(frozen=True)
class Definition:
    """What makes a stage.

    ``collected`` is false while the platform has no source for it. ``of`` are the stages that contain this one, each a
    denominator. ``claims`` are the kinds of outcome that lead to the stage once the counterparty has confirmed them.
    """

    stage: FunnelStage
    collected: bool = True
    of: tuple[FunnelStage, ...] = ()
    claims: tuple[str, ...] = ()


DEFINITIONS: tuple[Definition, ...] = (
    Definition(S.PUBLISHED),
    Definition(S.VIEWED, of=(S.PUBLISHED,)),
    Definition(S.CONTACTED, of=(S.PUBLISHED,), claims=("contact", "visit")),
    Definition(S.NEGOTIATING, of=(S.PUBLISHED, S.CONTACTED), claims=("trial", "intent")),
    Definition(S.LISTED, collected=False),
    Definition(S.SIGNED, of=(S.PUBLISHED, S.NEGOTIATING), claims=("contract",)),
    Definition(S.REGISTERED, collected=False),
    Definition(S.PERFORMED, collected=False),
)
COLLECTED: tuple[FunnelStage, ...] = tuple(one.stage for one in DEFINITIONS if one.collected)
CLAIMED: Mapping[FunnelStage, tuple[str, ...]] = {one.stage: one.claims for one in DEFINITIONS if one.claims}


@dataclass(frozen=True)
class Rate:
    """How many of the stage ``of`` (``denominator``) reached this one; ``bp`` is None when there were none."""

    of: FunnelStage
    denominator: int
    bp: int | None


@dataclass(frozen=True)
class Figure:
    """A stage in figures; ``count`` is None for what is not collected, ``not_counted`` are unconfirmed claims."""

    definition: Definition
    count: int | None
    not_counted: int | None
    rates: tuple[Rate, ...]

    @property
    def stage(self) -> FunnelStage:
        """The stage."""
        return self.definition.stage


def rate_bp(count: int, denominator: int) -> int | None:
    """Share in basis points, rounded down so that nothing looks better than it is; None without a denominator.

    Raises ValueError when the count is negative or larger than what it is a part of.
    """
    if not 0 <= count <= denominator:
        raise ValueError(f"count: {count} is no part of {denominator}")
    return count * BASIS_POINTS // denominator if denominator else None


def figures(view: View, counts: Mapping[FunnelStage, int], claims: Mapping[FunnelStage, int]) -> tuple[Figure, ...]:
    """Every stage in order. Only the view by cohort has rates: there the same records stand above and below.

    ``counts`` has every collected stage, ``claims`` what is claimed but not confirmed. Raises KeyError otherwise.
    """
    found = []
    for one in DEFINITIONS:
        rates: tuple[Rate, ...] = ()
        if one.collected and view is View.COHORT:
            rates = tuple(Rate(of, counts[of], rate_bp(counts[one.stage], counts[of])) for of in one.of)
        count = counts[one.stage] if one.collected else None
        found.append(Figure(one, count, claims[one.stage] if one.claims else None, rates))
    return tuple(found)


@dataclass(frozen=True)
class Period:
    """Days from ``first`` to ``last``, both included, in China; ``text`` is 2026, 2026Q3 or 2026-07."""

    text: str
    first: date
    last: date

    @property
    def begins_at(self) -> datetime:
        """0:00 of the first day."""
        return datetime.combine(self.first, time.min, tzinfo=CHINA)

    @property
    def ends_at(self) -> datetime:
        """24:00 of the last day."""
        return end_of(self.last)


_PERIOD = re.compile(r"(20[0-9]{2})(?:Q([1-4])|-(0[1-9]|1[0-2]))?")


def end_of(day: date) -> datetime:
    """24:00 of the day in China, that is 0:00 of the next."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=CHINA)


def period_of(text: str) -> Period:
    """A year, a quarter or a month. Raises ValueError for anything else."""
    match = _PERIOD.fullmatch(text)
    if match is None:
        raise ValueError(f"period: {text!r} is no year, quarter or month; write 2026, 2026Q3 or 2026-07")
    year, quarter, month = int(match[1]), match[2], match[3]
    if quarter:
        return Period(text, date(year, 3 * int(quarter) - 2, 1), _last_day(year, 3 * int(quarter)))
    if month:
        return Period(text, date(year, int(month), 1), _last_day(year, int(month)))
    return Period(text, date(year, 1, 1), date(year, 12, 31))


def recent_periods(today: date, years: int = 3) -> tuple[Period, ...]:
    """Years, then quarters, then months that have begun, the latest first; as many years as asked for."""
    first = today.year - years + 1
    spans = [str(year) for year in range(today.year, first - 1, -1)]
    spans += [f"{year}Q{number}" for year in range(today.year, first - 1, -1) for number in (4, 3, 2, 1)]
    spans += [f"{year}-{month:02d}" for year in range(today.year, first - 1, -1) for month in range(12, 0, -1)]
    return tuple(period for period in map(period_of, spans) if period.first <= today)


def cut_off(period: Period, asked: date | None, today: date) -> date:
    """The last day that counts: as asked, not before the period begins and never after today."""
    return max(min(asked or today, today), period.first)


def _last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
