"""The list of introductions as CSV that opens in Excel: UTF-8 with byte-order mark, no cell runs as a formula."""

import csv
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from qiao.foundation.wording import text_of
from qiao.matching.selectors.introduction_lists import ListedIntroduction
from qiao.web.listings.exporting import guarded

Column = tuple[str, Callable[[ListedIntroduction], object]]


class _Line:
    """What the csv writer writes to: it hands each line straight back."""

    def write(self, text: str) -> str:
        return text


def csv_lines(rows: Iterable[ListedIntroduction]) -> Iterator[bytes]:
    """The lines of the file, head first; only what the viewer may see is in the rows."""
    columns = _columns()
    writer = csv.writer(_Line(), lineterminator="\r\n")
    yield b"\xef\xbb\xbf" + _line(writer, [heading for heading, _value in columns])
    for row in rows:
        yield _line(writer, [value(row) for _heading, value in columns])


def _columns() -> tuple[Column, ...]:
    return (
        (_("Number"), lambda row: row.id),
        (_("State"), lambda row: text_of(f"state.matching.introduction.{row.state}")),
        (_("My side"), lambda row: text_of(f"side.{row.side}") if row.side else ""),
        (_("What is needed"), lambda row: row.need_title),
        (_("Demand side"), lambda row: row.need_organisation),
        (_("What is offered"), lambda row: row.offer_title),
        (_("Supply side"), lambda row: row.offer_organisation),
        (_("Proposed on"), lambda row: localtime(row.proposed_at).strftime("%Y-%m-%d")),
        (_("Last act"), lambda row: localtime(row.active_at).strftime("%Y-%m-%d")),
        (_("Due by"), lambda row: localtime(row.due_at).strftime("%Y-%m-%d %H:%M") if row.due_at else ""),
    )


def _line(writer: Any, cells: Iterable[object]) -> bytes:
    line: str = writer.writerow([guarded(cell) for cell in cells])
    return line.encode("utf-8", "backslashreplace")
