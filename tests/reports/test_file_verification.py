"""Rows of published files: an alteration behind the platform's back is named."""

from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from qiao.foundation.immutability import guarded_tables, lift_statements
from qiao.foundation.register_verification import verify_stored_files
from qiao.reports.models import EditionFile
from qiao.reports.publication import publish_edition
from qiao.reports.verification import edition_file_uses, verify_edition_files
from tests.catalogue.edition_story import demand, issued, world

pytestmark = pytest.mark.django_db
NAME = "XQ-2026-01.csv"


def _named() -> list[tuple[str, str]]:
    found = [*verify_edition_files(), *verify_stored_files(edition_file_uses())]
    return sorted((one.kind, one.label) for one in found)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("size = size + 1", [("edition_file_altered", NAME)]),
        ("name = 'XQ-2026-01.txt'", [("stored_file_renamed", NAME)]),
        ("name = 'other.csv'", [("edition_file_altered", "other.csv"), ("stored_file_renamed", NAME)]),
        ("sha256 = 'abc'", [("edition_file_missing", NAME), ("stored_file_unlisted", NAME)]),
    ],
)
def test_an_altered_row_of_a_published_file_is_named(
    change: str, found: list[tuple[str, str]], now: datetime, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_FOLDER = tmp_path / "data"
    everybody = world(now)
    demand(everybody, now, 1)
    publish_edition(issued(everybody, now).pk, tmp_path, now)
    assert _named() == []
    table = EditionFile._meta.db_table
    with connection.cursor() as cursor:
        if table in guarded_tables():
            for statement in lift_statements(connection.vendor, table):
                cursor.execute(statement)
        cursor.execute(f"UPDATE {table} SET {change} WHERE name = %s", [NAME])
        assert cursor.rowcount == 1
    assert _named() == found
