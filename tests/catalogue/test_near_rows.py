"""Rows of lists that repeat a record or another row: a note in the preview, never a fault."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from qiao.catalogue.intake.near_pairs import RowSketches
from qiao.catalogue.models import Demand, TextKey
from qiao.foundation.intake.summary import summary_of
from qiao.foundation.models import ImportBatch
from tests.catalogue.intake_story import DEMAND_HEADERS, DEMAND_ROWS, applied, counts, csv_file, imported, previewed

pytestmark = pytest.mark.django_db
LONG = "高压铸造铝件壁厚2.5毫米处气孔率为8%，目标低于2%，需在现有1600吨压铸机上改造，保持节拍不变。"
FIRST = ("E1", "铸件气孔率下降", "云桥铸造有限公司", LONG, "", "", "", "公开")
AGAIN = ("E2", "铸件气孔率再下降", "江海压铸有限公司", LONG.replace("1600吨", "2500吨"), "", "", "", "公开")


def near_notes(batch: ImportBatch) -> list[tuple[str, Any]]:
    return [(code, params) for code, params in batch.notes if code.startswith("near_duplicate")]


def test_a_row_that_repeats_a_record_is_pointed_out_and_taken(tmp_path: Path, now: datetime) -> None:
    imported(csv_file(tmp_path / "a.csv", DEMAND_HEADERS, [FIRST]), now)
    kept = Demand.objects.get()
    batch = previewed(csv_file(tmp_path / "b.csv", DEMAND_HEADERS, [DEMAND_ROWS[1], AGAIN]), now, source="别处")
    assert counts(batch) == (2, 0, 0, 0)
    (number, note) = near_notes(batch)
    assert number == ("near_duplicates", {"number": 1})
    assert (note[0], note[1]["row"], note[1]["other"]) == ("near_duplicate_record", 3, f"#{kept.pk}")
    assert 60 <= note[1]["share"] < 100
    done = applied(batch, now)
    assert counts(done) == (2, 0, 0, 0)
    assert any("3" in words and f"#{kept.pk}" in words for words in summary_of(done).notes)


def test_a_row_that_repeats_another_row_names_it(tmp_path: Path, now: datetime) -> None:
    rows = [FIRST, *DEMAND_ROWS[1:], AGAIN]
    batch = previewed(csv_file(tmp_path / "a.csv", DEMAND_HEADERS, rows), now)
    assert [(code, params.get("row"), params.get("other")) for code, params in near_notes(batch)] == [
        ("near_duplicates", None, None),
        ("near_duplicate_row", 5, 2),
    ]


def test_a_corrected_row_is_not_called_a_repetition_of_its_own_record(tmp_path: Path, now: datetime) -> None:
    imported(csv_file(tmp_path / "a.csv", DEMAND_HEADERS, [FIRST]), now)
    corrected = ("E1", *AGAIN[1:])
    batch = previewed(csv_file(tmp_path / "b.csv", DEMAND_HEADERS, [corrected]), now)
    assert (counts(batch), near_notes(batch)) == ((0, 1, 0, 0), [])
    before = set(TextKey.objects.values_list("key", flat=True))
    applied(batch, now)
    after = set(TextKey.objects.values_list("key", flat=True))
    assert before & after, "most of the text is the same"
    assert before - after, "the changed words are no longer found"


def test_a_hidden_record_is_not_named_to_the_one_who_imports(tmp_path: Path, now: datetime) -> None:
    imported(csv_file(tmp_path / "a.csv", DEMAND_HEADERS, [FIRST]), now)
    Demand.objects.update(zone_code="NB", state="submitted")
    batch = previewed(csv_file(tmp_path / "b.csv", DEMAND_HEADERS, [AGAIN]), now, source="别处")
    (_, (code, params)) = near_notes(batch)
    assert (code, set(params)) == ("near_duplicate_hidden", {"row", "sheet", "row_id"})


def test_an_unlike_list_has_no_notes(tmp_path: Path, now: datetime) -> None:
    assert near_notes(previewed(csv_file(tmp_path / "a.csv", DEMAND_HEADERS, DEMAND_ROWS), now)) == []


def test_a_text_repeated_a_thousand_times_gives_few_pairs() -> None:
    sketches = RowSketches()
    for row in range(1, 1_001):
        sketches.add(row, (7, 8, 9))
    pairs = sketches.pairs()
    assert len(pairs) < 2_000
    assert all(one < other for one, other in pairs)
    assert {other for _, other in pairs} == set(range(2, 1_001)), "every later row is compared with an earlier one"
    assert len(sketches.pairs(10)) == 10
    assert RowSketches().pairs() == []
