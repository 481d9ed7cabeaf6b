"""What we write opens as text and reads back the same."""

import csv
import tempfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qiao.foundation.tabular.reading import read_tables
from qiao.foundation.tabular.tables import SourceKind
from qiao.foundation.tabular.writing import (
    AnnotatedSheet,
    annotated_suffix,
    guarded,
    unguarded,
    write_annotated,
    write_csv,
    write_xlsx,
)

HEADERS = ("外部编号", "成果名称", "备注")
# Left out is what neither XML nor a text file carries: surrogates, U+FFFE, U+FFFF, controls.
CELLS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff\ufeff"), max_size=20
) | st.sampled_from(["=1+1", "+86", "-5", "@x", "'=x", "''-y", "a\nb", "_x0041_", "\tx", " x ", '"', "1E+20"])
# The first cell is filled: a blank row is skipped.
ROWS = st.lists(st.tuples(st.just("CG"), CELLS, CELLS), min_size=1, max_size=8)


def shown(row: tuple[str, ...]) -> tuple[str, ...]:
    """Trailing blank cells are ignored by every reader."""
    values = list(row)
    while values and not values[-1].strip():
        values.pop()
    return tuple(values) + ("",) * (len(HEADERS) - len(values))


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_text_survives_excel_and_csv(rows: list[tuple[str, str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        book, text = Path(folder, "a.xlsx"), Path(folder, "a.csv")
        write_xlsx(book, [("成果", HEADERS, rows)])
        write_csv(text, HEADERS, rows)
        for path in (book, text):
            (table,) = read_tables(path, known_headers=HEADERS).tables
            assert table.headers == HEADERS
            read = list(table.rows)
            assert [row.values for row in read] == [shown(row) for row in rows]
            assert not any(row.formula_columns for row in read)


def test_excel_cells_are_text_without_formulas_or_links(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(path, [("成果", HEADERS, [("=cmd|' /C calc'!A0", "https://example.org", "110105194912310021")])])
    sheet = openpyxl.load_workbook(path)["成果"]
    assert [cell.data_type for cell in sheet[2]] == ["s", "s", "s"]
    assert [cell.hyperlink for cell in sheet[2]] == [None, None, None]
    assert sheet.freeze_panes == "A2"


def test_sheet_names_are_made_acceptable_and_distinct(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    names = ["成果/需求?", "很长" * 20, "很长" * 20, "", "Data", "data"]
    write_xlsx(path, [(name, HEADERS, []) for name in names])
    written = openpyxl.load_workbook(path).sheetnames
    assert written == ["成果 需求", ("很长" * 20)[:31], ("很长" * 20)[:29] + " 2", "Sheet", "Data", "data 2"]


def test_a_cell_too_long_for_excel_is_an_error_and_not_cut_off(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="row 2, column 3"):
        write_xlsx(tmp_path / "a.xlsx", [("成果", HEADERS, [("1", "2", "长" * 32_768)])])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd", "'+cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=x", "'\t=x"),
        ("\r=x", "'\r=x"),
        ("-2+3", "'-2+3"),
        ("-2.5", "-2.5"),
        ("+15%", "+15%"),
        ("+86-25-1234", "'+86-25-1234"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_csv_guard(text: str, expected: str) -> None:
    assert guarded(text) == expected


@given(st.text(st.sampled_from("'=+-@\t\r\n1.%a")))
def test_guard_can_be_undone_and_stops_every_formula(text: str) -> None:
    assert unguarded(guarded(text)) == text
    harmless = guarded(text)
    assert not harmless.startswith(("=", "@", "\t", "\r", "\n"))
    if harmless.startswith(("+", "-")):
        float(harmless.rstrip("%"))  # raises ValueError unless it is a plain number


def test_csv_opens_in_excel_as_utf8(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_csv(path, HEADERS, [("1", "钙钛矿", "=x")])
    assert path.read_bytes() == "\ufeff外部编号,成果名称,备注\r\n1,钙钛矿,'=x\r\n".encode()


SHEETS = (
    AnnotatedSheet("新材料", HEADERS, "错误", [(("1", "名称"), "备注不能为空"), (("2", "b", "c", "多余"), "列太多")]),
)


@pytest.mark.parametrize("kind", list(SourceKind))
def test_bad_rows_come_back_with_their_errors(tmp_path: Path, kind: SourceKind) -> None:
    path = tmp_path / ("errors" + annotated_suffix(kind))
    write_annotated(path, kind, SHEETS)
    workbook = read_tables(path, known_headers=HEADERS)
    (table,) = workbook.tables
    assert workbook.kind is (SourceKind.CSV if kind is SourceKind.CSV else SourceKind.XLSX)
    assert table.headers == (*HEADERS, "错误")
    assert [row.values for row in table.rows] == [
        ("1", "名称", "", "备注不能为空"),
        ("2", "b", "c", "列太多", "多余"),
    ]


def test_a_csv_file_cannot_hold_two_tables(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="exactly one table"):
        write_annotated(tmp_path / "a.csv", SourceKind.CSV, SHEETS * 2)


def test_written_csv_is_read_by_others(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_csv(path, HEADERS, [('说"好"', "两\n行", "a,b")])
    with path.open(encoding="utf-8-sig", newline="") as stream:
        assert list(csv.reader(stream))[1] == ['说"好"', "两\n行", "a,b"]
