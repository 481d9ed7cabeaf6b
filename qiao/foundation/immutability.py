"""Tables that the database itself keeps append-only, on SQLite and on PostgreSQL."""

from typing import Any

from django.db import connection, migrations

PREFIX = "qiao_append_only_"

_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION qiao_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


def guard_statements(vendor: str, table: str) -> list[str]:
    """SQL that makes the table refuse updates, deletes and (PostgreSQL) truncation."""
    name = f"{PREFIX}{table}"
    if vendor == "postgresql":
        return [
            _POSTGRESQL_FUNCTION,
            f'CREATE TRIGGER "{name}" BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW '
            "EXECUTE FUNCTION qiao_append_only()",
            f'CREATE TRIGGER "{name}_truncate" BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT '
            "EXECUTE FUNCTION qiao_append_only()",
        ]
    return [
        f'CREATE TRIGGER "{name}_{verb.lower()}" BEFORE {verb} ON "{table}" '
        f"BEGIN SELECT RAISE(ABORT, 'table {table} is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def lift_statements(vendor: str, table: str) -> list[str]:
    """SQL that takes the guard away again (migration backwards)."""
    name = f"{PREFIX}{table}"
    if vendor == "postgresql":
        return [f'DROP TRIGGER IF EXISTS "{t}" ON "{table}"' for t in (name, f"{name}_truncate")]
    return [f'DROP TRIGGER IF EXISTS "{name}_{verb}"' for verb in ("update", "delete")]


def append_only(table: str) -> migrations.RunPython:
    """The migration operation that guards a table."""

    def guard(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001
        for statement in guard_statements(schema_editor.connection.vendor, table):
            schema_editor.execute(statement, None)

    def lift(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001
        for statement in lift_statements(schema_editor.connection.vendor, table):
            schema_editor.execute(statement, None)

    return migrations.RunPython(guard, lift)


def guarded_tables() -> list[str]:
    """The tables that are append-only now, read from the database itself."""
    if connection.vendor == "postgresql":
        query = "SELECT DISTINCT event_object_table FROM information_schema.triggers WHERE trigger_name LIKE %s"
    else:
        query = "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
    with connection.cursor() as cursor:
        cursor.execute(query, [f"{PREFIX}%"])
        return sorted(row[0] for row in cursor.fetchall())
