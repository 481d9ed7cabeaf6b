"""What a read file looks like: tables of text rows that remember where they came from."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

# A text file has no sheets; this stands where reports name one.
TEXT_SHEET = "CSV"


class SourceKind(StrEnum):
    """The file format found in the content, whatever the file is called."""

    XLSX = "xlsx"
    XLS = "xls"
    CSV = "csv"


@dataclass(frozen=True)
class SourceRow:
    """One row with content, as text; `number` is the row number a spreadsheet program shows (from 1).

    Dates read as ISO 8601, numbers without exponent and ".0", booleans as TRUE and FALSE, blanks as "".
    `values` has at least one entry per header; more entries mean content beside the last header.
    `formula_columns` (from 0) hold a formula, given as its text "=…"; its stored result is never used.
    `imprecise_columns` (from 0) hold numbers that lost digits when the file was saved (beyond 15).
    `merged_columns` (from 0) are covered by a merged range whose content stands in another cell.
    """

    sheet: str
    number: int
    values: tuple[str, ...]
    formula_columns: frozenset[int] = frozenset()
    imprecise_columns: frozenset[int] = frozenset()
    merged_columns: frozenset[int] = frozenset()


@dataclass(frozen=True)
class SourceTable:
    """One sheet's table; `rows` are the non-blank rows below the header and may be iterated more than once.

    Rows are read from the file while iterating, and iterating raises FileRefused when a limit is passed.
    `sheet` is TEXT_SHEET for a text file. A header is "" where a column has content but no name.
    """

    sheet: str
    header_row_number: int
    headers: tuple[str, ...]
    rows: Iterable[SourceRow]


NOTES: MappingProxyType[str, str] = MappingProxyType(
    {
        "hidden_sheet": "Sheet “%(sheet)s” is hidden and was not read.",
        "empty_sheet": "Sheet “%(sheet)s” is empty.",
        "not_a_worksheet": "Sheet “%(sheet)s” is a chart or dialog and was not read.",
        "sheet_without_header": "Sheet “%(sheet)s” has no row with known column names and was not read.",
        "merged_rows": "Sheet “%(sheet)s”: %(count)s merged ranges below the header, the first %(range)s; "
        "only the first cell of each has the content.",
        "external_links": "The workbook refers to other files; the references were not followed.",
    }
)


@dataclass(frozen=True)
class Note:
    """Something the operator should know about a file that was read; `code` is a key of NOTES."""

    code: str
    params: MappingProxyType[str, str]

    def __str__(self) -> str:
        """The note as an English sentence."""
        return NOTES[self.code] % self.params


@dataclass(frozen=True)
class Workbook:
    """All tables of one file, in the order of its sheets, and what was left out.

    `everything` reads all rows with content anew, those above headers and of sheets that are no table or hidden too.
    """

    kind: SourceKind
    tables: tuple[SourceTable, ...]
    notes: tuple[Note, ...]
    everything: Callable[[], Iterator[SourceRow]]


def note(code: str, **params: str) -> Note:
    """A note with its parameters; KeyError when the code or a parameter is not known."""
    result = Note(code, MappingProxyType(params))
    str(result)
    return result
