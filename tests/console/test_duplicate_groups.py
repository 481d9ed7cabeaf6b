"""`qiao match duplicates`: groups of records that say nearly the same."""

from pathlib import Path

import pytest

from qiao.catalogue.models import Demand, TextKey
from tests.console.office import FOUND, GOOD, as_json, done, office_list

pytestmark = pytest.mark.django_db
AGAIN = ("D8", "铝合金薄板的焊接变形控制", "江海机械有限公司", "三毫米铝合金薄板焊接变形不超过0.6毫米", "")


def test_groups_are_listed_with_what_they_have_in_common(tmp_path: Path) -> None:
    done(*FOUND)
    for number, rows in enumerate([GOOD, [AGAIN]]):
        path = office_list(tmp_path / f"{number}.xlsx", rows)
        done("import", "demands", str(path), "--source", f"来源{number}")
    (group,) = as_json("match", "duplicates")
    assert [record["title"] for record in group["records"]] == [GOOD[0][1], AGAIN[1]]
    (pair,) = group["pairs"]
    assert pair["degree"] == "nearly"
    text = f"{GOOD[0][1]}\n{GOOD[0][3]}"
    assert "薄板" in "".join(text[slice(*passage["first"])] for passage in pair["passages"])
    said = done("match", "duplicates")
    assert AGAIN[2] in said


def test_records_without_keys_are_found_once_they_have_some(tmp_path: Path) -> None:
    done(*FOUND)
    path = office_list(tmp_path / "list.xlsx", [GOOD[0], AGAIN])
    done("import", "demands", str(path), "--source", "来源")
    TextKey.objects.all().delete()
    assert as_json("match", "duplicates") == []
    assert len(as_json("match", "duplicates", "--fill")) == 1
    assert len(as_json("match", "duplicates", "--refill")) == 1
    assert set(TextKey.objects.values_list("object_id", flat=True)) == set(Demand.objects.values_list("pk", flat=True))
