"""Excel, CSV, JSON, Atom and DCAT of an edition."""

import csv
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from python_calamine import CalamineWorkbook

from qiao.reports.rendering.catalog_dcat import render_dcat
from qiao.reports.rendering.data_json import render_json
from qiao.reports.rendering.document import Column, EditionDocument, UnusableDocument
from qiao.reports.rendering.feed_atom import render_atom
from qiao.reports.rendering.publication import PublicationSite, PublishedEdition, PublishedFile
from qiao.reports.rendering.table_csv import render_csv
from qiao.reports.rendering.table_xlsx import CELL_LIMIT, TRUNCATED, render_xlsx
from tests.reports.sample_edition import item_of, sample_edition

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = PublicationSite(
    title="江海示范区清单（示例）",
    publisher="江海示范区管理办公室（示例）",
    home_url="https://qiao.example.org/editions",
    feed_url="https://qiao.example.org/editions.atom",
    files_url="https://qiao.example.org/files/",
    established_on="2026",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
)
PDF = PublishedFile("XQ-2026-01.pdf", "application/pdf", 1234, "ab" * 32)


def published(**changes: object) -> PublishedEdition:
    return PublishedEdition(sample_edition(**changes), (PDF,))


@pytest.fixture(scope="module")
def book(edition: EditionDocument) -> Any:
    return openpyxl.load_workbook(BytesIO(render_xlsx(edition)[0]))


def test_the_workbook_has_the_list_the_changes_and_the_notes(book: Any, edition: EditionDocument) -> None:
    assert book.sheetnames == ["清单", "变化", "说明"]
    sheet = book["清单"]
    assert sheet["A1"].value.startswith(edition.title)
    assert [cell.value for cell in sheet[3]] == ["序号", "编号", *(column.heading for column in edition.columns)]
    assert [sheet.cell(row, 2).value for row in range(4, 34)] == [item.code for item in edition.items]
    assert sheet["H4"].value == 280
    assert sheet["J4"].value.date() == date(2026, 12, 31)
    assert [cell.value for cell in book["变化"][5]] == [
        "变更", edition.items[1].code, "车规级功率模块双面散热封装", "预算（万元）、截止日期",
    ]  # fmt: skip
    notes = {row[0].value: row[1].value for row in book["说明"].iter_rows()}
    assert notes["摘要（SHA-256）"] == edition.digest
    assert notes["状态"] == "有效"


def test_the_workbook_prints_on_a4_with_its_head_on_every_page(book: Any) -> None:
    sheet = book["清单"]
    assert sheet.freeze_panes == "C4"
    assert sheet.auto_filter.ref == "A3:J33"
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0, "as many pages as it takes, one page wide"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet["F4"].alignment.wrap_text
    # 48 characters of content in a cell of about 14 take four lines; 14 pt each.
    assert sheet.row_dimensions[4].height >= 4 * 14


def test_a_list_of_more_than_ten_columns_prints_on_two_sheets_across_that_begin_alike() -> None:
    columns = tuple(Column(f"c{number}", f"列{number}", 20) for number in range(9))
    sheet = workbook(columns=columns, changes=None, items=())["清单"]
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (2, 0)
    assert sheet.print_title_cols == "$A:$C"
    # Of 218 mm and the repeated 58 mm, each sheet takes 138: 11 + 27 + 5 × 20.
    assert sorted(str(found) for found in sheet.merged_cells.ranges) == ["A1:G1", "A2:G2"]
    narrow = workbook(columns=columns[:8], changes=None, items=())["清单"]
    assert narrow.page_setup.fitToWidth in (1, None)
    assert narrow.print_title_cols is None


def test_a_printed_workbook_is_marked_at_the_head_of_every_page() -> None:
    marked = workbook(withdrawn_on=date(2026, 6, 1), withdrawal_reason="数据有误")
    assert [sheet.oddHeader.left.text for sheet in marked] == ["（示例数据）已撤回（2026年6月1日）"] * 3
    assert [sheet.oddHeader.left.text for sheet in workbook(is_example=False)] == [None] * 3


def workbook(**changes: object) -> Any:
    return openpyxl.load_workbook(BytesIO(render_xlsx(sample_edition(**changes))[0]))


