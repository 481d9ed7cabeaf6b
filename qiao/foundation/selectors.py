"""Reads of the foundation: the history of an object, out of its audit rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from qiao.core.access import Actor
from qiao.foundation.models import AuditRow
from qiao.foundation.registry import POLICY


@dataclass(frozen=True)
class HistoryRow:
    """One act on an object: what was done (the key whose text is ``verb.<action>``), by whom, when and why.

    ``before`` and ``after`` hold only the fields that changed. ``token`` is the name of the access token through which
    a program did it, "" for people themselves.
    """

    at: datetime
    action: str
    actor_name: str
    actor_role: str
    organisation_name: str
    reason: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    token: str = ""


def history_of(object_type: str, object_id: int) -> tuple[HistoryRow, ...]:
    """Every audited act on the object (``app.model`` and key), oldest first."""
    rows = AuditRow.objects.filter(object_type=object_type, object_id=object_id).order_by("pk")
    return tuple(
        HistoryRow(
            at=row.at,
            action=row.action,
            actor_name=row.actor_name,
            actor_role=row.actor_role,
            organisation_name=row.organisation_name,
            reason=row.reason,
            before=row.before,
            after=row.after,
            token=row.token_name or "",
        )
        for row in rows
    )


def last_recorded() -> int:
    """The key of the newest audit row, 0 before the first: whatever was read before it changes may be out of date."""
    # Asked before every page that may be kept, so without the some hundred steps of building a query.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max(id) FROM {AuditRow._meta.db_table}")
        return int(cursor.fetchone()[0] or 0)


@dataclass(frozen=True)
class _RuleFacts:
    zone_code: str


def may_set_rules(actor: Actor) -> bool:
    """Whether the actor may give rules of the own zone new values."""
    return POLICY.allows(actor, "foundation.rule.set", _RuleFacts(actor.zone_code))
