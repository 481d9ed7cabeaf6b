"""Writing audit rows and sealing them into the chain."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, models, transaction

from qiao.core.access import Actor
from qiao.core.audit_chain import GENESIS, digest_of, seal_digest
from qiao.foundation.models import AuditRow, AuditSeal, Record, SealedRow

CONTENT_FIELDS = (
    "at", "action", "actor_role", "actor_name", "user_id", "person_id", "holding_id", "organisation_id",
    "organisation_name", "zone_code", "object_type", "object_id", "object_label", "before", "after", "reason",
)  # fmt: skip
# Part of the content only where there is one: rows of acts without a token keep the digest that they always had.
TOKEN_FIELDS = ("token_id", "token_name")
# Read while a batch is sealed, so that two workers cannot make the same link twice.
SEAL_LOCK = 7_118_203


def snapshot(row: models.Model) -> dict[str, Any]:
    """The JSON form of every stored field except key and version."""
    return {
        field.attname: json_value(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if field.attname not in ("id", "version")
    }


def json_value(value: Any) -> Any:
    """A JSON value with the same meaning: instants in UTC and dates in ISO form, decimals as text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple | list):
        return [json_value(item) for item in value]
    if isinstance(value, dict):
        return {key: json_value(item) for key, item in value.items()}
    return value


def audit_row(
    actor: Actor, action: str, row: models.Model, before: dict[str, Any], now: datetime, reason: str
) -> AuditRow:
    """The unsaved audit row: only fields that differ are kept in ``before`` and ``after``."""
    after = snapshot(row)
    changed = [name for name in after if before.get(name) != after[name]] if before else list(after)
    written = AuditRow(
        at=now,
        action=action,
        actor_role=str(actor.role),
        actor_name=actor.name[:200],
        user_id=actor.user_id,
        person_id=actor.person_id,
        holding_id=actor.holding_id,
        organisation_id=actor.organisation_id,
        organisation_name=actor.organisation_name[:200],
        zone_code=row.zone_code if isinstance(row, Record) else actor.zone_code,
        object_type=row._meta.label_lower,
        object_id=row.pk,
        object_label=str(row)[:300],
        before={name: before[name] for name in changed if name in before},
        after={name: after[name] for name in changed},
        reason=reason,
        token_id=actor.token_id,
        token_name=actor.token_name[:100] if actor.token_id is not None else None,
    )
    written.digest = row_digest(written)
    return written


def removal_row(actor: Actor, action: str, row: models.Model, now: datetime, reason: str) -> AuditRow:
    """The unsaved audit row of a row that is taken away: all it was in ``before``, nothing in ``after``."""
    written = audit_row(actor, action, row, {}, now, reason)
    written.before, written.after = written.after, {}
    written.digest = row_digest(written)
    return written


def row_digest(row: AuditRow) -> str:
    """The digest that belongs to the row's present content."""
    told = [name for name in TOKEN_FIELDS if getattr(row, name) is not None]
    return digest_of({name: json_value(getattr(row, name)) for name in (*CONTENT_FIELDS, *told)})


def seal_rows(now: datetime, batch: int = 5000) -> int:
    """Seal committed rows that no link holds yet; returns how many. Writers never wait for this."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEAL_LOCK])
        sealed = SealedRow.objects.filter(row_id=models.OuterRef("pk"))
        rows = list(AuditRow.objects.filter(~models.Exists(sealed)).order_by("pk").values_list("pk", "digest")[:batch])
        if not rows:
            return 0
        last = AuditSeal.objects.order_by("-number").first()
        previous = last.digest if last else GENESIS
        seal = AuditSeal.objects.create(
            number=last.number + 1 if last else 1,
            sealed_at=now,
            row_count=len(rows),
            previous_digest=previous,
            digest=seal_digest(previous, rows),
        )
        SealedRow.objects.bulk_create(
            [SealedRow(row_id=pk, seal_number=seal.number) for pk, _ in rows], batch_size=1000
        )
        return len(rows)