def test_the_workbook_says_first_unchanged_and_withdrawn() -> None:
    def title(sheet: str, cell: str, **changes: object) -> str:
        content = render_xlsx(sample_edition(**changes))[0]
        return str(openpyxl.load_workbook(BytesIO(content))[sheet][cell].value)

    assert "首期" in title("变化", "A1", changes=None, previous_number=None)
    assert "没有变化" in title("变化", "A1", changes=())
    withdrawn = title("清单", "A2", withdrawn_on=date(2026, 6, 1), withdrawal_reason="数据有误")
    assert withdrawn == "已撤回（2026年6月1日）：数据有误"


def test_another_reader_sees_the_same_rows(edition: EditionDocument) -> None:
    rows = CalamineWorkbook.from_filelike(BytesIO(render_xlsx(edition)[0])).get_sheet_by_name("清单").to_python()
    assert rows[3][1:3] == ["XQ202610001", "锂电池极片表面缺陷在线检测"]
    assert len(rows) == 33


def test_a_cell_beyond_the_limit_of_excel_is_cut_visibly() -> None:
    document = sample_edition(items=(item_of(1, "XQ1", {"name": "长" * 40_000}),))
    content, warnings = render_xlsx(document)
    value = openpyxl.load_workbook(BytesIO(content))["清单"]["C4"].value
    assert len(value) == CELL_LIMIT
    assert value.endswith(TRUNCATED)
    assert [(warning.code, warning.detail) for warning in warnings] == [("cell_truncated", "清单!C4")]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "＝", "\r="])
def test_csv_text_never_starts_a_formula(start: str) -> None:
    document = sample_edition(items=(item_of(1, "XQ1", {"name": f"{start}cmd()"}),))
    content, _ = render_csv(document)
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[1][2].startswith("'")


def test_csv_opens_as_chinese_and_keeps_numbers(edition: EditionDocument) -> None:
    content, warnings = render_csv(edition)
    assert warnings == ()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))
    assert len(rows) == 31
    assert rows[1][7] == "280"
    assert all(len(row) == 11 for row in rows)
    loss = replace(edition, items=(item_of(1, "XQ1", {"budget_fen": -5_000_000}),))
    assert ",-5," in render_csv(loss)[0].decode()


def test_every_csv_row_says_whether_its_edition_is_in_force(edition: EditionDocument) -> None:
    def states(document: EditionDocument) -> list[str]:
        return [row[-1] for row in csv.reader(StringIO(render_csv(document)[0].decode("utf-8-sig"), newline=""))]

    assert states(edition) == ["清单状态", *["有效"] * 30]
    withdrawn = replace(edition, withdrawn_on=date(2026, 6, 1), withdrawal_reason="数据有误")
    assert states(withdrawn) == ["清单状态", *["已撤回 2026-06-01"] * 30]


def test_without_a_public_page_no_data_file_names_an_address() -> None:
    document = sample_edition(verification_url="")
    book = openpyxl.load_workbook(BytesIO(render_xlsx(document)[0]))
    labels = {row[0].value: row[1].value for row in book["说明"].iter_rows()}
    assert "核验地址" not in labels
    assert labels["摘要（SHA-256）"] == document.digest
    data = json.loads(render_json(document))
    assert data["verification_url"] is None
    assert data["digest"] == document.digest


def test_feed_and_catalogue_of_an_edition_without_a_page_point_to_the_list_of_editions() -> None:
    one = published(verification_url="")
    (link,) = ET.fromstring(render_atom(SITE, [one])[0]).findall(f"{ATOM}entry/{ATOM}link[@rel='alternate']")
    assert link.get("href") == SITE.home_url
    (dataset,) = json.loads(render_dcat(SITE, [one]))["dcat:dataset"]
    assert dataset["dcat:landingPage"] == {"@id": SITE.home_url}


def test_json_carries_exact_values_and_only_declared_columns() -> None:
    values = {"name": "甲", "budget_fen": 123_456, "contact_phone": "13800000000"}
    data = json.loads(render_json(sample_edition(items=(item_of(1, "XQ1", values),))))
    assert data["schema"] == "qiao.edition/1"
    assert list(data)[:4] == ["schema", "number", "kind", "title"]
    assert data["items"][0]["values"]["budget_fen"] == 123_456
    assert "contact_phone" not in data["items"][0]["values"]
    assert data["changes"][1]["fields"] == ["budget_fen", "deadline_on"]
    assert data["withdrawn"] is None


