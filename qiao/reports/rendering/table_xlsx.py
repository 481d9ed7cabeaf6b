"""The edition as an Excel workbook: 清单, 变化, 说明."""

import math
from datetime import datetime, time
from io import BytesIO
from itertools import accumulate
from typing import Any

import xlsxwriter

from qiao.reports.rendering.cell_text import FEN_PER_WAN, cell_date, cell_text, whole_number
from qiao.reports.rendering.characters import CharacterFilter, RenderWarning, xml_filter
from qiao.reports.rendering.document import Column, EditionDocument, EditionItem
from qiao.reports.rendering.labels import EXAMPLE_MARK, WITHDRAWN_NAME, long_date
from qiao.reports.rendering.metadata_rows import change_rows, metadata_rows
from qiao.reports.rendering.title_lines import width_in_characters

CELL_LIMIT = 32_767  # characters that one Excel cell holds
TRUNCATED = "…（超出单元格容量，全文见JSON文件）"
CHARACTERS_PER_MM = 0.55  # column width units of a 10.5 pt Chinese font
HEADER_ROW = 2
COLUMNS_OF_A_PAGE = 10  # more on one A4 sheet cannot be read; they go on two
REPEATED_COLUMNS = 3  # number, code and name begin each sheet
_FONT = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter"}
_CELL = {**_FONT, "border": 1, "text_wrap": True}
_STYLES: dict[str, dict[str, Any]] = {
    "title": {**_FONT, "font_name": "黑体", "font_size": 16, "align": "center", "text_wrap": True},
    "subtitle": {**_FONT, "align": "center"},
    "withdrawn": {**_FONT, "align": "center", "bold": True, "font_color": "#E60012", "text_wrap": True},
    "head": {**_CELL, "font_name": "黑体", "align": "center", "bg_color": "#EDEDED"},
    "text": {**_CELL, "align": "left", "num_format": "@"},
    "centre": {**_CELL, "align": "center", "num_format": "@"},
    "integer": {**_CELL, "align": "right", "num_format": "0"},
    "money_wan": {**_CELL, "align": "right", "num_format": "#,##0.######"},
    "date": {**_CELL, "align": "center", "num_format": "yyyy-mm-dd"},
}


def render_xlsx(document: EditionDocument) -> tuple[bytes, tuple[RenderWarning, ...]]:
    """The workbook as .xlsx bytes, the same for the same document.

    Text is always written as text, never as a formula or link; numbers and dates keep their type so that they
    can be sorted. A cell longer than Excel allows ends with a visible mark and a warning ``cell_truncated``.
    """
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    _set_properties(book, document)
    writer = _Writer(book, document)
    writer.write_list(document)
    writer.write_changes(document)
    writer.write_metadata(document)
    book.close()
    return target.getvalue(), writer.warnings()


