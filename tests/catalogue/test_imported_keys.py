"""Which record an imported number became: an alteration behind the platform's back is named."""

from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection

from qiao.catalogue.models import Demand
from qiao.foundation.models import ImportedKey
from qiao.foundation.record_verification import verify_records
from qiao.foundation.register_verification import verify_imported_keys
from tests.catalogue.intake_story import DEMAND_HEADERS, DEMAND_ROWS, csv_file, imported

pytestmark = pytest.mark.django_db
TABLE = "foundation_importedkey"


def _sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount == 1


def _named() -> list[tuple[str, str]]:
    return [(finding.kind, finding.label) for finding in verify_imported_keys()]


@pytest.fixture
def first(tmp_path: Path, now: datetime) -> ImportedKey:
    imported(csv_file(tmp_path / "demands.csv", DEMAND_HEADERS, DEMAND_ROWS), now)
    assert _named() == [] == list(verify_records())
    return ImportedKey.objects.get(external_number="D1")


def test_a_key_that_names_another_record_is_named(first: ImportedKey) -> None:
    other = Demand.objects.get(external_number="D2")
    _sql(f"UPDATE {TABLE} SET object_id = {other.pk} WHERE id = {first.pk}")
    assert ("imported_key_astray", "catalogue.demand D1") in _named()


def test_a_key_that_names_no_record_is_named(first: ImportedKey) -> None:
    _sql(f"UPDATE {TABLE} SET object_id = 4711 WHERE id = {first.pk}")
    assert _named() == [("imported_key_astray", "catalogue.demand D1")]


def test_a_key_with_another_number_is_named(first: ImportedKey) -> None:
    _sql(f"UPDATE {TABLE} SET external_number = 'D9' WHERE id = {first.pk}")
    assert _named() == [("imported_key_astray", "catalogue.demand D9")]


def test_of_records_without_a_number_two_keys_of_one_are_named(tmp_path: Path, now: datetime) -> None:
    imported(csv_file(tmp_path / "a.csv", ("需求名称", "需求单位"), [("降噪", "甲厂"), ("降噪", "乙厂")]), now)
    assert _named() == []
    one, other = ImportedKey.objects.order_by("pk")
    _sql(f"UPDATE {TABLE} SET object_id = {one.object_id} WHERE id = {other.pk}")
    assert _named() == [("imported_key_astray", f"catalogue.demand {other.external_number}")]
