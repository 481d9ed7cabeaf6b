"""Issued editions that the database itself keeps as they are, on SQLite and on PostgreSQL.

After issue an edition can only be withdrawn, once, which writes the mark and nothing else; it cannot be deleted, and
no line can be added to it. The lines are append-only besides (`qiao.foundation.immutability`).
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection, migrations

NAME = "qiao_frozen_edition"
WITHDRAWAL_COLUMNS = ("state", "version", "due_at", "due_verb", "withdrawn_at", "withdrawal_reason")
_MESSAGE = "an issued edition is frozen"
_LINE_MESSAGE = "an issued edition takes no further line"
_FROZEN = "('issued', 'withdrawn')"


def freeze_statements(vendor: str, columns: Sequence[str]) -> list[str]:
    """SQL that installs the guards; ``columns`` are all columns of the editions' table."""
    return _postgresql() if vendor == "postgresql" else _sqlite(columns)


def unfreeze_statements(vendor: str) -> list[str]:
    """SQL that takes the guards away again (migration backwards, a migration that rebuilds the table)."""
    if vendor == "postgresql":
        return [
            f"DROP TRIGGER IF EXISTS {NAME} ON catalogue_edition",
            f"DROP TRIGGER IF EXISTS {NAME}_truncate ON catalogue_edition",
            f"DROP TRIGGER IF EXISTS {NAME}_line ON catalogue_editionitem",
        ]
    return [f"DROP TRIGGER IF EXISTS {NAME}_{part}" for part in ("update", "delete", "line")]


def frozen_editions() -> migrations.RunPython:
    """The migration operation that guards issued editions. Repeat it after a migration that alters their table.

    SQLite rebuilds a table to alter it and loses its triggers; the operation drops and installs them anew.
    """

    def freeze(apps: Any, schema_editor: Any) -> None:
        columns = [field.column for field in apps.get_model("catalogue", "Edition")._meta.concrete_fields]
        vendor = schema_editor.connection.vendor
        for statement in (*unfreeze_statements(vendor), *freeze_statements(vendor, columns)):
            schema_editor.execute(statement, params=None)

    def unfreeze(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001
        for statement in unfreeze_statements(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    return migrations.RunPython(freeze, unfreeze)


def editions_are_frozen() -> bool:
    """Whether the guards are installed, read from the database itself."""
    table = "pg_trigger WHERE tgname" if connection.vendor == "postgresql" else "sqlite_master WHERE name"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} LIKE %s", [f"{NAME}%"])
        return bool(cursor.fetchone()[0] == 3)


def _postgresql() -> list[str]:
    allowed = ", ".join(f"'{column}'" for column in WITHDRAWAL_COLUMNS)
    refuse = f"RAISE EXCEPTION '{_MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'"
    refuse_line = f"RAISE EXCEPTION '{_LINE_MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'"
    return [
        f"CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'TRUNCATE' THEN {refuse}; END IF; "
        f"IF OLD.state NOT IN {_FROZEN} THEN "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END IF; "
        f"IF TG_OP = 'UPDATE' THEN "
        "IF OLD.state = 'issued' AND NEW.state = 'withdrawn' "
        f"AND to_jsonb(NEW) - ARRAY[{allowed}] = to_jsonb(OLD) - ARRAY[{allowed}] THEN RETURN NEW; END IF; END IF; "
        f"{refuse}; END $$",
        f"CREATE OR REPLACE FUNCTION {NAME}_line() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF EXISTS (SELECT 1 FROM catalogue_edition WHERE id = NEW.edition_id AND state IN {_FROZEN}) THEN "
        f"{refuse_line}; END IF; RETURN NEW; END $$",
        f"CREATE TRIGGER {NAME} BEFORE UPDATE OR DELETE ON catalogue_edition FOR EACH ROW EXECUTE FUNCTION {NAME}()",
        f"CREATE TRIGGER {NAME}_truncate BEFORE TRUNCATE ON catalogue_edition "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {NAME}()",
        f"CREATE TRIGGER {NAME}_line BEFORE INSERT ON catalogue_editionitem "
        f"FOR EACH ROW EXECUTE FUNCTION {NAME}_line()",
    ]


def _sqlite(columns: Sequence[str]) -> list[str]:
    kept = " AND ".join(f'OLD."{name}" IS NEW."{name}"' for name in columns if name not in WITHDRAWAL_COLUMNS)
    return [
        f"CREATE TRIGGER {NAME}_update BEFORE UPDATE ON catalogue_edition WHEN OLD.state IN {_FROZEN} "
        f"AND NOT (OLD.state = 'issued' AND NEW.state = 'withdrawn' AND {kept}) "
        f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END",
        f"CREATE TRIGGER {NAME}_delete BEFORE DELETE ON catalogue_edition WHEN OLD.state IN {_FROZEN} "
        f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END",
        f"CREATE TRIGGER {NAME}_line BEFORE INSERT ON catalogue_editionitem "
        f"WHEN (SELECT state FROM catalogue_edition WHERE id = NEW.edition_id) IN {_FROZEN} "
        f"BEGIN SELECT RAISE(ABORT, '{_LINE_MESSAGE}'); END",
    ]
