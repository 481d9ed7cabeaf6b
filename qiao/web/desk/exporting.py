"""Case lists, histories and the audit trail as tables; no cell runs as a formula."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from qiao.catalogue.selectors.cases import CaseRow
from qiao.foundation.wording import text_of
from qiao.web.desk.kinds import CaseKind
from qiao.web.labels import reads_chinese
from qiao.web.listings.exporting import columns_of, guarded


class _Line:
    """What the csv writer writes to: it hands each line straight back."""

    def write(self, text: str) -> str:
        return text


def csv_of(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The lines of a CSV file (UTF-8 with byte order mark, CRLF), one at a time."""
    writer = csv.writer(_Line(), lineterminator="\r\n")
    yield b"\xef\xbb\xbf" + _line(writer, headings)
    for row in rows:
        yield _line(writer, row)


def case_headings(kind: CaseKind) -> list[str]:
    """The columns of a case list: how the case stands, then the record itself."""
    return [_("Next step"), _("Ends on"), _("Overdue"), _("In charge"), *(head for head, _v in columns_of(kind.key))]


def case_cells(kind: CaseKind, row: CaseRow) -> list[str]:
    """One case as cells."""
    verbs = [text_of(f"verb.{kind.lifecycle.key}.{verb}") for verb in row.onward]
    head = [
        ("、" if reads_chinese() else ", ").join(verbs),
        localtime(row.due_at).strftime("%Y-%m-%d %H:%M") if row.due_at else "",
        _("yes") if row.is_overdue else "",
        row.manager,
    ]
    values = [value(row.view) for _heading, value in columns_of(kind.key)]
    return head + ["" if value is None else str(value) for value in values]


def _line(writer: object, cells: Sequence[str]) -> bytes:
    line: str = writer.writerow([guarded(cell) for cell in cells])  # type: ignore[attr-defined]
    return line.encode("utf-8", "backslashreplace")
