"""Verifying that the database still has the guards that keep its tables append-only or frozen."""

import re
from collections.abc import Iterable, Iterator

from django.db import connection

from qiao.foundation.audit_verification import Finding
from qiao.foundation.immutability import guard_statements
from qiao.foundation.models import AuditRow, AuditSeal, SealedRow

_TRIGGER = re.compile(r'CREATE TRIGGER "?(\w+)"? .*? ON "?(\w+)"? ', re.DOTALL)
_FUNCTION = re.compile(r"FUNCTION (\w+)\(\) RETURNS trigger .*?\$\$(.*)\$\$", re.DOTALL)


def audit_guards() -> list[str]:
    """The statements that guard the tables of the audit."""
    tables = [model._meta.db_table for model in (AuditRow, AuditSeal, SealedRow)]
    return [statement for table in tables for statement in guard_statements(connection.vendor, table)]


def verify_guards(statements: Iterable[str]) -> Iterator[Finding]:
    """Every table of which a guard that these statements install is missing, switched off or another one."""
    statements = list(statements)
    bodies = {found[1]: found[2] for one in statements if (found := _FUNCTION.search(one))}
    present = _postgresql(bodies) if connection.vendor == "postgresql" else _sqlite()
    missing = set()
    for statement in statements:
        if trigger := _TRIGGER.match(statement):
            name, table = trigger.groups()
            expected = "" if connection.vendor == "postgresql" else statement
            if present.get((name, table)) != _clauses(expected):
                missing.add(table)
    for table in sorted(missing):
        yield Finding("guard_missing", 0, table)


def _sqlite() -> dict[tuple[str, str], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
        return {(name, table): _clauses(sql) for name, table, sql in cursor.fetchall()}


def _postgresql(bodies: dict[str, str]) -> dict[tuple[str, str], list[str]]:
    """Triggers that are switched on, bound to no condition, and whose function does what it was installed to do."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.tgname, c.relname, p.proname, p.prosrc FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL"
        )
        return {
            (name, table): _clauses("")
            for name, table, function, body in cursor.fetchall()
            if bodies.get(function) == body
        }


def _clauses(sql: str) -> list[str]:
    """The parts of a statement without their order: a column that came later stands elsewhere in the condition."""
    return sorted(part.strip() for part in re.split(r" AND |[()]", sql))
