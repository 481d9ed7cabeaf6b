"""Reads of the foundation's own registers: audit, rules, calendar."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from qiao.foundation.models import AuditRow, AuditSeal, CalendarYear, RuleParameter, SealedRow


@dataclass(frozen=True)
class AuditHead:
    """How many rows there are, how many are sealed, and the digest of the last seal ("" before the first)."""

    rows: int
    sealed: int
    digest: str


def audit_head() -> AuditHead:
    """Where the chain stands."""
    last = AuditSeal.objects.order_by("-number").first()
    return AuditHead(AuditRow.objects.count(), SealedRow.objects.count(), last.digest if last else "")


def audit_rows(object_type: str = "", object_id: int | None = None, limit: int = 30) -> QuerySet[AuditRow]:
    """The latest rows, of everything or of one kind or object."""
    rows = AuditRow.objects.order_by("-pk")
    if object_type:
        rows = rows.filter(object_type=object_type)
    if object_id is not None:
        rows = rows.filter(object_id=object_id)
    return rows[:limit]


def rule_rows() -> QuerySet[RuleParameter]:
    """Every value of every rule."""
    return RuleParameter.objects.order_by("key", "zone_code", "valid_from")


def calendar_years() -> QuerySet[CalendarYear]:
    """The loaded years."""
    return CalendarYear.objects.order_by("year")


def seal_exists(digest: str) -> bool:
    """Whether some link of the chain has this digest."""
    return AuditSeal.objects.filter(digest=digest).exists()


@dataclass(frozen=True)
class RuleHistory:
    """A rule of a zone: the value in force, and every value with its first day, the latest first.

    ``own`` says whether the value in force was set for the zone rather than for every zone; ``in_force`` is None
    while no value has begun.
    """

    key: str
    in_force: RuleParameter | None
    own: bool
    rows: tuple[RuleParameter, ...]


def rule_histories(zone_code: str, on: date, text: str = "") -> tuple[RuleHistory, ...]:
    """Every rule as it stands in a zone on a day, by key; ``text`` is looked for in key, basis and note. One query."""
    by_key: dict[str, list[RuleParameter]] = {}
    rows = RuleParameter.objects.filter(zone_code__in=("", zone_code)).order_by("key", "-zone_code", "-valid_from")
    for row in rows:
        by_key.setdefault(row.key, []).append(row)
    wanted = text.strip().casefold()
    found = []
    for key, kept in by_key.items():
        if wanted and not any(wanted in f"{key} {row.legal_basis} {row.note}".casefold() for row in kept):
            continue
        began = next((row for row in kept if row.valid_from <= on), None)
        latest = tuple(sorted(kept, key=lambda row: (row.valid_from, row.zone_code), reverse=True))
        found.append(RuleHistory(key, began, bool(began and began.zone_code), latest))
    return tuple(found)
