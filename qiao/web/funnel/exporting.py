"""The rows of a figure as CSV that opens in Excel; no cell runs as a formula."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from django.utils.translation import gettext as _

from qiao.foundation.wording import text_of
from qiao.reports.funnel.selectors_rows import FunnelRow
from qiao.reports.funnel.showing import RecordLine
from qiao.web.funnel.asking import kind_names
from qiao.web.labels import amount_name, label_of
from qiao.web.listings.exporting import guarded


def funnel_lines(rows: Iterable[FunnelRow]) -> Iterator[bytes]:
    """The lines of the file, head first (RFC 4180, CRLF, byte-order mark); a row with two records is still one line."""
    head = (
        _("Kind"), _("Number"), _("Name"), _("Organisation"), _("Technical field"), _("Published on"), _("Kind (2)"),
        _("Number (2)"), _("Name (2)"), _("Day"), _("Month"), _("Outcome"), _("Answer"), _("Amount"),
    )  # fmt: skip
    yield b"\xef\xbb\xbf" + _line(head)
    for row in rows:
        yield _line(_cells(row))


def _cells(row: FunnelRow) -> list[object]:
    first, second = (*row.records, None, None)[:2]
    return [
        *(_record(first) if first else ("",) * 6),
        *(_record(second)[:3] if second else ("",) * 3),
        row.happened_on or "",
        row.happened_in,
        text_of(f"outcome.{row.claim}") if row.claim else "",
        text_of(f"funnel.answer.{row.answer}") if row.claim else "",
        amount_name(row.amount_fen),
    ]


def _record(line: RecordLine) -> tuple[object, ...]:
    return (
        kind_names()[line.kind],
        line.code,
        line.title,
        line.organisation_name,
        label_of(line.field, "field"),
        line.published_on or "",
    )


def _line(cells: Iterable[object]) -> bytes:
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerow([guarded(cell) for cell in cells])
    return text.getvalue().encode("utf-8", "backslashreplace")
