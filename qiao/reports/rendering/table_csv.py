"""The edition as CSV: UTF-8 with byte-order mark, so that Excel shows Chinese, and safe to open there."""

import csv
from io import StringIO

from qiao.reports.rendering.cell_text import cell_text
from qiao.reports.rendering.characters import RenderWarning, xml_filter
from qiao.reports.rendering.document import EditionDocument
from qiao.reports.rendering.labels import IN_FORCE_NAME, WITHDRAWN_NAME

STATE_HEADING = "清单状态"
# A cell that begins so is run as a formula by spreadsheet programs, in full-width form too by East-Asian ones
# (OWASP, CSV injection). A leading apostrophe turns it into text; the JSON file carries the value unchanged.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")


def render_csv(document: EditionDocument) -> tuple[bytes, tuple[RenderWarning, ...]]:
    """One head row, one row per item (RFC 4180, CRLF).

    The last column 清单状态 says on every row whether the edition is in force (有效) or was withdrawn, and when
    (已撤回 2026-06-01): rows are copied out of their file, and the columns are the same before and after.
    """
    clean = xml_filter()
    target = StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(["序号", "编号", *(_guarded(clean(column.heading)) for column in document.columns), STATE_HEADING])
    state = _state(document)
    for item in document.items:
        cells = []
        for column in document.columns:
            text = clean(cell_text(item, column))
            cells.append(text if column.kind in ("integer", "money_wan", "date") else _guarded(text))
        writer.writerow([str(item.position), _guarded(clean(item.code)), *cells, state])
    return b"\xef\xbb\xbf" + target.getvalue().encode("utf-8"), clean.warnings()


def _state(document: EditionDocument) -> str:
    return f"{WITHDRAWN_NAME} {document.withdrawn_on.isoformat()}" if document.withdrawn_on else IN_FORCE_NAME


def _guarded(text: str) -> str:
    # Blanks in front do not protect: spreadsheet programs strip them on import.
    return f"'{text}" if text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS) else text
