"""Reads of the foundation's own registers: audit, rules, calendar."""

from dataclasses import dataclass

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
