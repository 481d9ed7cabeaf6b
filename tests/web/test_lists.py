"""Lists: search, filter, order, paging, faulty input, export, the page of one record."""

import csv
import io
import re
from typing import Any

import pytest
from django.test import Client

from tests.web import zone_records as made
from tests.web.test_pages import text

BAD = (
    ({"page": "abc"}, "page = abc"),
    ({"page": "0"}, "page = 0"),
    ({"page": "-1"}, "page = -1"),
    ({"page": "9" * 40}, "page = 999"),
    ({"page": "１"}, "page = １"),
    ({"field": "x"}, "field = x"),
    ({"sort": "contact"}, "sort = contact"),
    ({"q": "长" * 101}, "q = 长"),
    ({"q": "一 " * 11}, "q = 一"),
    ({"q": "a\x00b"}, "control characters"),
)


def titles(page: str) -> list[str]:
    return re.findall(r'<h3><a [^>]*lang="zh-Hans">([^<]+)</a></h3><span', page)


@pytest.mark.parametrize("section", ["demands", "achievements", "scenarios"])
@pytest.mark.parametrize(("values", "named"), BAD)
def test_input_that_cannot_be_used_is_named_with_a_remedy(
    section: str, values: dict[str, str], named: str, english: Client, records: None
) -> None:
    for address in (f"/{section}/", f"/{section}/export.csv"):
        answer = english.get(address, values)
        page = text(answer)
        assert answer.status_code == 400
        assert named in page
        assert 'role="alert"' in page
        assert titles(page) == []


def test_unknown_values_of_an_address_are_ignored(english: Client, records: None) -> None:
    assert len(titles(text(english.get("/demands/", {"utm_source": "x"})))) == 2


def test_paging_walks_the_whole_list_once_and_ends(english: Client, zone: None) -> None:
    for number in range(1, 46):
        made.add_demand(number, title=f"需求{number:02d}")
    seen = []
    for page in ("1", "2", "3"):
        content = text(english.get("/demands/", {"page": page, "sort": "code", "field": "4"}))
        seen += titles(content)
        assert re.search(rf'<a class="page-link" aria-current="page"[^>]*>{page}</a>', content)
        assert ('rel="next"' in content) == (page != "3")
        assert ('rel="prev"' in content) == (page != "1")
        assert page == "3" or f"field=4&amp;sort=code&amp;page={int(page) + 1}" in content
    assert seen == [f"需求{number:02d}" for number in range(1, 46)]
    beyond = english.get("/demands/", {"page": "4"})
    assert beyond.status_code == 404
    assert "ends with page 3" in text(beyond)


def test_search_field_and_order(english: Client, zone: None) -> None:
    made.add_demand(1, title="甲气孔", field="4")
    made.add_demand(2, title="乙裂纹", content="裂纹", keywords=[], field="8")
    assert titles(text(english.get("/demands/"))) == ["乙裂纹", "甲气孔"]
    assert titles(text(english.get("/demands/", {"sort": "published_at"}))) == ["甲气孔", "乙裂纹"]
    assert titles(text(english.get("/demands/", {"field": "8"}))) == ["乙裂纹"]
    assert titles(text(english.get("/demands/", {"q": "甲"}))) == ["甲气孔"]
    assert titles(text(english.get("/demands/", {"q": "XQ202600002"}))) == ["乙裂纹"]
    nothing = text(english.get("/demands/", {"q": "没有"}))
    assert "No record fits" in nothing
    assert "export.csv" not in nothing


def test_what_people_type_is_shown_as_text(english: Client, records: None) -> None:
    page = text(english.get("/demands/", {"q": '"><b>x'}))
    assert "<b>x" not in page
    assert "&quot;&gt;&lt;b&gt;x" in page


def rows_of(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(answer))))


def test_export_holds_the_filtered_list_with_names_for_codes(english: Client, zone: None) -> None:
    made.add_demand(1, field="4")
    made.add_demand(2, field="8", title="=cmd|' /C calc'!A0")
    answer = english.get("/demands/export.csv", {"field": "8"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert re.fullmatch(r'attachment; filename="demands-\d{4}-\d\d-\d\d\.csv"', answer["Content-Disposition"])
    (row,) = rows_of(answer)
    assert row["Name"] == "'=cmd|' /C calc'!A0"
    assert row["Technical field"] == "Advanced manufacturing and automation"
    assert row["Technical indicators"] == "检出直径：0.8→0.3mm"
    assert row["Published on"] == "2026-06-01"
    assert row["Organisation"] == made.FIRM


def test_export_hides_the_unit_of_masked_records(english: Client, records: None) -> None:
    rows = {row["Number"]: row for row in rows_of(english.get("/achievements/export.csv"))}
    assert rows["CG202600002"]["Organisation"] == "某企业"
    assert (rows["CG202600002"]["Team"], rows["CG202600002"]["Contact"]) == ("", "")
    assert rows["CG202600001"]["Lowest price"] == "CNY 600,000"
    assert rows["CG202600001"]["Maturity (1–9)"] == "7 Pilot passed in the real setting"


def test_export_reads_beyond_one_piece(english: Client, zone: None) -> None:
    for number in range(1, 506):
        made.add_demand(number)
    codes = [row["Number"] for row in rows_of(english.get("/demands/export.csv", {"sort": "code"}))]
    assert codes == [f"XQ2026{number:05d}" for number in range(1, 506)]


def test_record_shows_facts_and_masks_the_unit(english: Client, records: None) -> None:
    shown = text(english.get("/demands/XQ202600001/"))
    for part in (made.FIRM, "检出直径", "CNY 1 to 5 million", "Joint development", "Jiangsu", "New materials"):
        assert part in shown
    masked = text(english.get("/demands/XQ202600002/"))
    assert "某企业" in masked
    assert "The unit stays unnamed" in masked


@pytest.mark.parametrize(
    "address", ["/demands/XQ209900001/", "/demands/CG202600001/", "/demands/%00/", "/demands/a b/"]
)
def test_unknown_numbers_are_not_found(address: str, english: Client, records: None) -> None:
    assert english.get(address).status_code == 404
