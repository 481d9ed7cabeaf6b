"""Giving the bad rows of an import back: the same columns, with what is wrong in a last one."""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from qiao.foundation.files import intact_path
from qiao.foundation.intake.kinds import KINDS
from qiao.foundation.intake.summary import error_text, problem_line
from qiao.foundation.models import ImportBatch, ImportProblem
from qiao.foundation.tabular.reading import STANDARD_LIMITS, read_tables
from qiao.foundation.tabular.tables import SourceKind, SourceTable
from qiao.foundation.tabular.writing import AnnotatedSheet, annotated_suffix, write_annotated

ERROR_HEADING = "错误"
_BAD_ROWS = re.compile(r"-bad-rows(-\d+)?$")


def source_name(file_name: str) -> str:
    """The source that a file name stands for: corrected bad rows belong to the list they came from."""
    return _BAD_ROWS.sub("", Path(file_name).stem)


def write_bad_rows(batch: ImportBatch, path: Path) -> int:
    """Write the bad rows in the format they came in (.xls as .xlsx), headed as in the file; returns how many.

    Raises FileAltered when the stored file is no longer what was imported.
    """
    known = [*KINDS[batch.kind].headings, *batch.mapping]
    workbook = read_tables(intact_path(batch.file), STANDARD_LIMITS, known)
    with_problems = set(ImportProblem.objects.filter(batch=batch).values_list("sheet", flat=True).distinct())
    sheets = [_sheet(batch, table) for table in workbook.tables if table.sheet in with_problems]
    if not sheets:
        sheets = [_sheet(batch, workbook.tables[0])]
    write_annotated(path, SourceKind(batch.file_format), sheets)
    return len(set(ImportProblem.objects.filter(batch=batch).values_list("sheet", "number").distinct()))


def bad_rows_suffix(batch: ImportBatch) -> str:
    """The file name ending of what `write_bad_rows` writes."""
    return annotated_suffix(SourceKind(batch.file_format))


def _sheet(batch: ImportBatch, table: SourceTable) -> AnnotatedSheet:
    headers = [header for header in table.headers if header != ERROR_HEADING]
    keep = [index for index, header in enumerate(table.headers) if header != ERROR_HEADING]
    return AnnotatedSheet(table.sheet, headers, ERROR_HEADING, _rows(batch, table, keep))


def _rows(batch: ImportBatch, table: SourceTable, keep: list[int]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The file's rows that have problems. Both run in the order of the file, so that neither is held in memory."""
    stored = ImportProblem.objects.filter(batch=batch, sheet=table.sheet).order_by("number", "pk")
    problems = groupby(stored.iterator(chunk_size=2000), key=lambda problem: problem.number)
    number, group = next(problems, (None, iter(())))
    for row in table.rows:
        if row.number != number:
            continue
        beside = row.values[len(table.headers) :]
        text = error_text(problem_line(problem) for problem in group)
        yield (*(row.values[index] for index in keep), *beside), text
        number, group = next(problems, (None, iter(())))
