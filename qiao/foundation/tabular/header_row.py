"""Finding the one row that names the columns."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from qiao.foundation.tabular.cell_text import column_letters, range_name
from qiao.foundation.tabular.merged_cells import MergedRange
from qiao.foundation.tabular.refusals import FileRefused
from qiao.foundation.tabular.secrecy_marks import refuse_classified
from qiao.foundation.tabular.tables import SourceRow, SourceTable

SEARCHED_ROWS = 10
SHOWN_CELLS = 8
SHOWN_CHARACTERS = 40
# Byte order marks and zero-width blanks are seen by nobody who looks for the column.
BLANKS_AND_STARS = re.compile(r"[\s*\u200b\u2060\ufeff]+")
Rows = Callable[[], Iterator[SourceRow]]


def normalise_header(text: str) -> str:
    """A header for comparison: width, letter case, blanks and the star of a required column ignored."""
    return BLANKS_AND_STARS.sub("", unicodedata.normalize("NFKC", text)).casefold()


@dataclass(frozen=True)
class _BodyRows:
    """The rows below the header, filled up to the number of headers; every iteration reads anew."""

    open_rows: Rows
    header_row_number: int
    width: int

    def __iter__(self) -> Iterator[SourceRow]:
        for row in self.open_rows():
            if row.number > self.header_row_number:
                missing = self.width - len(row.values)
                yield replace(row, values=row.values + ("",) * missing) if missing > 0 else row


def first_rows(rows: Iterable[SourceRow]) -> list[SourceRow]:
    """The non-blank rows among which the header is looked for."""
    found = []
    for row in rows:
        if row.number > SEARCHED_ROWS:
            break
        found.append(row)
    return found


def find_header(rows: list[SourceRow], known_headers: Collection[str]) -> SourceRow | None:
    """The first row with two known headers, else with one; when none are known, the first with two cells."""
    known = {normalise_header(header) for header in known_headers}

    def matches(row: SourceRow) -> int:
        cells = {normalise_header(value) for value in row.values} - {""}
        return len(cells & known) if known else sum(1 for value in row.values if value.strip())

    for wanted in (2, 1) if known else (2,):
        for row in rows:
            if matches(row) >= wanted:
                return row
    return None


def build_table(header: SourceRow, open_rows: Rows, merged: Collection[MergedRange] = ()) -> SourceTable:
    """The table below the header row; FileRefused when a header is merged, stands twice or bears a secrecy mark."""
    refuse_classified([header])
    _refuse_merged(header, merged)
    headers = tuple(" ".join(value.split()) for value in header.values)
    _refuse_duplicates(header.sheet, headers)
    body = _BodyRows(open_rows, header.number, len(headers))
    return SourceTable(header.sheet, header.number, headers, body)


def _refuse_merged(header: SourceRow, merged: Collection[MergedRange]) -> None:
    index = header.number - 1
    for first, last in sorted(merged):
        if first[0] <= index <= last[0]:
            raise FileRefused("merged_header", sheet=header.sheet, range=range_name(first, last))


def _refuse_duplicates(sheet: str, headers: tuple[str, ...]) -> None:
    places: dict[str, list[int]] = {}
    for column, header in enumerate(headers):
        if header:
            places.setdefault(normalise_header(header), []).append(column)
    for columns in places.values():
        if len(columns) > 1:
            letters = ", ".join(column_letters(column) for column in columns)
            raise FileRefused("duplicate_header", sheet=sheet, header=headers[columns[0]], columns=letters)


def header_not_found(sheet: str, rows: list[SourceRow]) -> FileRefused:
    """The refusal that names what stands where the header should be, unless that bears a mark of secrecy."""
    try:
        refuse_classified(rows)
    except FileRefused as refusal:
        return refusal
    cells = [value.strip() for row in rows for value in row.values if value.strip()][:SHOWN_CELLS]
    found = " | ".join(" ".join(cell.split())[:SHOWN_CHARACTERS] for cell in cells)
    return FileRefused("header_not_found", sheet=sheet, searched=SEARCHED_ROWS, found=found or "–")
