"""Writing tables that open safely: text stays text, and no cell is a formula."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from qiao.foundation.tabular.tables import SourceKind

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
GUARD = "'"
PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?%?")
# Characters XML cannot carry even when escaped; U+FFFD shows where one stood.
NOT_IN_XML = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
CELL_CHARACTERS = 32_767
NARROWEST, WIDEST = 8, 50
SHEET_NAME_CHARACTERS = 31
NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")

SheetContent = tuple[str, Sequence[str], Iterable[Sequence[str]]]


@dataclass(frozen=True)
class AnnotatedSheet:
    """Rows to give back with what is wrong in each; `error_heading` names the added last column."""

    name: str
    headers: Sequence[str]
    error_heading: str
    rows: Iterable[tuple[Sequence[str], str]]


def guarded(text: str) -> str:
    """The text for a .csv cell, with an apostrophe before what would run as a formula."""
    start = text.lstrip(GUARD)
    if start.startswith(FORMULA_STARTS) and not PLAIN_NUMBER.fullmatch(text):
        return GUARD + text
    return text


def unguarded(text: str) -> str:
    """The text before `guarded`; any other text is returned as it is."""
    if text.startswith(GUARD) and text.lstrip(GUARD).startswith(FORMULA_STARTS):
        return text[1:]
    return text


def write_xlsx(path: Path, sheets: Iterable[SheetContent]) -> None:
    """Write (name, headers, rows) sheets row by row; every cell is text, the header row stays in view.

    Raises ValueError for a cell beyond 32,767 characters: cutting it off would lose content.
    """
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(str(path), options) as workbook:
        heading = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        used: set[str] = set()
        for name, headers, rows in sheets:
            sheet = workbook.add_worksheet(_sheet_name(name, used))
            sheet.freeze_panes(1, 0)
            for column, header in enumerate(headers):
                sheet.set_column(column, column, _width(header))
            _write_row(sheet, 0, headers, heading)
            for number, row in enumerate(rows, start=1):
                _write_row(sheet, number, row, None)


def _write_row(sheet: "xlsxwriter.worksheet.Worksheet", number: int, row: Sequence[str], cell_format: object) -> None:
    for column, text in enumerate(row):
        if len(text) > CELL_CHARACTERS:
            raise ValueError(f"row {number + 1}, column {column + 1}: more than {CELL_CHARACTERS} characters")
        if text:
            sheet.write_string(number, column, NOT_IN_XML.sub("\ufffd", text), cell_format)


def _sheet_name(name: str, used: set[str]) -> str:
    """A name Excel accepts, distinct from those used before without regard to case."""
    plain = NOT_IN_SHEET_NAME.sub(" ", name).strip().strip("'")[:SHEET_NAME_CHARACTERS] or "Sheet"
    candidate, number = plain, 1
    while candidate.casefold() in used:
        number += 1
        ending = f" {number}"
        candidate = plain[: SHEET_NAME_CHARACTERS - len(ending)] + ending
    used.add(candidate.casefold())
    return candidate


def _width(header: str) -> int:
    """Column width in characters; a Chinese character is as wide as two."""
    shown = sum(1 if character.isascii() else 2 for character in header) + 4
    return max(NARROWEST, min(WIDEST, shown))


def write_csv(path: Path, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write UTF-8 with byte order mark and CRLF, as spreadsheet programs expect; formulas are guarded."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([guarded(header) for header in headers])
        for row in rows:
            writer.writerow([guarded(NOT_IN_XML.sub("\ufffd", text)) for text in row])


def write_annotated(path: Path, kind: SourceKind, sheets: Sequence[AnnotatedSheet]) -> None:
    """Give rows back in the format they came in (.xls as .xlsx), with an error column at the end.

    Raises ValueError when a .csv is asked for with more or less than one sheet.
    """
    if kind is SourceKind.CSV:
        if len(sheets) != 1:
            raise ValueError("a .csv file holds exactly one table")
        write_csv(path, _with_error(sheets[0]), _annotated_rows(sheets[0]))
        return
    write_xlsx(path, ((sheet.name, _with_error(sheet), _annotated_rows(sheet)) for sheet in sheets))


def _with_error(sheet: AnnotatedSheet) -> Sequence[str]:
    return (*sheet.headers, sheet.error_heading)


def _annotated_rows(sheet: AnnotatedSheet) -> Iterator[Sequence[str]]:
    """Rows with the error under its heading; content beside the last header moves behind it."""
    width = len(sheet.headers)
    for values, error in sheet.rows:
        padding = ("",) * (width - len(values))
        yield (*values[:width], *padding, error, *values[width:])


def annotated_suffix(kind: SourceKind) -> str:
    """The file name ending of what `write_annotated` writes."""
    return ".csv" if kind is SourceKind.CSV else ".xlsx"
