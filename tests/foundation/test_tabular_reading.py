"""Good files: the text a person sees, in the row where they see it."""

import itertools
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from qiao.foundation.tabular.limits import Limits
from qiao.foundation.tabular.reading import read_tables
from qiao.foundation.tabular.refusals import FileRefused
from qiao.foundation.tabular.tables import SourceKind, SourceRow, SourceTable
from tests.foundation.tabular_files import (
    CSV_TEXT,
    HEADERS,
    ROW,
    biff_error,
    biff_formula,
    biff_header,
    biff_number,
    biff_text,
    header_xml,
    row_xml,
    sheet_xml,
    text_cell,
    write_parts,
    write_workbook,
    xls_file,
    xlsx_parts,
)


def only_table(path: Path, known: tuple[str, ...] = HEADERS) -> SourceTable:
    (table,) = read_tables(path, known_headers=known).tables
    return table


def saved(path: Path, *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_files_in_all_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "成果.xls"
    path.write_bytes(CSV_TEXT.replace(",", delimiter).encode(encoding))
    workbook = read_tables(path, known_headers=HEADERS)
    assert workbook.kind is SourceKind.CSV
    assert workbook.tables[0].headers == HEADERS
    assert [row.values for row in workbook.tables[0].rows] == [ROW]


def test_rare_characters_of_gb18030(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("外部编号,成果名称\n1,𠮷野㐂堃\n".encode("gb18030"))
    assert next(iter(only_table(path).rows)).values == ("1", "𠮷野㐂堃")


def test_csv_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        '成果清单,,\n外部编号,成果名称,持有单位\n1,"两行\n名称",甲\n\n,,\n2,"他说""好""",乙,,\n',
        encoding="utf-8",
    )
    table = only_table(path)
    assert table.header_row_number == 2
    assert [(row.number, row.values) for row in table.rows] == [
        (3, ("1", "两行\n名称", "甲")),
        (6, ("2", '他说"好"', "乙")),
    ]


def test_formulas_in_a_text_file_are_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('外部编号,成果名称,持有单位\n=1+1,@SUM(A1),"-5"\n+86,x,\n', encoding="utf-8")
    rows = list(only_table(path).rows)
    assert [row.values for row in rows] == [("=1+1", "@SUM(A1)", "-5"), ("+86", "x", "")]
    assert not any(row.formula_columns for row in rows)


def test_content_beside_the_headers_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(CSV_TEXT + "CG-002,名称,单位,多出来的\n", encoding="utf-8")
    assert list(only_table(path).rows)[1].values == ("CG-002", "名称", "单位", "多出来的")


def test_a_long_text_file_is_read_lazily(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8") as stream:
        stream.write("外部编号,成果名称\n")
        stream.writelines(f"CG-{n:06d},名称{n}\n" for n in range(100_000))
        # Reading this last row is refused; rows before it were given all the same.
        stream.write("x," + "长" * 32_768)
    rows = iter(only_table(path).rows)
    assert [row.values[0] for row in itertools.islice(rows, 100_000)] == [f"CG-{n:06d}" for n in range(100_000)]
    with pytest.raises(FileRefused) as caught:
        next(rows)
    assert caught.value.params["row"] == 100_002


def test_rows_can_be_iterated_again(tmp_path: Path) -> None:
    for path in (tmp_path / "a.csv", write_workbook(tmp_path / "a.xlsx", sheet_xml())):
        if path.suffix == ".csv":
            path.write_text(CSV_TEXT, encoding="utf-8")
        rows = only_table(path).rows
        assert list(rows) == list(rows) != []


def test_excel_values_read_as_a_person_sees_them(tmp_path: Path) -> None:
    path = saved(
        tmp_path / "a.xlsx",
        HEADERS,
        (1.0, 0.1, -2.50),
        (date(2026, 3, 1), datetime.fromisoformat("2026-03-01T09:30:00"), None),
        (True, False, 12_345_678_901),
        (0.1 + 0.2, 1e-7, 123_456_789_012_345),
    )
    assert [row.values for row in only_table(path).rows] == [
        ("1", "0.1", "-2.5"),
        ("2026-03-01", "2026-03-01 09:30:00", ""),
        ("TRUE", "FALSE", "12345678901"),
        ("0.3", "0.0000001", "123456789012345"),
    ]


def test_chinese_date_formats(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADERS)
    for column, number_format in enumerate(('yyyy"年"m"月"d"日"', "[$-804]yyyy年m月d日;@", "yyyy/m/d"), start=1):
        book.active.cell(2, column, date(2026, 10, 31)).number_format = number_format
    book.save(tmp_path / "a.xlsx")
    assert next(iter(only_table(tmp_path / "a.xlsx").rows)).values == ("2026-10-31",) * 3


def test_long_digits_are_exact_as_text_and_reported_as_numbers(tmp_path: Path) -> None:
    identity, credit_code = "110105194912310021", "91110000MA0000000X"
    path = saved(tmp_path / "a.xlsx", HEADERS, (identity, credit_code, int(identity)))
    (row,) = only_table(path).rows
    assert row.values[:2] == (identity, credit_code)
    assert row.imprecise_columns == {2}
    # A spreadsheet keeps 15 digits; the length stays, so that the loss can be seen.
    assert row.values[2][:15] == identity[:15]
    assert len(row.values[2]) == 18


def test_digits_lost_when_a_csv_was_saved_are_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("外部编号,成果名称\n1.10105E+17,合金\n1E5,E+17\n", encoding="utf-8")
    rows = list(only_table(path).rows)
    assert [(row.values, row.imprecise_columns) for row in rows] == [
        (("1.10105E+17", "合金"), {0}),
        (("1E5", "E+17"), frozenset()),
    ]


def test_formula_cells_are_text_and_listed(tmp_path: Path) -> None:
    cached = '<c r="B2" t="str"><f>"a"&amp;A1</f><v>伪造的结果</v></c>'
    shared = '<c r="C2"><f t="shared" si="0"/><v>7</v></c>'
    error = '<c r="A3" t="e"><v>#N/A</v></c>'
    beyond = '<c r="E3"><f>1+1</f><v>2</v></c>'
    rows = header_xml() + row_xml(2, text_cell("A2", "x"), cached, shared) + row_xml(3, error, beyond)
    path = write_workbook(tmp_path / "a.xlsx", sheet_xml(rows))
    assert list(only_table(path).rows) == [
        SourceRow("表1", 2, ("x", '="a"&A1', "=…"), frozenset({1, 2})),
        SourceRow("表1", 3, ("#N/A", "", "", "", "=1+1"), frozenset({4})),
    ]


def test_formulas_in_a_prefixed_namespace_are_found(tmp_path: Path) -> None:
    sheet = sheet_xml(header_xml() + '<row><c r="A2"><f>1+1</f><v>2</v></c></row>')
    for name in ("worksheet", "sheetData", "row", "c", "f", "v", "is", "t"):
        sheet = sheet.replace(f"<{name}>", f"<x:{name}>").replace(f"<{name} ", f"<x:{name} ")
        sheet = sheet.replace(f"</{name}>", f"</x:{name}>")
    path = write_workbook(tmp_path / "a.xlsx", sheet.replace("xmlns=", "xmlns:x="))
    (row,) = only_table(path).rows
    assert (row.values[0], row.formula_columns) == ("=1+1", {0})


def test_cells_without_a_name_follow_the_one_before(tmp_path: Path) -> None:
    nameless = "<c><f>1+1</f><v>2</v></c>"
    rows = "".join(row_xml(n, text_cell(f"A{n}", "x"), text_cell(f"B{n}", "y"), nameless) for n in (2, 3))
    path = write_workbook(tmp_path / "a.xlsx", sheet_xml(header_xml().replace("C1", "D1") + rows))
    assert [row.values for row in only_table(path).rows] == [("x", "y", "=1+1", "")] * 2
    with pytest.raises(FileRefused) as caught:
        read_tables(write_workbook(path, sheet_xml(header_xml() + rows + rows)), Limits(columns=2), HEADERS)
    assert (caught.value.code, caught.value.params["column"]) == ("too_many_columns", "C")


def test_every_one_of_many_formulas_is_found(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", HEADERS, *((n, f"=A{n}*2", "x") for n in range(2, 5_002)))
    rows = list(only_table(path).rows)
    assert [row.values[1] for row in rows] == [f"=A{n}*2" for n in range(2, 5_002)]
    assert {row.formula_columns for row in rows} == {frozenset({1})}


def test_sheets_title_rows_and_notes(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first = book.active
    first.title = "新材料"
    first.append(["江海示范区科技成果清单（示例）"])
    first.merge_cells("A1:C1")
    first.append(["填报日期：2026年3月"])
    first.append(["*外部编号", "成果 名称", "持有单位"])
    first.append(ROW)
    first.merge_cells("C4:C5")
    second = book.create_sheet("电子信息")
    second["B3"], second["C3"] = HEADERS[:2]
    second["B5"], second["C5"] = "DZ-1", "毫米波天线"
    book.create_sheet("旧数据").append(HEADERS)
    book["旧数据"].sheet_state = "hidden"
    book.create_sheet("填写说明").append(["请按模板填写"])
    book.create_sheet("空表")
    book.save(tmp_path / "a.xlsx")

    workbook = read_tables(tmp_path / "a.xlsx", known_headers=HEADERS)
    assert [(t.sheet, t.header_row_number, t.headers) for t in workbook.tables] == [
        ("新材料", 3, ("*外部编号", "成果 名称", "持有单位")),
        ("电子信息", 3, ("", "外部编号", "成果名称")),
    ]
    assert [list(table.rows) for table in workbook.tables] == [
        [SourceRow("新材料", 4, ROW)],
        [SourceRow("电子信息", 5, ("", "DZ-1", "毫米波天线"))],
    ]
    assert [(n.code, n.params["sheet"]) for n in workbook.notes] == [
        ("hidden_sheet", "旧数据"),
        ("empty_sheet", "空表"),
        ("merged_rows", "新材料"),
        ("sheet_without_header", "填写说明"),
    ]
    assert "C4:C5" in str(workbook.notes[2])


def test_external_links_are_reported_and_not_followed(tmp_path: Path) -> None:
    link = {"xl/externalLinks/externalLink1.xml": "<externalLink/>"}
    path = write_workbook(tmp_path / "a.xlsx", sheet_xml(), link)
    assert [note.code for note in read_tables(path, known_headers=HEADERS).notes] == ["external_links"]


def test_a_declared_size_of_the_whole_sheet_costs_nothing(tmp_path: Path) -> None:
    sheet = sheet_xml(before='<dimension ref="A1:XFD1048576"/>')
    assert len(list(only_table(write_workbook(tmp_path / "a.xlsx", sheet)).rows)) == 1


def test_old_workbook_with_formula_error_and_number(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        xls_file(
            biff_header(1)
            + biff_text(2, 0, "CG-001")
            + biff_number(2, 1, 3.0)
            + biff_formula(2, 2, 99.0)
            + biff_error(4, 0, 0x2A)
            + biff_number(4, 1, 110105194912310021)
        )
    )
    workbook = read_tables(path, known_headers=HEADERS)
    assert workbook.kind is SourceKind.XLS
    assert workbook.tables[0].header_row_number == 2
    assert list(workbook.tables[0].rows) == [
        SourceRow("表1", 3, ("CG-001", "3", "=…"), frozenset({2})),
        SourceRow("表1", 5, ("#N/A", "110105194912310020", ""), frozenset(), frozenset({1})),
    ]


def test_without_known_headers_the_first_row_with_two_cells_is_the_header(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", ("标题",), ("甲", "乙"), ("1", "2"))
    assert only_table(path, ()).header_row_number == 2


def test_rows_are_limited_over_all_sheets(tmp_path: Path) -> None:
    path = write_parts(tmp_path / "a.xlsx", xlsx_parts((sheet_xml(), sheet_xml())))
    assert len(read_tables(path, Limits(rows=4), HEADERS).tables) == 2
    with pytest.raises(FileRefused) as caught:
        read_tables(path, Limits(rows=3), HEADERS)
    assert (caught.value.code, caught.value.params["sheet"]) == ("too_many_rows", "表2")
