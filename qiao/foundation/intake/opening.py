"""Opening an operator's file for an import: its tables, and which header stands for which column."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from qiao.core.outcomes import Invalid, Problem, Refused
from qiao.foundation.intake.checking import MappedTable, map_table
from qiao.foundation.intake.kinds import ImportKind
from qiao.foundation.intake.mapping import IGNORED, left_out_note, mapping_problems, missing_columns, suggest_mapping
from qiao.foundation.tabular.header_row import normalise_header
from qiao.foundation.tabular.reading import STANDARD_LIMITS, read_tables
from qiao.foundation.tabular.refusals import FileRefused
from qiao.foundation.tabular.secrecy_marks import refuse_classified
from qiao.foundation.tabular.tables import SourceTable, Workbook

SHOWN_HEADERS = 20


@dataclass(frozen=True)
class OpenedFile:
    """The tables that can be imported, the mapping that was used, and notes as (code, params)."""

    file_format: str
    tables: list[MappedTable]
    mapping: dict[str, str]
    notes: list[tuple[str, dict[str, str]]]


def open_file(path: Path, kind: ImportKind, chosen: Mapping[str, str]) -> OpenedFile:
    """Read a file's tables for a kind; ``chosen`` meanings of headers come before the known ones.

    Raises Refused with the code of the file's fault, "classified_file" when any cell bears a mark of state secrecy and
    "no_rows" when nothing stands below the headers, and Invalid when a compulsory column is missing everywhere or
    ``chosen`` names a column that the kind does not have.
    """
    if problems := mapping_problems(chosen, kind):
        raise Invalid(*problems)
    workbook = _read(path, [*kind.headings, *chosen])
    notes = [(note.code, dict(note.params)) for note in workbook.notes]
    tables: list[MappedTable] = []
    ignored = {normalise_header(header) for header, key in chosen.items() if key == IGNORED}
    used: dict[str, str] = {}
    for table in workbook.tables:
        mapping = suggest_mapping(table.headers, kind, chosen)
        if missing := missing_columns(mapping, kind):
            notes.append(("sheet_without_columns", {"sheet": table.sheet, "columns": "、".join(missing)}))
            continue
        tables.append(map_table(table, mapping, kind))
        used |= mapping
        left_out = [
            header for header in table.headers if header not in mapping and normalise_header(header) not in ignored
        ]
        notes += [left_out_note(header, mapping, kind) for header in left_out]
    if not tables:
        raise Invalid(*_missing(workbook.tables, kind, chosen))
    _refuse_empty(tables)
    return OpenedFile(str(workbook.kind), tables, used, notes)


def suggest_for_file(path: Path, kind: ImportKind, saved: Mapping[str, str]) -> dict[str, str]:
    """The headers of a file, each with the column it would stand for, "" where none is known.

    Raises Refused with the code of the file's fault.
    """
    workbook = read_any(path, [*kind.headings, *saved])
    found: dict[str, str] = {}
    for table in workbook.tables:
        mapping = suggest_mapping(table.headers, kind, saved)
        found |= {header: mapping.get(header, "") for header in table.headers if header}
    return found


@contextmanager
def file_faults_refused() -> Iterator[None]:
    """Turn the faults of a file into Refused with the same code; rows are read, and judged, while they are used."""
    try:
        yield
    except FileRefused as refusal:
        raise Refused(refusal.code, **refusal.params) from refusal


def _read(path: Path, known: list[str]) -> Workbook:
    with file_faults_refused():
        workbook = read_tables(path, STANDARD_LIMITS, known)
        refuse_classified(workbook.everything())
    return workbook


def _refuse_empty(tables: list[MappedTable]) -> None:
    with file_faults_refused():
        if any(True for mapped in tables for _row in mapped.table.rows):
            return
    table = tables[0].table
    raise Refused("no_rows", sheet=table.sheet, row=table.header_row_number)


def read_any(path: Path, known: list[str]) -> Workbook:
    """Read with known headings, or, when none is found, with whatever stands in the first full row."""
    try:
        return _read(path, known)
    except Refused as refusal:
        if refusal.code != "header_not_found":
            raise
        return _read(path, [])


def _missing(tables: tuple[SourceTable, ...], kind: ImportKind, chosen: Mapping[str, str]) -> list[Problem]:
    table = max(tables, key=lambda one: len(suggest_mapping(one.headers, kind, chosen)))
    mapping = suggest_mapping(table.headers, kind, chosen)
    headers = [header for header in table.headers if normalise_header(header)]
    found = "、".join(headers[:SHOWN_HEADERS])
    return [
        Problem("mapping", "column_missing", heading, {"heading": heading, "sheet": table.sheet or "–", "found": found})
        for heading in missing_columns(mapping, kind)
    ]
