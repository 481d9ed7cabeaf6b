"""Checking rows of a file against the columns of a kind: the pure loop of every import."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from qiao.core.audit_chain import digest_of
from qiao.core.outcomes import Problem
from qiao.foundation.intake.cells import CellProblem, cleaned
from qiao.foundation.intake.footers import footer_problem
from qiao.foundation.intake.kinds import EXTERNAL_NUMBER, ColumnSpec, ImportContext, ImportKind
from qiao.foundation.tabular.cell_text import column_letters
from qiao.foundation.tabular.tables import SourceRow, SourceTable

CHUNK_ROWS = 500
SHOWN_CHARACTERS = 200
# What a formula leaves behind when it fails and its sheet is saved as text or as values.
FAILED_FORMULAS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!"})
Progress = Callable[[int], None]


@dataclass
class CheckedRow:
    """A row with its values by column key, and everything that is wrong with it (``Problem.field`` is a heading)."""

    sheet: str
    number: int
    external_number: str
    values: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """Names the content, so that a later import can tell a changed row from the same one."""
        return digest_of(self.values)


@dataclass(frozen=True)
class MappedTable:
    """A table of the file with the column of each position; None where a position is left out."""

    table: SourceTable
    columns: tuple[ColumnSpec | None, ...]


def map_table(table: SourceTable, mapping: Mapping[str, str], kind: ImportKind) -> MappedTable:
    """Put the columns of a kind beside the headers that stand for them."""
    keys = [mapping.get(header, "") for header in table.headers]
    return MappedTable(table, tuple(kind.column(key) if key else None for key in keys))


@dataclass
class RowChecker:
    """Checks the rows of one import in order and remembers which unique values it has seen where."""

    kind: ImportKind
    context: ImportContext
    seen: dict[tuple[str, bytes], tuple[str, int]] = field(default_factory=dict)

    def chunks(self, tables: list[MappedTable], progress: Progress | None = None) -> Iterator[list[CheckedRow]]:
        """All rows, checked, 500 at a time; ``progress`` hears how many are done."""
        rows = (self.check(mapped, row) for mapped in tables for row in mapped.table.rows)
        done = 0
        while chunk := list(islice(rows, CHUNK_ROWS)):
            yield chunk
            done += len(chunk)
            if progress is not None:
                progress(done)

    def check(self, mapped: MappedTable, row: SourceRow) -> CheckedRow:
        """One row: every cell by itself, the cells together, then against the rows before it."""
        checked = CheckedRow(row.sheet, row.number, "", {})
        if problem := footer_problem(mapped.table.headers, row.values):
            checked.problems.append(problem)
            return checked
        for index, column in enumerate(mapped.columns):
            if column is not None:
                self._cell(checked, row, index, column)
        beside = [cleaned(value) for value in row.values[len(mapped.columns) :]]
        if any(beside):
            first = next(index for index, value in enumerate(beside) if value)
            letters = column_letters(len(mapped.columns) + first)
            checked.problems.append(
                _problem(letters, "cell_beyond_header", beside[first], {"headers": len(mapped.columns)})
            )
        if not checked.problems:
            checked.problems += self.kind.check_row(checked.values, self.context)
        self._identify(checked)
        return checked

    def _cell(self, checked: CheckedRow, row: SourceRow, index: int, column: ColumnSpec) -> None:
        text = cleaned(row.values[index])
        if index in row.formula_columns or text in FAILED_FORMULAS:
            checked.problems.append(_problem(column.heading, "formula_cell", text))
        elif index in row.imprecise_columns:
            checked.problems.append(_problem(column.heading, "imprecise_number", text))
        elif not text and index in row.merged_columns:
            checked.problems.append(_problem(column.heading, "merged_cell", ""))
        elif not text:
            checked.values[column.key] = column.blank
            if column.required:
                checked.problems.append(_problem(column.heading, "required", ""))
        else:
            try:
                checked.values[column.key] = column.parse(text)
            except CellProblem as problem:
                checked.problems.append(_problem(column.heading, problem.rule, text, problem.params))

    def _identify(self, checked: CheckedRow) -> None:
        own = checked.values.get(EXTERNAL_NUMBER) or ""
        for column in self.kind.columns:
            if column.unique and (value := checked.values.get(column.key)):
                self._once(checked, column.heading, str(value))
        if own:
            checked.external_number = own
            if self.kind.once is not None and not checked.problems:
                key, name_of = self.kind.once
                if name := name_of(checked.values):
                    self._once(checked, self.kind.column(key).heading, name, shown=str(checked.values[key]))
        elif not checked.problems:
            name = self.kind.identity(checked.values)
            checked.external_number = f"#{hashlib.sha256(name.encode()).hexdigest()[:32]}"
            self._once(checked, self.kind.column(EXTERNAL_NUMBER).heading, checked.external_number, shown="")

    def _once(self, checked: CheckedRow, heading: str, value: str, shown: str | None = None) -> None:
        # Sixteen bytes of a digest instead of the text: 100,000 rows must fit into little memory.
        key = (heading, hashlib.blake2b(value.encode(), digest_size=16).digest())
        sheet, number = self.seen.setdefault(key, (checked.sheet, checked.number))
        if (sheet, number) != (checked.sheet, checked.number):
            rule = "double_row" if shown == "" else "double_value"
            params = {"row": number, "sheet": sheet or "–"}
            checked.problems.append(_problem(heading, rule, value if shown is None else shown, params))


def _problem(heading: str, rule: str, text: str, params: Mapping[str, Any] | None = None) -> Problem:
    return Problem(heading, rule, text[:SHOWN_CHARACTERS], dict(params or {}))
