"""`qiao import`: what is taken, what comes back, what is refused, and the exit codes."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from qiao.catalogue.models import Demand
from qiao.foundation.models import AuditRow
from tests.console.office import GOOD, HEADERS, NAMELESS, as_json, done, office_list, qiao, table_of


def test_a_list_is_taken_once_and_found_the_same_afterwards(desk: Path) -> None:
    path = str(office_list(desk / "demands.xlsx"))
    first = as_json("import", "demands", path)
    assert (first["added"], first["bad"], first["state"]) == (2, 0, "applied")
    again = as_json("import", "demands", path)
    assert (again["added"], again["changed"], again["same"]) == (0, 0, 2)
    assert set(Demand.objects.values_list("external_number", "state")) == {("D1", "published"), ("D2", "published")}


def test_bad_rows_come_back_are_corrected_and_belong_to_the_same_source(desk: Path) -> None:
    path = office_list(desk / "demands.xlsx", (*GOOD, NAMELESS))
    result = qiao("import", "demands", str(path))
    assert result.exit_code == 1
    assert "demands-bad-rows.xlsx" in result.stdout
    assert Demand.objects.count() == 2
    book = load_workbook("demands-bad-rows.xlsx")
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    title, error = rows[0].index("需求名称") + 1, rows[0].index("错误") + 1
    assert [row[0] for row in rows[1:]] == ["D3"]
    assert "需求名称" in str(rows[1][error - 1])
    book.worksheets[0].cell(2, title, "含氟废气吸收")
    book.save("demands-bad-rows.xlsx")
    corrected = as_json("import", "demands", "demands-bad-rows.xlsx")
    assert (corrected["added"], corrected["bad"], corrected["source"]) == (1, 0, "demands")
    full = office_list(desk / "demands.xlsx", (*GOOD, ("D3", "含氟废气吸收", *NAMELESS[2:])))
    assert as_json("import", "demands", str(full))["same"] == 3


def test_the_file_of_bad_rows_never_replaces_another(desk: Path) -> None:
    path = office_list(desk / "demands.xlsx", (NAMELESS,))
    Path("demands-bad-rows.xlsx").write_text("of somebody else")
    assert as_json("import", "demands", str(path), code=1)["bad_rows"] == "demands-bad-rows-2.xlsx"
    assert Path("demands-bad-rows.xlsx").read_text() == "of somebody else"
    assert qiao("import", "demands", str(path), "--bad-rows", str(path)).exit_code == 2


def test_all_or_nothing_takes_nothing_and_leaves_nothing_waiting(desk: Path) -> None:
    path = office_list(desk / "demands.xlsx", (*GOOD, NAMELESS))
    found = as_json("import", "demands", str(path), "--all-or-nothing", code=1)
    assert (found["bad"], found["state"]) == (1, "discarded")
    assert Demand.objects.count() == 0
    assert not AuditRow.objects.filter(action="catalogue.demand.admit").exists()
    office_list(path)
    assert as_json("import", "demands", str(path), "--all-or-nothing")["added"] == 2


def test_a_preview_changes_no_record(desk: Path) -> None:
    found = as_json("import", "demands", str(office_list(desk / "demands.xlsx")), "--preview")
    assert (found["added"], found["state"]) == (2, "previewed")
    assert Demand.objects.count() == 0


def test_drafts_enter_for_review(desk: Path) -> None:
    done("import", "demands", str(office_list(desk / "demands.xlsx")), "--draft")
    assert set(Demand.objects.values_list("state", flat=True)) == {"draft"}


def test_history_and_the_bad_rows_of_an_earlier_import(desk: Path) -> None:
    path = office_list(desk / "demands.xlsx", (*GOOD, NAMELESS))
    number = as_json("import", "demands", str(path), code=1)["importbatch_id"]
    (row,) = as_json("import", "history")
    assert (row["id"], row["list"], row["total"], row["added"], row["bad"]) == (number, "demands", 3, 2, 1)
    shown = as_json("import", "show", str(number), "--bad-rows", "again.xlsx")
    assert [(p["row"], p["column"], p["rule"]) for p in shown["problems"]] == [(6, "需求名称", "required")]
    assert load_workbook("again.xlsx").worksheets[0].max_row == 2
    assert qiao("import", "show", "999").exit_code == 1


def test_own_headers_are_mapped_and_remembered(desk: Path) -> None:
    path = table_of(desk / "own.xlsx", ("甲", "乙"), [("N1", "深海电缆接头密封")])
    refused = qiao("import", "demands", str(path))
    assert refused.exit_code == 1
    assert "甲" in refused.stderr
    Path("map.json").write_text(json.dumps({"甲": "external_number", "乙": "title"}), encoding="utf-8")
    assert as_json("import", "demands", str(path), "--mapping", "map.json")["added"] == 1
    assert as_json("import", "demands", str(path))["same"] == 1


@pytest.mark.parametrize(
    ("text", "code"), [("{", 1), ('["title"]', 1), ('{"甲": 1}', 1), ('{"甲": "nosuch", "乙": "title"}', 1)]
)
def test_a_mapping_that_cannot_be_used_is_refused_before_anything_is_kept(desk: Path, text: str, code: int) -> None:
    path = table_of(desk / "own.xlsx", ("甲", "乙"), [("N1", "深海电缆接头密封")])
    Path("map.json").write_text(text, encoding="utf-8")
    result = qiao("import", "demands", str(path), "--mapping", "map.json")
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.strip()
    assert as_json("import", "history") == []


@pytest.mark.parametrize("name", ["notice.pdf", "renamed.xlsx"])
def test_a_pdf_is_refused_by_its_content(desk: Path, name: str) -> None:
    Path(name).write_bytes(b"%PDF-1.7\n1 0 obj\n")
    result = qiao("import", "demands", name, "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "PDF" in result.stderr


def test_a_missing_column_is_named(desk: Path) -> None:
    path = office_list(desk / "demands.xlsx", [row[2:] for row in GOOD], HEADERS[2:])
    result = qiao("import", "demands", str(path))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "需求名称" in result.stderr
    assert "--mapping" in result.stderr
    assert "qiao template" in result.stderr
    assert Demand.objects.count() == 0


def test_a_mapping_may_name_headings_and_is_saved(desk: Path) -> None:
    path = table_of(desk / "own.xlsx", ("甲", "乙"), [("N1", "深海电缆接头密封")])
    Path("wrong.json").write_text(json.dumps({"甲": "需求名称"}), encoding="utf-8")
    Path("map.json").write_text(json.dumps({"甲": "外部编号", "乙": "需求名称"}), encoding="utf-8")
    assert as_json("import", "demands", str(path), "--mapping", "wrong.json", "--preview")["bad"] == 0
    assert as_json("import", "demands", str(path), "--mapping", "map.json")["added"] == 1
    assert as_json("import", "demands", str(path))["same"] == 1


def test_a_list_without_rows_and_a_classified_list_are_refused(desk: Path) -> None:
    empty = qiao("import", "demands", str(table_of(desk / "none.xlsx", ("外部编号", "需求名称"), [])))
    assert (empty.exit_code, empty.stdout) == (1, "")
    secret = table_of(desk / "d.xlsx", ("外部编号", "需求名称"), [("D1", "机密★5年 某型发动机")])
    result = qiao("import", "demands", str(secret))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "发动机" not in result.output
    assert [path.name for path in desk.glob("*bad-rows*")] == []
    assert as_json("import", "history") == []


def test_a_list_in_gb18030_is_read(desk: Path) -> None:
    rows = "\n".join(",".join(row) for row in (HEADERS, *GOOD))
    Path("demands.csv").write_bytes(rows.encode("gb18030"))
    assert as_json("import", "demands", "demands.csv")["added"] == 2
    assert Demand.objects.filter(title="高盐废水零排放").exists()


def test_a_template_can_be_filled_and_is_never_overwritten(desk: Path) -> None:
    done("template", "demands", "mine.xlsx")
    book = load_workbook("mine.xlsx")
    sheet = book.worksheets[0]
    headers = [str(cell.value).strip("*＊ ") for cell in sheet[1]]
    sheet.cell(2, headers.index("需求名称") + 1, "海上风机叶片除冰")
    book.save("mine.xlsx")
    assert qiao("template", "demands", "mine.xlsx").exit_code == 1
    assert as_json("import", "demands", "mine.xlsx")["added"] == 1
    assert qiao("template", "demands", "mine.xls").exit_code == 2
