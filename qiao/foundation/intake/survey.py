"""Looking at an operator's file before it is previewed: its columns with samples, and how long it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qiao.foundation.intake.cells import cleaned
from qiao.foundation.intake.kinds import ImportKind
from qiao.foundation.intake.mapping import suggest_mapping
from qiao.foundation.intake.opening import file_faults_refused, read_any
from qiao.foundation.tabular.tables import SourceTable

SAMPLES = 3
SHOWN_CHARACTERS = 60


@dataclass(frozen=True)
class FoundHeader:
    """A header of the file, where it stands, the first values below it, and the column it would stand for or ""."""

    header: str
    sheet: str
    samples: tuple[str, ...]
    suggestion: str


@dataclass(frozen=True)
class Survey:
    """The headers of all tables, each once, the rows below them, and the format of the file."""

    file_format: str
    headers: tuple[FoundHeader, ...]
    rows: int


def survey_file(path: Path, kind: ImportKind, saved: Mapping[str, str]) -> Survey:
    """What a file holds. Raises Refused with the code of its fault, also when a cell bears a mark of state secrecy."""
    workbook = read_any(path, [*kind.headings, *saved])
    headers: dict[str, FoundHeader] = {}
    rows = 0
    with file_faults_refused():
        for table in workbook.tables:
            count, samples = _samples(table)
            rows += count
            mapping = suggest_mapping(table.headers, kind, saved)
            for index, header in enumerate(table.headers):
                if header and header not in headers:
                    found = tuple(samples[index])
                    headers[header] = FoundHeader(header, table.sheet, found, mapping.get(header, ""))
    return Survey(str(workbook.kind), tuple(headers.values()), rows)


def _samples(table: SourceTable) -> tuple[int, list[list[str]]]:
    """How many rows there are, and for each column its first values that are not blank."""
    samples: list[list[str]] = [[] for _header in table.headers]
    count = 0
    for row in table.rows:
        count += 1
        for index, found in enumerate(samples):
            text = cleaned(row.values[index]) if len(found) < SAMPLES else ""
            if text and text[:SHOWN_CHARACTERS] not in found:
                found.append(text[:SHOWN_CHARACTERS])
    return count, samples
