"""After all migrations the database itself protects what must not change, and verification misses no guard."""

import pytest
from django.db import connection

from qiao.catalogue.frozen_editions import editions_are_frozen
from qiao.foundation.guard_verification import audit_guards, verify_guards
from qiao.foundation.immutability import guarded_tables
from qiao.reports.verification import edition_guards

pytestmark = pytest.mark.django_db
TABLES = [
    "catalogue_editionitem",
    "foundation_auditrow",
    "foundation_auditseal",
    "foundation_sealedrow",
    "reports_editionfile",
]


def test_the_append_only_tables_are_guarded() -> None:
    assert guarded_tables() == TABLES


def test_issued_editions_are_frozen() -> None:
    assert editions_are_frozen()


def _named() -> list[tuple[str, str]]:
    return [(one.kind, one.label) for one in verify_guards([*audit_guards(), *edition_guards()])]


def _triggers() -> list[tuple[str, str]]:
    query = (
        "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname LIKE 'qiao_%'"
        if connection.vendor == "postgresql"
        else "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'qiao_%'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [(name, table) for name, table in cursor.fetchall()]


def test_each_guard_that_is_taken_away_names_its_table() -> None:
    assert _named() == []
    dropped = set()
    for name, table in _triggers():
        with connection.cursor() as cursor:
            cursor.execute(f'DROP TRIGGER "{name}"' + (f' ON "{table}"' if connection.vendor == "postgresql" else ""))
        dropped.add(table)
        assert _named() == [("guard_missing", one) for one in sorted(dropped)]
    assert dropped == {*TABLES, "catalogue_edition"}


def test_a_guard_that_no_longer_refuses_is_none() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute('ALTER TABLE foundation_auditrow DISABLE TRIGGER "qiao_append_only_foundation_auditrow"')
        else:
            name = "qiao_append_only_foundation_auditrow_update"
            cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute(f"CREATE TRIGGER {name} BEFORE UPDATE ON foundation_auditrow BEGIN SELECT 1; END")
    assert _named() == [("guard_missing", "foundation_auditrow")]