def test_json_does_not_depend_on_the_key_order_of_the_database() -> None:
    one = item_of(1, "XQ1", {"name": "甲", "indicators": [{"name": "a", "unit": "b"}]})
    other = replace(one, values={"indicators": [{"unit": "b", "name": "a"}], "name": "甲"})
    assert render_json(sample_edition(items=(one,))) == render_json(sample_edition(items=(other,)))


def test_the_feed_is_valid_and_ids_survive_a_withdrawal() -> None:
    withdrawn = published(withdrawn_on=date(2026, 6, 1), withdrawal_reason="数据有误")
    feeds = [ET.fromstring(render_atom(SITE, [one])[0]) for one in (published(), withdrawn)]
    for feed in feeds:
        for parent in (feed, *feed.findall(f"{ATOM}entry")):
            assert all(len(parent.findall(f"{ATOM}{name}")) == 1 for name in ("id", "title", "updated"))
            stamp = parent.findtext(f"{ATOM}updated") or ""
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00", stamp)
    ids = {feed.findtext(f"{ATOM}entry/{ATOM}id") for feed in feeds}
    assert ids == {"tag:qiao.example.org,2026:editions/XQ-2026-01"}
    assert feeds[1].findtext(f"{ATOM}entry/{ATOM}updated") == "2026-06-01T00:00:00+08:00"
    assert "已撤回" in (feeds[1].findtext(f"{ATOM}entry/{ATOM}title") or "")
    enclosure = feeds[0].find(f"{ATOM}entry/{ATOM}link[@rel='enclosure']")
    assert enclosure is not None
    assert (enclosure.get("length"), enclosure.get("type")) == ("1234", "application/pdf")


def test_the_feed_is_newest_first_and_may_be_empty() -> None:
    newer = published(number="XQ-2026-02", issued_on=date(2026, 7, 1))
    feed = ET.fromstring(render_atom(SITE, [published(), newer])[0])
    ids = [str(entry.findtext(f"{ATOM}id")) for entry in feed.findall(f"{ATOM}entry")]
    assert [one.rsplit("/")[-1] for one in ids] == ["XQ-2026-02", "XQ-2026-01"]
    assert ET.fromstring(render_atom(SITE, [])[0]).findtext(f"{ATOM}updated") == "2026-01-01T00:00:00+08:00"


def test_the_catalogue_describes_every_file() -> None:
    first = published(number="XQ-2025-04", issued_on=date(2025, 11, 3), previous_number=None)
    catalogue = json.loads(render_dcat(SITE, [published(), first]))
    assert catalogue["@type"] == "dcat:Catalog"
    assert [one["dct:identifier"] for one in catalogue["dcat:dataset"]] == ["XQ-2025-04", "XQ-2026-01"]
    latest = catalogue["dcat:dataset"][1]
    assert latest["dcat:previousVersion"]["@id"] == catalogue["dcat:dataset"][0]["@id"]
    file = latest["dcat:distribution"][0]
    assert file["dcat:byteSize"] == {"@type": "xsd:nonNegativeInteger", "@value": "1234"}
    assert file["dcat:mediaType"]["@id"].endswith("media-types/application/pdf")
    assert file["spdx:checksum"]["spdx:checksumValue"]["@value"] == "ab" * 32
    assert file["dcat:downloadURL"]["@id"] == "https://qiao.example.org/files/XQ-2026-01/XQ-2026-01.pdf"
    assert prefixes(catalogue["dcat:dataset"]) <= set(catalogue["@context"])


def prefixes(node: Any) -> set[str]:
    """The vocabularies that keys, types and terms of a JSON-LD tree name."""
    if isinstance(node, list):
        return set().union(*map(prefixes, node))
    if not isinstance(node, dict):
        return set()
    names = [key for key in node if not key.startswith("@")] + [node[key] for key in ("@type",) if key in node]
    return {name.partition(":")[0] for name in names}.union(*map(prefixes, node.values()))


def test_a_site_needs_real_addresses() -> None:
    with pytest.raises(UnusableDocument, match="feed_url"):
        replace(SITE, feed_url="ftp://example.org/feed")
