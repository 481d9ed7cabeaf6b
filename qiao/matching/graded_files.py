"""Demands, achievements, grades and pairs from CSV files with given columns, for learning and measuring a ranking."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from qiao.core.matching.learning.records import LEVELS, Grade, Need, Offer
from qiao.core.outcomes import Invalid, Problem
from qiao.foundation.tabular.text_encoding import text_encoding

NAMED_AT_MOST = 10
_FIELD_LIMIT = 10_000_000


@dataclass(frozen=True)
class Row:
    """A row of a file: the line of its table (the header is 1) and its cells by column."""

    file: str
    number: int
    cells: dict[str, str]

    def problem(self, column: str, rule: str, **params: object) -> Problem:
        """Return a problem that names file, row, column and value."""
        return Problem(f"{self.file}, {self.number}, {column}", rule, self.cells[column], params)


def read_needs(path: Path) -> list[Need]:
    """Read demand_id, title, text. Raises Invalid or FileRefused as `_rows`; also for a number that comes twice."""
    rows = _unique(_rows(path, ("demand_id", "title", "text")), "demand_id")
    return [Need(row.cells["demand_id"], row.cells["title"], row.cells["text"]) for row in rows]


def read_offers(path: Path) -> list[Offer]:
    """Read achievement_id, title; a title may be empty. Raises Invalid or FileRefused as `read_needs`."""
    rows = _unique(_rows(path, ("achievement_id", "title")), "achievement_id")
    return [Offer(row.cells["achievement_id"], row.cells["title"]) for row in rows]


def read_grades(path: Path, needs: Iterable[Need], offers: Iterable[Offer]) -> list[Grade]:
    """Read demand_id, achievement_id, level; a pair may be graded several times, and all its grades count.

    Raises Invalid for a number that is in neither list and a grade other than 1 to 4: an expert's grade is never
    dropped in silence.
    """
    rows = _rows(path, ("demand_id", "achievement_id", "level"))
    allowed = {str(level) for level in LEVELS}
    wrong = [row.problem("level", "graded_level_wrong") for row in rows if row.cells["level"].strip() not in allowed]
    _refuse([*_unknown(rows, needs, offers), *wrong])
    return [Grade(row.cells["demand_id"], row.cells["achievement_id"], int(row.cells["level"])) for row in rows]


def read_pairs(path: Path, needs: Iterable[Need], offers: Iterable[Offer]) -> list[tuple[str, str]]:
    """Read demand_id, achievement_id. Raises Invalid for a number that is in neither list."""
    rows = _rows(path, ("demand_id", "achievement_id"))
    _refuse(_unknown(rows, needs, offers))
    return [(row.cells["demand_id"], row.cells["achievement_id"]) for row in rows]


def _unknown(rows: Sequence[Row], needs: Iterable[Need], offers: Iterable[Offer]) -> list[Problem]:
    known = {"demand_id": {need.key for need in needs}, "achievement_id": {offer.key for offer in offers}}
    lists = {"demand_id": "--demands", "achievement_id": "--achievements"}
    return [
        row.problem(column, "graded_key_unknown", list=lists[column])
        for row in rows
        for column, keys in known.items()
        if row.cells[column] not in keys
    ]


def _unique(rows: list[Row], column: str) -> list[Row]:
    seen: set[str] = set()
    twice = []
    for row in rows:
        if row.cells[column] in seen:
            twice.append(row.problem(column, "graded_key_twice"))
        seen.add(row.cells[column])
    _refuse(twice)
    return rows


def _refuse(problems: list[Problem]) -> None:
    """Raise Invalid with the first problems and how many more there are."""
    if not problems:
        return
    more = len(problems) - NAMED_AT_MOST
    named = problems[:NAMED_AT_MOST]
    if more > 0:
        named.append(Problem(named[-1].field.partition(",")[0], "graded_more", "", {"number": more}))
    raise Invalid(*named)


def _rows(path: Path, columns: Sequence[str]) -> list[Row]:
    """Read the rows of a CSV file in UTF-8 or GB18030; blank rows are passed over, further columns too.

    Raises Invalid for a file without its columns, FileRefused for one that is not text, OSError if unreadable.
    """
    encoding = "utf-8-sig" if path.stat().st_size == 0 else text_encoding(path)
    with _long_fields(), path.open(encoding=encoding, newline="") as stream:
        table = csv.reader(stream)
        header = [name.strip() for name in next(table, [])]
        if not any(header):
            raise Invalid(Problem(path.name, "graded_file_blank", "", {"columns": ", ".join(columns)}))
        shown = {"found": ", ".join(header)[:200]}
        _refuse([Problem(path.name, "graded_column_missing", one, shown) for one in columns if one not in header])
        places = {column: header.index(column) for column in columns}
        return [
            Row(path.name, number, {name: cells[at] if at < len(cells) else "" for name, at in places.items()})
            for number, cells in enumerate(table, start=2)
            if any(cells)
        ]


@contextmanager
def _long_fields() -> Iterator[None]:
    """Let a demand be longer than the 131,072 characters that the csv module allows by itself."""
    before = csv.field_size_limit(_FIELD_LIMIT)
    try:
        yield
    finally:
        csv.field_size_limit(before)
