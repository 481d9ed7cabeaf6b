"""A consistent copy of the database while others go on working, and the way back."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from qiao.foundation.backup.manifest import BackupUnusable

SQLITE, POSTGRESQL = "sqlite", "postgresql"
COPY_NAMES: Mapping[str, str] = {SQLITE: "database.sqlite3", POSTGRESQL: "database.dump"}


def copy_database(target: Path) -> None:
    """Write the present state of the database to a file. Raises BackupUnusable when `pg_dump` is missing or fails."""
    if connection.vendor == SQLITE:
        connection.ensure_connection()
        with closing(sqlite3.connect(target)) as copy:
            connection.connection.backup(copy)
        return
    _run("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", f"--file={target}"])


def restore_database(source: Path, engine: str) -> None:
    """Bring an empty database to the copied state.

    Raises BackupUnusable when the copy was made with another engine, the database is not empty, or `pg_restore` fails.
    """
    if engine != connection.vendor:
        text = _("The backup was made on %(engine)s, this installation uses %(here)s. Set DATABASE_URL.")
        raise BackupUnusable(text % {"engine": engine, "here": connection.vendor})
    if connection.introspection.table_names():
        raise BackupUnusable(_("The database already holds tables. Restore into an empty data folder or database."))
    if engine == SQLITE:
        target = Path(connection.settings_dict["NAME"])
        connection.close()
        target.parent.mkdir(parents=True, exist_ok=True)
        for rest in ("", "-wal", "-shm"):
            target.with_name(target.name + rest).unlink(missing_ok=True)
        shutil.copyfile(source, target)
        return
    _run("pg_restore", ["--exit-on-error", "--no-owner", "--no-privileges", str(source)])


def _run(program: str, arguments: list[str]) -> None:
    settings = connection.settings_dict
    path = shutil.which(program)
    if path is None:
        text = _("%(program)s is not installed. On Debian: apt-get install postgresql-client")
        raise BackupUnusable(text % {"program": program})
    command = [path, *_server(settings), *arguments, f"--dbname={settings['NAME']}"]
    environment = {**os.environ, **({"PGPASSWORD": settings["PASSWORD"]} if settings["PASSWORD"] else {})}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupUnusable(f"{program}: {done.stderr.strip()[-500:]}")


def _server(settings: Mapping[str, Any]) -> list[str]:
    named = (("--host", "HOST"), ("--port", "PORT"), ("--username", "USER"))
    return [f"{option}={settings[key]}" for option, key in named if settings[key]]
