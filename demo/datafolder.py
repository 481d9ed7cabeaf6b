"""Whose data folder this is: the demonstration rebuilds its own, and touches nobody else's."""

import json
import shutil
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from demo.lists import SOURCES
from demo.world import ZONE

MARKER = "demonstration.json"
DATABASE_FILES = ("qiao.sqlite3", "qiao.sqlite3-wal", "qiao.sqlite3-shm")
FOLDERS = ("files", "index")


class FolderInUse(Exception):
    """The folder or database holds data that the demonstration did not make; says what to do."""


def require_own(folder: Path) -> None:
    """Raises FolderInUse unless the database is empty or holds an earlier demonstration and nothing else."""
    tables = set(connection.introspection.table_names())
    if "parties_zone" not in tables:
        return
    zones = _rows("SELECT code, is_example FROM parties_zone")
    if not zones and not _rows("SELECT 1 FROM foundation_auditrow LIMIT 1"):
        return
    sources = {source for (source,) in _rows("SELECT DISTINCT source FROM foundation_importbatch")}
    ours = [(code, bool(example)) for code, example in zones] == [(ZONE, True)]
    if not ((folder / MARKER).exists() and ours and sources <= set(SOURCES)):
        raise FolderInUse(
            _(
                "%(folder)s holds data that the demonstration did not make; nothing was touched. "
                "Give the demonstration its own folder: QIAO_DATA=var/demo make demo"
            )
            % {"folder": folder}
        )
    if connection.vendor != "sqlite":
        raise FolderInUse(
            _("The database of DATABASE_URL holds an earlier demonstration; give the demonstration an empty database.")
        )


def clear(folder: Path) -> None:
    """Remove what an earlier demonstration left; call `require_own` first."""
    connection.close()
    if connection.vendor == "sqlite":
        for name in DATABASE_FILES:
            (folder / name).unlink(missing_ok=True)
    for name in FOLDERS:
        shutil.rmtree(folder / name, ignore_errors=True)


def mark(folder: Path) -> None:
    """Note that the demonstration made this folder's data."""
    folder.mkdir(parents=True, exist_ok=True)
    content = {"zone": ZONE, "sources": SOURCES}
    (folder / MARKER).write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _rows(query: str) -> list[tuple[Any, ...]]:
    """The rows of a query; none when an older schema does not have the table, which is then nobody's import."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(query)
            return list(cursor.fetchall())
    except DatabaseError:
        return []
