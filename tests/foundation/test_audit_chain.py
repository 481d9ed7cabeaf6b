"""The audit chain: what it records, that the database keeps it, and that an altered byte is named."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from qiao.foundation.actions.set_rule import NewRule, set_rule
from qiao.foundation.audit import seal_rows
from qiao.foundation.audit_verification import verify_chain
from qiao.foundation.immutability import lift_statements
from qiao.foundation.models import AuditRow, AuditSeal, SealedRow
from tests.foundation.actors import OPERATOR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("review_rule")]
RULE = "tests.review_days"


def set_days(days: int, on: date, now: datetime) -> None:
    set_rule(actor=OPERATOR, rule=NewRule(RULE, "JH", days, on, "区办会议纪要"), now=now)


@pytest.fixture
def three_rows(now: datetime) -> list[AuditRow]:
    for day in (1, 2, 3):
        set_days(day, date(2026, 1, day), now)
    return list(AuditRow.objects.order_by("pk"))


def test_a_row_says_who_what_when_and_the_effect(three_rows: list[AuditRow], now: datetime) -> None:
    row = three_rows[0]
    assert (row.action, row.actor_name, row.actor_role) == (
        "foundation.rule.set",
        "周操作员",
        "zone_operator",
    )
    assert (row.person_id, row.holding_id, row.zone_code, row.at) == (1, 1, "JH", now)
    assert row.before == {}
    assert row.after["value"] == 1
    assert row.after["valid_from"] == "2026-01-01"


def test_an_untouched_chain_verifies_sealed_and_unsealed(three_rows: list[AuditRow], now: datetime) -> None:
    assert list(verify_chain()) == []
    assert seal_rows(now) == 3
    assert seal_rows(now) == 0
    assert list(verify_chain()) == []


def test_the_same_instant_in_another_zone_of_time_has_the_same_digest(now: datetime) -> None:
    set_days(4, date(2026, 2, 1), datetime.fromisoformat("2026-06-01T10:00:00+08:00"))
    assert AuditRow.objects.latest("pk").at == now
    assert list(verify_chain()) == []


def test_seals_are_linked(three_rows: list[AuditRow], now: datetime) -> None:
    seal_rows(now, batch=2)
    seal_rows(now, batch=2)
    first, second = AuditSeal.objects.order_by("number")
    assert (first.row_count, second.row_count) == (2, 1)
    assert second.previous_digest == first.digest
    assert first.previous_digest == "0" * 64
    assert SealedRow.objects.get(row_id=three_rows[2].pk).seal_number == second.number


@pytest.mark.parametrize("statement", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}"])
@pytest.mark.parametrize("model", [AuditRow, AuditSeal, SealedRow])
def test_the_database_refuses_to_change_the_chain(
    three_rows: list[AuditRow], now: datetime, model: type, statement: str
) -> None:
    seal_rows(now)
    column = model._meta.pk.column
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(model._meta.db_table, column))
    assert model.objects.count() > 0


def tamper(sql: str, *values: object) -> None:
    """Change a guarded table behind the product's back, as somebody with the file in hands could."""
    with connection.cursor() as cursor:
        for model in (AuditRow, AuditSeal, SealedRow):
            for statement in lift_statements(connection.vendor, model._meta.db_table):
                cursor.execute(statement)
        cursor.execute(sql, values)


@pytest.mark.parametrize("column", ["reason", "actor_name", "object_label", "digest", "action"])
def test_an_altered_field_names_its_row(three_rows: list[AuditRow], now: datetime, column: str) -> None:
    seal_rows(now)
    tamper(f"UPDATE foundation_auditrow SET {column} = 'x' WHERE id = %s", three_rows[1].pk)
    kinds = [(finding.kind, finding.number) for finding in verify_chain()]
    assert kinds[0] == ("row_altered", three_rows[1].pk)


def test_a_deleted_row_is_named(three_rows: list[AuditRow], now: datetime) -> None:
    seal_rows(now)
    tamper("DELETE FROM foundation_auditrow WHERE id = %s", three_rows[1].pk)
    assert ("row_missing", three_rows[1].pk) in [(f.kind, f.number) for f in verify_chain()]


def test_a_deleted_link_is_named(three_rows: list[AuditRow], now: datetime) -> None:
    seal_rows(now, batch=1)
    seal_rows(now, batch=1)
    seal_rows(now, batch=1)
    tamper("DELETE FROM foundation_auditseal WHERE number = 2")
    assert [(f.kind, f.number) for f in verify_chain()][:1] == [("seal_missing", 2)]


def test_the_time_of_a_row_counts(three_rows: list[AuditRow]) -> None:
    tamper(
        "UPDATE foundation_auditrow SET at = %s WHERE id = %s",
        datetime(2020, 1, 1, tzinfo=UTC),
        three_rows[0].pk,
    )
    assert [(f.kind, f.number) for f in verify_chain()] == [("row_altered", three_rows[0].pk)]
