"""The wide tables behind the notice: the list itself and what changed since the previous edition."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from qiao.reports.rendering.cell_text import cell_text
from qiao.reports.rendering.document import EditionDocument
from qiao.reports.rendering.labels import long_date
from qiao.reports.rendering.metadata_rows import change_rows
from qiao.reports.rendering.title_lines import balanced_lines, width_in_characters

WIDE_TITLE_CHARACTERS = 27  # 225 mm at 22 pt, two characters of air
TABLE_WIDTH_MM = 225.0


@dataclass(frozen=True)
class Attachment:
    """One wide table: label at top left, title, heads, widths in mm, centred columns, cells, notes."""

    label: str
    title_lines: tuple[str, ...]
    headings: tuple[str, ...]
    widths: tuple[float, ...]
    centred: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]


def attachments_of(document: EditionDocument, clean: Callable[[str], str]) -> tuple[Attachment, ...]:
    """附件: the list, and the changes since a previous edition; one alone carries no number (7.3.4)."""
    found = [_list_attachment(document, clean)]
    if document.changes is not None:
        found.append(_changes_attachment(document, clean))
    if len(found) == 1:
        return tuple(found)
    return tuple(replace(attachment, label=f"附件{number}") for number, attachment in enumerate(found, 1))


def _list_attachment(document: EditionDocument, clean: Callable[[str], str]) -> Attachment:
    rows = tuple(
        (
            str(item.position),
            clean(item.code),
            *(clean(cell_text(item, column)) for column in document.columns),
        )
        for item in document.items
    )
    return Attachment(
        label="附件",
        title_lines=balanced_lines(clean(document.title), WIDE_TITLE_CHARACTERS),
        headings=("序号", "编号", *(clean(column.heading) for column in document.columns)),
        widths=_list_widths(document),
        centred=(
            True,
            True,
            *(column.kind in ("integer", "date", "money_wan") for column in document.columns),
        ),
        rows=rows,
        notes=(
            f"清单编号：{document.number}　共{len(document.items)}项　编制：{clean(document.compiled_by)}　"
            f"批准：{clean(document.approved_by)}　发布日期：{long_date(document.issued_on)}",
            f"清单摘要（SHA-256）：{document.digest}",
            *((f"核验地址：{clean(document.verification_url)}",) if document.verification_url else ()),
        ),
    )


def _changes_attachment(document: EditionDocument, clean: Callable[[str], str]) -> Attachment:
    previous = document.previous_number or "上一期"
    rows = tuple(
        (str(number), clean(code), clean(title), kind, clean(fields))
        for number, (kind, code, title, fields) in enumerate(change_rows(document), 1)
    )
    return Attachment(
        label="附件",
        title_lines=(f"与{previous}相比的变化情况",),
        headings=("序号", "编号", "名称", "变化", "变更内容"),
        widths=(10.0, 26.0, 111.0, 18.0, 60.0),
        centred=(True, True, False, True, False),
        rows=rows,
        notes=() if rows else ("与上一期相比没有变化。",),
    )


def _list_widths(document: EditionDocument) -> tuple[float, ...]:
    """Widths in mm that fill the page: number, code and dates keep one line, the rest is shared."""
    longest = max((width_in_characters(item.code) for item in document.items), default=4.0)
    fixed = {"number": 10.0, "code": min(45.0, longest * 3.4 + 7.0)}
    for column in document.columns:
        if column.kind == "date":
            fixed[f"column.{column.key}"] = 20.0
    shared = [column for column in document.columns if column.kind != "date"]
    room = TABLE_WIDTH_MM - sum(fixed.values())
    if shared and room < 12.0 * len(shared):  # too many dates to keep them all on one line
        fixed, shared = {"number": fixed["number"], "code": fixed["code"]}, list(document.columns)
        room = TABLE_WIDTH_MM - sum(fixed.values())
    scale = room / sum(column.width_mm for column in shared) if shared else 1.0
    widths = (fixed.get(f"column.{column.key}", column.width_mm * scale) for column in document.columns)
    return (fixed["number"], fixed["code"], *widths)
