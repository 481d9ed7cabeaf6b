"""Delimited text: comma, semicolon or tab, streamed row by row."""

import csv
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

from qiao.foundation.tabular.cell_text import SCIENTIFIC, column_letters, text_of
from qiao.foundation.tabular.header_row import (
    SEARCHED_ROWS,
    build_table,
    find_header,
    first_rows,
    header_not_found,
    normalise_header,
)
from qiao.foundation.tabular.limits import Limits
from qiao.foundation.tabular.refusals import FileRefused
from qiao.foundation.tabular.secrecy_marks import refuse_classified
from qiao.foundation.tabular.tables import TEXT_SHEET, SourceKind, SourceRow, Workbook
from qiao.foundation.tabular.text_encoding import text_encoding
from qiao.foundation.tabular.writing import unguarded

DELIMITERS = (",", ";", "\t")
SHOWN_CHARACTERS = 60
# A field the parser gives up on is far beyond what a cell may hold.
PARSER_FIELD_LIMIT = "field larger than field limit"


class _Reader(Protocol):
    line_num: int

    def __next__(self) -> list[str]: ...


@dataclass(frozen=True)
class _Source:
    path: Path
    encoding: str
    delimiter: str
    limits: Limits

    def rows(self) -> Iterator[SourceRow]:
        """Non-blank records; a record counts as one row however many lines it has."""
        filled = 0
        with self.path.open(encoding=self.encoding, newline="") as stream:
            reader = csv.reader(stream, delimiter=self.delimiter, strict=True)
            for number, record in enumerate(self._records(reader), start=1):
                row = self._row(number, record)
                if row.values:
                    filled += 1
                    if filled > self.limits.rows:
                        raise FileRefused("too_many_rows", sheet=TEXT_SHEET, limit=self.limits.rows)
                    yield row

    def _records(self, reader: _Reader) -> Iterator[list[str]]:
        number = 0
        while True:
            number += 1
            lines_before = reader.line_num
            try:
                record = next(reader)
            except StopIteration:
                return
            except csv.Error as problem:
                if PARSER_FIELD_LIMIT in str(problem):
                    raise self._overlong(number, lines_before) from problem
                raise FileRefused("unpaired_quote", row=number) from problem
            yield record

    def _overlong(self, row: int, lines_before: int) -> FileRefused:
        """What is wrong with a record that the parser gave up on: it tells neither the cell nor its length."""
        with self.path.open(encoding=self.encoding, newline="") as stream:
            found = first_overlong(islice(stream, lines_before, None), self.delimiter, self.limits.cell_characters)
        if found is None:
            return FileRefused("unpaired_quote", row=row)
        return self._too_long(row, *found)

    def _row(self, number: int, record: list[str]) -> SourceRow:
        while record and not record[-1].strip():
            record.pop()
        if len(record) > self.limits.columns:
            last = column_letters(len(record) - 1)
            raise FileRefused("too_many_columns", sheet=TEXT_SHEET, row=number, column=last, limit=self.limits.columns)
        for column, cell in enumerate(record):
            if len(cell) > self.limits.cell_characters:
                raise self._too_long(number, column, len(cell))
        values = tuple(text_of(unguarded(value)) for value in record)
        imprecise = frozenset(column for column, value in enumerate(values) if SCIENTIFIC.fullmatch(value.strip()))
        return SourceRow(TEXT_SHEET, number, values, imprecise_columns=imprecise)

    def _too_long(self, row: int, column: int, length: int) -> FileRefused:
        return FileRefused(
            "cell_too_long",
            sheet=TEXT_SHEET,
            row=row,
            column=column_letters(column),
            length=length,
            limit=self.limits.cell_characters,
        )


def first_overlong(lines: Iterable[str], delimiter: str, limit: int) -> tuple[int, int] | None:
    """Column (from 0) and length of the first cell of a record that exceeds the limit; None when a quote stays open."""
    marks = re.compile(f'["{delimiter}]')
    column = length = 0
    quoted = was_quoted = False
    for line in lines:
        start = 0
        for mark in marks.finditer(line):
            length += mark.start() - start
            start = mark.end()
            if mark.group() == '"':
                # A doubled quotation mark closes and opens again; it stands for one character.
                length += not quoted and was_quoted
                quoted, was_quoted = not quoted, True
            elif quoted:
                length += 1
            elif length > limit:
                return column, length
            else:
                column, length, was_quoted = column + 1, 0, False
        length += len(line[start:] if quoted else line[start:].rstrip("\r\n"))
        if not quoted:
            return column, length
    return None


def read_delimited(path: Path, limits: Limits, known_headers: Collection[str]) -> Workbook:
    """The one table of a text file; only its first rows are read now.

    Raises FileRefused when the text cannot be decoded or has no header; later, while iterating, for limits.
    """
    encoding = text_encoding(path)
    source, head = _best_source(path, encoding, limits, known_headers)
    header = find_header(head, known_headers)
    if header is None:
        if not head or max(len(row.values) for row in head) < 2:
            refuse_classified(source.rows())
            raise FileRefused("plain_text", found=_first_line(path, encoding))
        raise header_not_found(TEXT_SHEET, head)
    return Workbook(SourceKind.CSV, (build_table(header, source.rows),), (), source.rows)


def _best_source(
    path: Path, encoding: str, limits: Limits, known_headers: Collection[str]
) -> tuple[_Source, list[SourceRow]]:
    """The delimiter that finds most known headers; among equals the one that gives most cells."""
    known = {normalise_header(header) for header in known_headers}
    best: tuple[tuple[int, int], _Source, list[SourceRow]] | None = None
    refusal: FileRefused | None = None
    for delimiter in DELIMITERS:
        source = _Source(path, encoding, delimiter, limits)
        try:
            head = first_rows(islice(source.rows(), SEARCHED_ROWS))
        except FileRefused as problem:
            refusal = refusal or problem
            continue
        matched = max((len(known & {normalise_header(v) for v in row.values}) for row in head), default=0)
        widest = max((len(row.values) for row in head), default=0)
        if best is None or (matched, widest) > best[0]:
            best = ((matched, widest), source, head)
    if best is None or (refusal is not None and known and best[0][0] == 0):
        raise refusal or FileRefused("blank_text")
    return best[1], best[2]


def _first_line(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding) as stream:
        line = next((text for line in stream if (text := line.strip())), "")
    return line[:SHOWN_CHARACTERS]
