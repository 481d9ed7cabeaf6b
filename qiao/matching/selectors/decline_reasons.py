"""Why the demand side declined achievements, told to those who hold them and never by whom.

Counts are shown from one upwards: a holder is party to every introduction behind them and already reads there, for
each of them, the reason that was given. The digest adds the sum and can tell nobody more than he knows; it carries
neither names nor texts nor days, only months.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Q

from qiao.catalogue.disclosure import Depth, depth_of, disclosure_facts
from qiao.catalogue.models import Achievement
from qiao.catalogue.models.visibility import inside
from qiao.core.access import Actor
from qiao.core.calendar import CHINA
from qiao.core.outcomes import Missing
from qiao.matching.lifecycles.introduction import DeclineReason, Side
from qiao.matching.models import Introduction

MONTHS = 12
PAGE_SIZE = 20


@dataclass(frozen=True)
class ReasonRow:
    """One reason: how often it was given in all, its share of all declines in per cent, and by month."""

    reason: str
    number: int
    share: int
    by_month: tuple[int, ...]


@dataclass(frozen=True)
class ReasonDigest:
    """The reasons for one achievement, the most frequent first; ``months`` are the first days of the last twelve."""

    achievement_id: int
    title: str
    code: str
    introductions: int
    accepted: int
    declined: int
    months: tuple[date, ...]
    rows: tuple[ReasonRow, ...]


@dataclass(frozen=True)
class DeclinedAchievement:
    """An achievement with the numbers of its reasons, the most frequent first."""

    achievement_id: int
    title: str
    code: str
    declined: int
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class DeclinedPage:
    """One page of the achievements that were declined at least once, the most declined first."""

    rows: tuple[DeclinedAchievement, ...]
    total: int
    page: int
    pages: int
    in_all: tuple[tuple[str, int], ...]


def reasons_for(actor: Actor, achievement_id: int, now: datetime) -> ReasonDigest:
    """The digest of one achievement. Raises Missing for everybody who does not see the achievement wholly."""
    offer = Achievement.objects.filter(pk=achievement_id).first()
    if offer is None or depth_of(actor, disclosure_facts(offer)) is not Depth.INSIDE:
        raise Missing("no_such_object", object_type="catalogue.achievement", object_id=achievement_id)
    months = _last_months(now.astimezone(CHINA).date())
    rows = Introduction.objects.filter(achievement=offer).order_by("pk")
    columns = rows.values_list("declined_side", "decline_reason", "active_at", "demand_accepted_at")
    given: dict[str, list[date]] = defaultdict(list)
    introductions = accepted = 0
    for side, reason, at, accepted_at in columns:
        introductions += 1
        accepted += accepted_at is not None
        if side == Side.DEMAND:
            # After a decline nothing moves any more: the last act was the decline.
            given[_known(reason)].append(at.astimezone(CHINA).date().replace(day=1))
    declined = sum(len(days) for days in given.values())
    ordered = sorted(given.items(), key=lambda item: (-len(item[1]), item[0]))
    return ReasonDigest(
        achievement_id=offer.pk,
        title=offer.title,
        code=offer.code,
        introductions=introductions,
        accepted=accepted,
        declined=declined,
        months=months,
        rows=tuple(
            ReasonRow(reason, len(days), 100 * len(days) // declined, tuple(days.count(month) for month in months))
            for reason, days in ordered
        ),
    )


def declined_achievements(actor: Actor, page: int = 1) -> DeclinedPage:
    """The declined achievements that the actor sees wholly. Three queries, however many rows."""
    declined = Q(introductions__declined_side=str(Side.DEMAND))
    held = Achievement.objects.filter(inside(Achievement, actor), declined)
    counted = held.order_by().values("pk").annotate(number=Count("pk"), latest=Max("introductions__active_at"))
    in_all: Counter[str] = Counter()
    for reason, number in _by_reason(held):
        in_all[_known(reason)] += number
    keys = [row["pk"] for row in counted.order_by("-number", "-latest", "pk")]
    shown = keys[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return DeclinedPage(
        rows=_rows(shown),
        total=len(keys),
        page=page,
        pages=max(1, -(-len(keys) // PAGE_SIZE)),
        in_all=tuple(in_all.most_common()),
    )


def _by_reason(held: Any) -> Sequence[tuple[str, int]]:
    rows = held.order_by().values_list("introductions__decline_reason").annotate(number=Count("introductions__pk"))
    return list(rows)


def _rows(keys: Sequence[int]) -> tuple[DeclinedAchievement, ...]:
    declined = Introduction.objects.filter(achievement__in=keys, declined_side=str(Side.DEMAND)).order_by()
    columns = declined.values_list("achievement", "achievement__title", "achievement__code", "decline_reason")
    named: dict[int, tuple[str, str]] = {}
    reasons: dict[int, Counter[str]] = defaultdict(Counter)
    for key, title, code, reason, number in columns.annotate(number=Count("pk")):
        named[key] = (title, code)
        reasons[key][_known(reason)] += number
    return tuple(
        DeclinedAchievement(key, *named[key], reasons[key].total(), tuple(reasons[key].most_common()))
        for key in keys
        if key in named
    )


def _known(reason: str) -> str:
    return reason if reason in tuple(DeclineReason) else str(DeclineReason.OTHER)


def _last_months(today: date) -> tuple[date, ...]:
    month = today.year * 12 + today.month - 1
    return tuple(date(one // 12, one % 12 + 1, 1) for one in range(month - MONTHS + 1, month + 1))
