"""Workbooks: every visible sheet with content becomes a table."""

import zipfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from qiao.foundation.tabular.cell_text import CellValue, column_letters, is_imprecise, range_name, text_of
from qiao.foundation.tabular.header_row import (
    build_table,
    find_header,
    first_rows,
    header_not_found,
)
from qiao.foundation.tabular.limits import Limits
from qiao.foundation.tabular.merged_cells import MergedCells, MergedRange
from qiao.foundation.tabular.refusals import FileRefused
from qiao.foundation.tabular.sheet_facts import Override, Overrides, SheetFacts
from qiao.foundation.tabular.tables import Note, SourceKind, SourceRow, SourceTable, Workbook, note

NO_CELLS: dict[int, Override] = {}


@contextmanager
def refusing_damage() -> Iterator[None]:
    """Turn whatever the parser raises, its panics included, into FileRefused(`workbook_corrupt`)."""
    try:
        yield
    except (FileRefused, KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException as problem:
        # The text of a panic speaks of the parser's inside; only its ordinary errors speak of the file.
        detail = str(problem)[:200] if isinstance(problem, CalamineError) else "its content is damaged"
        raise FileRefused("workbook_corrupt", detail=detail) from problem


@dataclass(frozen=True)
class ExcelSource:
    """A workbook that passed all checks, with the facts of each visible worksheet by name."""

    path: Path
    kind: SourceKind
    facts: dict[str, SheetFacts]
    limits: Limits

    def tables(self, known_headers: Collection[str], found_before: tuple[Note, ...]) -> Workbook:
        """Tables and notes of all sheets.

        Raises FileRefused when no sheet has a known header, or a header is merged or doubled.
        """
        tables: list[SourceTable] = []
        notes = list(found_before)
        headless: FileRefused | None = None
        with self._opened() as workbook:
            visible = self._visible_sheets(workbook, notes)
            for name in visible:
                sheet = _sheet(workbook, name)
                head = first_rows(self._rows_of(name, sheet))
                header = find_header(head, known_headers)
                if header is None:
                    notes.append(note("sheet_without_header", sheet=name))
                    headless = headless or header_not_found(name, head)
                    continue
                merged = tuple(sheet.merged_cell_ranges or ())
                tables.append(build_table(header, partial(self.rows, name), merged))
                notes.extend(_merged_notes(name, header.number, merged))
        if not tables:
            raise headless or FileRefused("no_content")
        return Workbook(self.kind, tuple(tables), tuple(notes), self.everything)

    @contextmanager
    def _opened(self) -> Iterator[CalamineWorkbook]:
        # By stream, not by path: the library would otherwise trust the file name.
        with refusing_damage(), self.path.open("rb") as stream:
            workbook = CalamineWorkbook.from_filelike(stream)
        try:
            yield workbook
        finally:
            workbook.close()

    def _visible_sheets(self, workbook: CalamineWorkbook, notes: list[Note]) -> list[str]:
        names = []
        for sheet in workbook.sheets_metadata:
            facts = self.facts.get(sheet.name)
            if sheet.visible != SheetVisibleEnum.Visible:
                notes.append(note("hidden_sheet", sheet=sheet.name))
            elif sheet.typ != SheetTypeEnum.WorkSheet or facts is None:
                notes.append(note("not_a_worksheet", sheet=sheet.name))
            elif facts.rows == 0:
                notes.append(note("empty_sheet", sheet=sheet.name))
            else:
                names.append(sheet.name)
        return names

    def rows(self, name: str) -> Iterator[SourceRow]:
        """All non-blank rows of a sheet, read anew."""
        with self._opened() as workbook:
            yield from self._rows_of(name, _sheet(workbook, name))

    def everything(self) -> Iterator[SourceRow]:
        """All non-blank rows of all worksheets, hidden ones too."""
        for name, facts in self.facts.items():
            if facts.rows:
                yield from self.rows(name)

    def _rows_of(self, name: str, sheet: CalamineSheet) -> Iterator[SourceRow]:
        start, end = sheet.start or (0, 0), sheet.end or (-1, -1)
        facts = self.facts[name]
        if end[0] >= facts.rows or end[1] >= facts.columns:
            raise FileRefused("workbook_corrupt", detail=f"sheet {name} is read in two ways")
        merged = MergedCells(sheet.merged_cell_ranges or (), facts.columns)
        overrides = facts.overrides()
        pending = next(overrides, None)
        values = chain(sheet.iter_rows() if sheet.end else (), ([] for _ in range(facts.rows - end[0] - 1)))
        index = -1
        while True:
            index += 1
            with refusing_damage():
                cells = next(values, None)
            if cells is None:
                return
            changed = NO_CELLS
            if pending is not None and pending[0] == index:
                changed, pending = pending[1], _after(overrides, index)
            row = self._row(name, index, start[1], cells, changed)
            covered = merged.columns_of(index)
            if row.values:
                yield replace(row, merged_columns=covered) if covered else row

    def _row(
        self, sheet: str, index: int, left: int, cells: list[CellValue], changed: dict[int, Override]
    ) -> SourceRow:
        texts = [""] * left + [text_of(value) for value in cells]
        imprecise = {left + column for column, value in enumerate(cells) if is_imprecise(value)}
        if changed:
            texts.extend([""] * (max(changed) + 1 - len(texts)))
            for column, override in changed.items():
                texts[column] = override.text
                imprecise.discard(column)
        while texts and not texts[-1].strip():
            texts.pop()
        for column, text in enumerate(texts):
            if len(text) > self.limits.cell_characters:
                raise FileRefused(
                    "cell_too_long",
                    sheet=sheet,
                    row=index + 1,
                    column=column_letters(column),
                    length=len(text),
                    limit=self.limits.cell_characters,
                )
        formulas = frozenset(column for column, override in changed.items() if override.is_formula)
        return SourceRow(sheet, index + 1, tuple(texts), formulas, frozenset(imprecise))


def _after(overrides: Overrides, index: int) -> tuple[int, dict[int, Override]] | None:
    following = next(overrides, None)
    if following is not None and following[0] <= index:
        raise FileRefused("workbook_corrupt", detail="rows are out of order")
    return following


def _sheet(workbook: CalamineWorkbook, name: str) -> CalamineSheet:
    with refusing_damage():
        return workbook.get_sheet_by_name(name)


def _merged_notes(sheet: str, header_row: int, merged: Collection[MergedRange]) -> Iterator[Note]:
    below = sorted((first, last) for first, last in merged if first[0] >= header_row)
    if below:
        yield note("merged_rows", sheet=sheet, range=range_name(*below[0]), count=str(len(below)))


def external_link_notes(archive: zipfile.ZipFile) -> tuple[Note, ...]:
    """One note when the workbook refers to other files."""
    linked = any(name.casefold().startswith("xl/externallinks/") for name in archive.namelist())
    return (note("external_links"),) if linked else ()
