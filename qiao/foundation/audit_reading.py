"""Reading the audit trail: who may, and one page of it by person, act, object and period."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from qiao.core.access import Actor, Role
from qiao.core.outcomes import Denied
from qiao.foundation.models import AuditRow, SealedRow

READ = "foundation.audit.read"
PAGE_SIZE = 50
_ZONE_READERS = (Role.ZONE_OPERATOR, Role.SUPERVISOR)
_PARTIES = "parties."


@dataclass(frozen=True, kw_only=True)
class AuditFilters:
    """What the trail is narrowed to; empty sets no condition.

    ``person`` is part of a name, ``action`` a key or the beginning of one, ``since`` is included and ``until`` not.
    """

    person: str = ""
    action: str = ""
    object_type: str = ""
    object_id: int | None = None
    label: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class AuditLine:
    """One row of the trail and the number of the link that holds it; None while it is not sealed."""

    row: AuditRow
    seal_number: int | None


@dataclass(frozen=True)
class AuditPage:
    """One page of the trail, the latest first."""

    lines: tuple[AuditLine, ...]
    total: int
    number: int
    size: int

    @property
    def pages(self) -> int:
        """Number of pages, at least 1."""
        return max(1, -(-self.total // self.size))


def may_read_audit(actor: Actor) -> bool:
    """Whether any part of the trail is open to the actor."""
    if actor.role in _ZONE_READERS:
        return bool(actor.zone_code)
    return actor.role in (Role.AUDITOR, Role.PLATFORM_ADMIN)


def readable_rows(actor: Actor) -> QuerySet[AuditRow]:
    """The rows open to the actor: the auditor's are all, operator and supervisor read their zone, the administrator
    what was done to the parties. Raises Denied for everybody else.
    """
    if not may_read_audit(actor):
        raise Denied("no_right", action=READ, role=str(actor.role))
    if actor.role is Role.AUDITOR:
        return AuditRow.objects.all()
    if actor.role is Role.PLATFORM_ADMIN:
        return AuditRow.objects.filter(object_type__startswith=_PARTIES)
    return AuditRow.objects.filter(zone_code=actor.zone_code)


def audit_page(actor: Actor, filters: AuditFilters, number: int = 1) -> AuditPage:
    """One page of what the actor may read, two queries. Raises Denied."""
    rows = _narrowed(readable_rows(actor), filters)
    first = (number - 1) * PAGE_SIZE
    return AuditPage(_lines(rows, first, PAGE_SIZE), rows.count(), number, PAGE_SIZE)


def latest_acts(actor: Actor, how_many: int) -> tuple[AuditLine, ...]:
    """The last rows that the actor may read, one query. Raises Denied."""
    return _lines(readable_rows(actor), 0, how_many)


def _lines(rows: QuerySet[AuditRow], first: int, size: int) -> tuple[AuditLine, ...]:
    seal = SealedRow.objects.filter(row_id=OuterRef("pk")).values("seal_number")
    found = rows.annotate(seal=Subquery(seal)).order_by("-pk")[first : first + size]
    return tuple(AuditLine(row, row.seal) for row in found)


def _narrowed(rows: QuerySet[AuditRow], filters: AuditFilters) -> QuerySet[AuditRow]:
    if filters.person:
        rows = rows.filter(Q(actor_name__icontains=filters.person) | Q(organisation_name__icontains=filters.person))
    if filters.action:
        rows = rows.filter(Q(action=filters.action) | Q(action__startswith=f"{filters.action}."))
    if filters.object_type:
        rows = rows.filter(object_type=filters.object_type)
    if filters.object_id is not None:
        rows = rows.filter(object_id=filters.object_id)
    if filters.label:
        rows = rows.filter(object_label__icontains=filters.label)
    if filters.since is not None:
        rows = rows.filter(at__gte=filters.since)
    return rows if filters.until is None else rows.filter(at__lt=filters.until)
