"""Imports that meet each other, and imports that are cut off."""

import os
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection, connections

from qiao.catalogue.models import Demand
from qiao.foundation.models import AuditRow, ImportBatch, ImportedKey, IssuedNumber
from qiao.foundation.shipped import load_shipped_data
from tests.catalogue.intake_story import REPOSITORY, applied, counts, csv_file, previewed

ROWS = 1_200
KILLED_AT_CHUNK = 2


def _list(path: Path, rows: int = ROWS) -> Path:
    return csv_file(path, ("demand_id", "title"), [(f"D{number}", f"需求{number}") for number in range(rows)])


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_list_at_once_add_every_record_once(tmp_path: Path, now: datetime) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("two writers at once need PostgreSQL; set DATABASE_URL")
    load_shipped_data()
    path = _list(tmp_path / "d.csv")
    batches = [previewed(path, now, admit=True) for _ in range(2)]
    together = Barrier(len(batches))

    def apply_one(batch: ImportBatch) -> tuple[int, int, int, int]:
        try:
            together.wait(timeout=30)
            return counts(applied(batch, now))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(batches)) as threads:
        done = sorted(threads.map(apply_one, batches))
    assert done == [(0, 0, ROWS, 0), (ROWS, 0, 0, 0)]
    assert Demand.objects.count() == ImportedKey.objects.count() == ROWS
    assert sorted(IssuedNumber.objects.values_list("number", flat=True)) == list(range(1, ROWS + 1))
    assert Demand.objects.values("code").distinct().count() == ROWS
    assert AuditRow.objects.filter(action="catalogue.demand.admit").count() == ROWS


def _run(folder: Path, *arguments: str) -> int:
    environment = {**os.environ, "QIAO_DATA": str(folder), "DATABASE_URL": ""}
    command = [sys.executable, "-m", "tests.concurrency.import_worker", *arguments]
    done = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in (0, -signal.SIGKILL):
        pytest.fail(done.stderr)
    return done.returncode


def _table_counts(folder: Path) -> dict[str, int]:
    tables = (
        "catalogue_demand",
        "foundation_importedkey",
        "foundation_importsource",
        "foundation_issuednumber",
        "foundation_outboxevent",
        "foundation_importrow",
    )
    with sqlite3.connect(folder / "qiao.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return {table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}


def _state(folder: Path) -> tuple[str, int]:
    with sqlite3.connect(folder / "qiao.sqlite3") as database:
        state = database.execute("SELECT state FROM foundation_importbatch").fetchone()[0]
        audited = database.execute("SELECT count(*) FROM foundation_auditrow WHERE action LIKE '%admit'").fetchone()[0]
    return state, audited


def test_a_process_killed_in_the_middle_leaves_nothing_half_done(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert _run(folder, "prepare", str(_list(tmp_path / "d.csv"))) == 0
    before = _table_counts(folder)
    assert before["foundation_importrow"] == ROWS
    assert _run(folder, "apply-and-die", str(KILLED_AT_CHUNK)) == -signal.SIGKILL
    assert _table_counts(folder) == before
    assert before["catalogue_demand"] == 0
    assert _state(folder) == ("previewed", 0)
    assert _run(folder, "apply") == 0
    after = _table_counts(folder)
    assert (after["catalogue_demand"], after["foundation_issuednumber"]) == (ROWS, ROWS)
    assert after["foundation_importrow"] == 0
    assert _state(folder) == ("applied", ROWS)