class _Writer:
    def __init__(self, book: Any, document: EditionDocument) -> None:
        self._book = book
        self._clean: CharacterFilter = xml_filter()
        self._formats = {name: book.add_format(style) for name, style in _STYLES.items()}
        self._marks = _marks(document)
        self._truncated: list[str] = []

    def warnings(self) -> tuple[RenderWarning, ...]:
        cut = (RenderWarning("cell_truncated", " ".join(self._truncated)),) if self._truncated else ()
        return (*self._clean.warnings(), *cut)

    def write_list(self, document: EditionDocument) -> None:
        """Sheet 1: title, frozen head with filters, one row per item."""
        sheet = self._sheet("清单", ["序号", "编号", *(column.heading for column in document.columns)])
        mark = EXAMPLE_MARK if document.is_example else ""
        widths = [11.0, 27.0, *(float(column.width_mm) for column in document.columns)]
        last = _columns_of_first_page(widths) - 1
        sheet.merge_range(0, 0, 0, last, "")
        self._text(sheet, 0, 0, f"{document.title}{mark}", "title")
        sheet.set_row(0, 42)
        sheet.merge_range(1, 0, 1, last, "")
        if document.withdrawn_on:
            note = f"已撤回（{long_date(document.withdrawn_on)}）：{document.withdrawal_reason}"
            self._text(sheet, 1, 0, note, "withdrawn")
            sheet.set_row(1, _lines_height(note, sum(widths[: last + 1])))
        else:
            self._text(
                sheet,
                1,
                0,
                f"{document.number}　{document.issuer}　{long_date(document.issued_on)}",
                "subtitle",
            )
        for row, item in enumerate(document.items, HEADER_ROW + 1):
            sheet.write_number(row, 0, item.position, self._formats["integer"])
            self._text(sheet, row, 1, item.code, "centre")
            for place, column in enumerate(document.columns, 2):
                self._value(sheet, (row, place), item, column)
            sheet.set_row(row, _row_height(item, document.columns))
        self._finish(sheet, widths, len(document.items))

    def write_changes(self, document: EditionDocument) -> None:
        """Sheet 2: what differs from the previous edition."""
        sheet = self._sheet("变化", ["变化", "编号", "名称", "变更内容"])
        sheet.merge_range(0, 0, 0, 3, "")
        if document.changes is None:
            title = f"{document.number}为首期，无上期可比"
        elif document.changes:
            title = f"{document.number}与{document.previous_number or '上一期'}相比的变化"
        else:
            title = f"{document.number}与{document.previous_number or '上一期'}相比没有变化"
        self._text(sheet, 0, 0, title, "title")
        sheet.set_row(0, 42)
        rows = change_rows(document)
        for row, values in enumerate(rows, HEADER_ROW + 1):
            for place, value in enumerate(values):
                self._text(sheet, row, place, value, "text" if place > 1 else "centre")
        self._finish(sheet, [18, 30, 90, 90], len(rows))

    def write_metadata(self, document: EditionDocument) -> None:
        """Sheet 3: how to cite and verify the edition."""
        sheet = self._book.add_worksheet("说明")
        sheet.set_column(0, 0, 18)
        sheet.set_column(1, 1, 90)
        for row, (label, value) in enumerate(metadata_rows(document)):
            self._text(sheet, row, 0, label, "head")
            self._text(sheet, row, 1, value, "text")
        _print_on_a4(sheet, self._marks)

    def _sheet(self, name: str, headings: list[str]) -> Any:
        sheet = self._book.add_worksheet(name)
        for place, heading in enumerate(headings):
            self._text(sheet, HEADER_ROW, place, heading, "head")
        return sheet

    def _finish(self, sheet: Any, widths_mm: list[float], rows: int) -> None:
        sheet.set_row(HEADER_ROW, 33)  # two lines
        for place, width in enumerate(widths_mm):
            sheet.set_column(place, place, _column_width(width))
        sheet.freeze_panes(HEADER_ROW + 1, 2)
        sheet.autofilter(HEADER_ROW, 0, HEADER_ROW + max(rows, 1), len(widths_mm) - 1)
        sheet.repeat_rows(HEADER_ROW)
        pages = _pages_across(widths_mm)
        if pages > 1:
            sheet.repeat_columns(0, REPEATED_COLUMNS - 1)
        _print_on_a4(sheet, self._marks, pages)

    def _value(self, sheet: Any, place: tuple[int, int], item: EditionItem, column: Column) -> None:
        value = item.values.get(column.key)
        if value is None or column.kind in ("text", "list"):
            self._text(sheet, *place, cell_text(item, column), "text")
        elif column.kind == "date":
            day = datetime.combine(cell_date(item, column, value), time())
            sheet.write_datetime(*place, day, self._formats["date"])
        else:
            number = whole_number(item, column, value)
            amount = number / FEN_PER_WAN if column.kind == "money_wan" else number
            sheet.write_number(*place, amount, self._formats[column.kind])

    def _text(self, sheet: Any, row: int, place: int, text: str, style: str) -> None:
        text = self._clean(text)
        if len(text) > CELL_LIMIT:
            text = text[: CELL_LIMIT - len(TRUNCATED)] + TRUNCATED
            self._truncated.append(f"{sheet.get_name()}!{xlsxwriter.utility.xl_rowcol_to_cell(row, place)}")
        if text:
            sheet.write_string(row, place, text, self._formats[style])
        else:
            sheet.write_blank(row, place, None, self._formats[style])


def _row_height(item: EditionItem, columns: tuple[Column, ...]) -> float:
    """Points that the fullest cell takes; not every program fits wrapped rows by itself, and 409 is the limit."""
    return max((_lines_height(cell_text(item, column), column.width_mm) for column in columns), default=19.5)


def _lines_height(text: str, width_mm: float) -> float:
    room = max(2.0, (_column_width(width_mm) - 1.0) / 2.15)
    lines = sum(max(1, math.ceil(width_in_characters(line) / room)) for line in text.split("\n"))
    return min(409.0, 15.5 * lines + 4.0)


def _column_width(width_mm: float) -> float:
    """Column width in the unit of Excel, one digit of the standard font."""
    return max(6.0, width_mm * CHARACTERS_PER_MM)


def _set_properties(book: Any, document: EditionDocument) -> None:
    clean = xml_filter()
    book.set_properties(
        {
            "title": clean(document.title),
            "subject": document.number,
            "author": clean(document.issuer),
            "keywords": clean(document.document_number),
            "comments": document.digest,
            "created": datetime.combine(document.issued_on, time()),
        }
    )


def _pages_across(widths: list[float]) -> int:
    return 1 if len(widths) <= COLUMNS_OF_A_PAGE else 2


def _columns_of_first_page(widths: list[float]) -> int:
    """How many columns stand on the first sheet of paper across; the title stays within them."""
    if _pages_across(widths) == 1:
        return len(widths)
    half = (sum(widths) + sum(widths[:REPEATED_COLUMNS])) / 2
    return max(REPEATED_COLUMNS, sum(1 for reach in accumulate(widths) if reach <= half))


def _marks(document: EditionDocument) -> str:
    """What stands at the head of every printed page: 示例数据 and 已撤回."""
    withdrawn = document.withdrawn_on
    mark = f"{WITHDRAWN_NAME}（{long_date(withdrawn)}）" if withdrawn else ""
    return f"{EXAMPLE_MARK if document.is_example else ''}{mark}"


def _print_on_a4(sheet: Any, marks: str, pages: int = 1) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(pages, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    sheet.center_horizontally()
    if marks:
        sheet.set_header(f"&L{marks}")
    sheet.set_footer("&C第 &P 页，共 &N 页")
