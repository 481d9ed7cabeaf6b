"""Reads of the cases that people follow."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, QuerySet, Subquery

from qiao.core.access import Actor
from qiao.parties.following import Sight, kind_of
from qiao.parties.models import Follow, Holding

PAGE_SIZE = 20


@dataclass(frozen=True)
class FollowedRow:
    """A followed case; ``sight`` is None once the person may not see it any more."""

    follow_id: int
    object_type: str
    object_id: int
    since: datetime
    lifecycle: str
    sight: Sight | None


@dataclass(frozen=True)
class FollowedPage:
    """One page, the latest first, and how many cases the person follows in all and of the chosen kind."""

    rows: tuple[FollowedRow, ...]
    total: int
    number: int
    pages: int


def standing_follow(person_id: int, object_type: str, object_id: int) -> Follow | None:
    """The person's following of this case, None when the person does not follow it. One statement."""
    rows = Follow.objects.filter(person=person_id, object_type=object_type, object_id=object_id, ended_at=None)
    return rows.first()


def following_of(actor: Actor, object_type: str) -> Subquery:
    """For rows of this table, the key of the actor's following of each, None where the person does not follow it."""
    rows = Follow.objects.filter(person=actor.person_id or 0, object_type=object_type, ended_at=None)
    return Subquery(rows.filter(object_id=OuterRef("pk")).values("pk")[:1])


def followed_page(actor: Actor, now: datetime, *, object_type: str = "", number: int = 1) -> FollowedPage:
    """What the actor's person follows, each as the actor may see it now. Two statements and those of each kind."""
    found = Follow.objects.filter(person=actor.person_id, ended_at=None)
    if object_type:
        found = found.filter(object_type=object_type)
    total = found.count()
    rows = list(found.order_by("-created_at", "-pk")[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
    seen = _sights(actor, rows, now)
    return FollowedPage(tuple(_row(row, seen) for row in rows), total, number, max(1, -(-total // PAGE_SIZE)))


def followers_of(object_type: str, object_id: int) -> QuerySet[Follow]:
    """Everybody who follows the case, the first follower first."""
    return Follow.objects.filter(object_type=object_type, object_id=object_id, ended_at=None).order_by("pk")


def holdings_of_followers(follows: list[Follow], on: date) -> Mapping[int, list[Holding]]:
    """By person, the holdings in force that day, the one in which the person follows first. One statement.

    People whose account is closed are left out.
    """
    begun = {follow.person_id: follow.holding_id for follow in follows}
    rows = Holding.objects.in_force(on).filter(person__in=list(begun)).exclude(person__user__is_active=False)
    found: dict[int, list[Holding]] = {}
    for holding in rows.select_related("person__user", "organisation").order_by("starts_on", "pk"):
        found.setdefault(holding.person_id, []).append(holding)
    for person_id, holdings in found.items():
        holdings.sort(key=lambda holding: holding.pk != begun[person_id])
    return found


def _sights(actor: Actor, rows: list[Follow], now: datetime) -> dict[tuple[str, int], Sight]:
    seen: dict[tuple[str, int], Sight] = {}
    for object_type in sorted({row.object_type for row in rows}):
        kind = kind_of(object_type)
        keys = [row.object_id for row in rows if row.object_type == object_type]
        found = kind.look(actor, keys, now) if kind else {}
        seen |= {(object_type, key): sight for key, sight in found.items()}
    return seen


def _row(follow: Follow, seen: Mapping[tuple[str, int], Sight]) -> FollowedRow:
    kind = kind_of(follow.object_type)
    return FollowedRow(
        follow_id=follow.pk,
        object_type=follow.object_type,
        object_id=follow.object_id,
        since=follow.created_at,
        lifecycle=kind.lifecycle if kind else "",
        sight=seen.get((follow.object_type, follow.object_id)),
    )
