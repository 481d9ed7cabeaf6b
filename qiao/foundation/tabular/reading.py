"""One door for operators' tables: `read_tables`."""

from collections.abc import Collection
from pathlib import Path

from qiao.foundation.tabular.archive import open_archive
from qiao.foundation.tabular.compound import CompoundFile
from qiao.foundation.tabular.delimited import read_delimited
from qiao.foundation.tabular.excel import ExcelSource, external_link_notes
from qiao.foundation.tabular.limits import Limits
from qiao.foundation.tabular.recognition import check_package, recognise
from qiao.foundation.tabular.refusals import FileRefused
from qiao.foundation.tabular.sheet_facts import SheetFacts
from qiao.foundation.tabular.tables import SourceKind, Workbook
from qiao.foundation.tabular.xls_records import WORKSHEET_KIND, workbook_stream, xls_facts, xls_sheets
from qiao.foundation.tabular.xlsx_sheet import sheet_facts
from qiao.foundation.tabular.xml_parts import check_all_parts, sheet_parts

STANDARD_LIMITS = Limits()


def read_tables(path: Path, limits: Limits = STANDARD_LIMITS, known_headers: Collection[str] = ()) -> Workbook:
    """All tables of an .xlsx, .xls or delimited text file, recognised by content.

    `known_headers` are the column names the caller understands; they decide which row is the header and which
    delimiter a text file uses. Without them the first row with two cells is the header.
    The file must stay in place and unchanged while rows are iterated.
    Raises FileRefused for everything that cannot be read safely; nothing else for any content.
    """
    kind = recognise(path, limits)
    if kind is SourceKind.CSV:
        return read_delimited(path, limits, known_headers)
    if kind is SourceKind.XLS:
        return _read_xls(path, limits, known_headers)
    return _read_xlsx(path, limits, known_headers)


def _read_xlsx(path: Path, limits: Limits, known_headers: Collection[str]) -> Workbook:
    with open_archive(path, limits) as archive:
        check_package(archive)
        sheets = sheet_parts(archive)
        if len(sheets) > limits.sheets:
            raise FileRefused("too_many_sheets", count=len(sheets), limit=limits.sheets)
        worksheets = {sheet.name: sheet for sheet in sheets if sheet.kind == "worksheet"}
        check_all_parts(archive, frozenset(sheet.part for sheet in worksheets.values()))
        facts = {name: sheet_facts(path, archive, sheet, limits) for name, sheet in worksheets.items()}
        _check_rows(facts, limits)
        notes = external_link_notes(archive)
    return ExcelSource(path, SourceKind.XLSX, facts, limits).tables(known_headers, notes)


def _read_xls(path: Path, limits: Limits, known_headers: Collection[str]) -> Workbook:
    stream = workbook_stream(CompoundFile(path.read_bytes()))
    sheets = (sheet for sheet in xls_sheets(stream, limits) if sheet.kind == WORKSHEET_KIND)
    facts = {sheet.name: xls_facts(stream, sheet, limits) for sheet in sheets}
    _check_rows(facts, limits)
    return ExcelSource(path, SourceKind.XLS, facts, limits).tables(known_headers, ())


def _check_rows(facts: dict[str, SheetFacts], limits: Limits) -> None:
    total = 0
    for name, sheet in facts.items():
        total += sheet.filled_rows
        if total > limits.rows:
            raise FileRefused("too_many_rows", sheet=name, limit=limits.rows)
