"""The official notice as a Word document in the format of GB/T 9704-2012."""

import math
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION

from qiao.reports.rendering.attachments import Attachment
from qiao.reports.rendering.characters import RenderWarning, xml_filter
from qiao.reports.rendering.document import EditionDocument
from qiao.reports.rendering.docx_elements import (
    LINE_PT,
    RED,
    Align,
    Look,
    Shape,
    all_borders,
    element,
    grid_table,
    paragraph,
    rule_below,
    run,
    table_cell,
    table_row,
)
from qiao.reports.rendering.docx_package import new_package, saved
from qiao.reports.rendering.docx_sections import (
    clear_edges,
    next_section,
    set_page,
    write_marks,
    write_page_numbers,
)
from qiao.reports.rendering.fonts import NoticeFonts
from qiao.reports.rendering.notice import Notice, compose_notice
from qiao.reports.rendering.title_lines import width_in_characters

PAGE_LINES = 22
LONG_ROW_CHARACTERS = 400  # a longer cell may be taller than a page and must be allowed to break


def render_docx(document: EditionDocument, fonts: NoticeFonts) -> tuple[bytes, tuple[RenderWarning, ...]]:
    """The notice as .docx bytes, the same for the same document and fonts.

    Fonts are named, not embedded: the reader's machine supplies 仿宋, 楷体, 黑体, 宋体 and 小标宋.
    Characters that XML cannot carry become U+FFFD and are listed in the warnings.
    """
    clean = xml_filter()
    notice = compose_notice(document, clean)
    word = new_package(document, notice.title, Look(fonts.fangsong))
    writer = _Writer(word, notice, fonts)
    writer.write_letter()
    for attachment in notice.attachments:
        writer.write_attachment(attachment)
    writer.write_imprint()
    return saved(word), clean.warnings()


class _Writer:
    """Appends the parts of the notice in page order; sections close behind the content they hold."""

    def __init__(self, word: WordDocument, notice: Notice, fonts: NoticeFonts) -> None:
        self._word = word
        self._body = word.element.body
        self._notice = notice
        self._fonts = fonts
        self._text = Look(fonts.fangsong)

    def write_letter(self) -> None:
        """Head, title, text, list of attachments, signature."""
        self._open_section(landscape=False)
        self._write_head()
        self._write_text()
        self._write_signature()

    def write_attachment(self, attachment: Attachment) -> None:
        """One wide table on landscape pages, its head repeated on each."""
        self._open_section(landscape=True)
        self._add(Shape("left"), run(attachment.label, Look(self._fonts.hei)))
        self._blank(12)
        title = Look(self._fonts.title, 22)
        for line in attachment.title_lines:
            self._add(Shape("center", line=32, keep_next=True), run(line, title))
        self._blank(12)
        self._place(self._table(attachment))
        note = Look(self._fonts.fangsong, 10.5)
        for number, text in enumerate(attachment.notes):
            self._add(Shape("left", line=17, before=0 if number else 5), run(text, note))

    def write_imprint(self) -> None:
        """版记: on an even page of its own, closing with the last line of the text block."""
        self._open_section(landscape=False, start=WD_SECTION.EVEN_PAGE, numbered=False)
        rows = self._imprint_rows()
        used = sum(lines for lines, _ in rows)
        # Some points stay free for the rules and for the paragraph that ends every Word document.
        for _ in range(PAGE_LINES - used - 1):
            self._blank(LINE_PT)
        self._blank(LINE_PT - 10)
        self._place(grid_table((156,), [row for _, row in rows], borders=element("tblBorders")))
        self._blank(1)

    def _write_head(self) -> None:
        # The mark begins 35 mm (three lines and 12.4 pt) below the top of the text block.
        for _ in range(3):
            self._blank(LINE_PT)
        mark = Look(self._fonts.title, self._notice.issuer_size, red=True)
        for number, line in enumerate(self._notice.issuer_lines):
            shape = Shape("center", line=self._notice.issuer_size * 1.25, before=0 if number else 12.4)
            self._add(shape, run(line, mark))
        self._blank(LINE_PT)
        self._blank(LINE_PT)
        number_line = paragraph(Shape("center"), run(self._notice.document_number, self._text))
        self._place(rule_below(number_line, 12, RED, 11))  # 1.5 pt, 4 mm below
        self._blank(LINE_PT)
        self._blank(LINE_PT)
        title = Look(self._fonts.title, 22)
        for line in self._notice.title_lines:
            self._add(Shape("center", line=35, keep_next=True), run(line, title))
        self._blank(LINE_PT)

    def _write_text(self) -> None:
        self._add(Shape("left"), run(self._notice.addressees, self._text))
        for part in self._notice.body:
            runs = [run(part.text, self._text)] if part.text else []
            if part.head:
                runs.insert(0, run(part.head, Look(getattr(self._fonts, part.head_role))))
            self._add(Shape(first=2), *runs)
        self._blank(LINE_PT)
        names = self._notice.attachment_names
        several = len(names) > 1
        for number, name in enumerate(names, 1):
            lead = "附件：" if number == 1 else ""
            label = f"{lead}{number}.\t" if several else lead
            hang = (3.0 if lead else 0.0) + (1.0 if several else 0.0)
            self._add(Shape("left", left=6.0 if several else 5.0, first=-hang), run(f"{label}{name}", self._text))

    def _write_signature(self) -> None:
        self._blank(LINE_PT, keep_next=True)
        name = Shape("right", right=self._notice.issuer_indent, keep_next=True)
        self._add(name, run(self._notice.issuer, self._text))
        day = Shape("right", right=self._notice.date_indent, keep_next=True)
        self._add(day, run(self._notice.issued_on, self._text))
        self._add(Shape("left", first=2), run(self._notice.annotation, self._text))

    def _table(self, attachment: Attachment) -> Any:
        head = Look(self._fonts.hei, 10.5)
        cells = [
            table_cell(width, paragraph(Shape("center", line=14), run(heading, head)))
            for width, heading in zip(attachment.widths, attachment.headings, strict=True)
        ]
        rows = [table_row(cells, heading=True, whole=True)]
        look = Look(self._fonts.fangsong, 9)
        for texts in attachment.rows:
            cells = []
            for width, text, centred in zip(attachment.widths, texts, attachment.centred, strict=True):
                align: Align = "center" if centred else "left"
                cells.append(table_cell(width, paragraph(Shape(align, line=12.5), run(text, look))))
            rows.append(table_row(cells, whole=max(map(len, texts)) <= LONG_ROW_CHARACTERS))
        return grid_table(attachment.widths, rows, borders=all_borders("tblBorders", 4))

    def _imprint_rows(self) -> list[tuple[int, Any]]:
        """Each row with the number of lines it takes; outer rules 0.35 mm, the middle one 0.25 mm."""
        look = Look(self._fonts.fangsong, 14)
        rows: list[tuple[int, Any]] = []
        copies = self._notice.copies_to
        if copies:
            lines = _lines_of(copies, 360)
            content = paragraph(Shape("left", left=3.7, first=-2.8, right=0.9), run(f"抄送：{copies}", look))
            rows.append((lines, table_row([table_cell(156, content, borders=_rules(8, 6))])))
        printed = self._printed(look)
        rows.append((len(printed), table_row([table_cell(156, *printed, borders=_rules(6 if copies else 8, 8))])))
        return rows

    def _printed(self, look: Look) -> list[Any]:
        """Printing office left and date right, on one line when both fit."""
        name, day = self._notice.printed_by, self._notice.printed_on
        if _lines_of(f"{name}　{day}", 400) > 1:
            lines: tuple[tuple[Align, str], ...] = (("left", name), ("right", day))
            return [paragraph(Shape(side, left=0.9, right=0.9), run(text, look)) for side, text in lines]
        content = paragraph(Shape("left", left=0.9, right=0.9), run(f"{name}\t{day}", look))
        stop = element("tabs", element("tab", val="right", pos=8844 - 280 - 120))
        content.pPr.insert_element_before(stop, "w:spacing", "w:ind", "w:jc")
        return [content]

    def _open_section(self, *, landscape: bool, start: WD_SECTION = WD_SECTION.NEW_PAGE, numbered: bool = True) -> None:
        section = next_section(self._word, start)
        set_page(section, landscape=landscape)
        clear_edges(section)
        # A long reason makes the head taller and would push the imprint, which fills its page, onto another one.
        withdrawal = self._notice.withdrawal if numbered else self._notice.withdrawal_mark
        write_marks(section, self._notice.marks, withdrawal, Look(self._fonts.hei, 12))
        if numbered:
            write_page_numbers(section, Look(self._fonts.song, 14), landscape=landscape)

    def _add(self, shape: Shape, *runs: Any) -> None:
        self._place(paragraph(shape, *runs))

    def _blank(self, line: float, *, keep_next: bool = False) -> None:
        self._place(paragraph(Shape("left", line=line, keep_next=keep_next)))

    def _place(self, made: Any) -> None:
        self._body.insert(len(self._body) - 1, made)  # the last child is the section in work


def _rules(top: int, bottom: int) -> Any:
    edges = (("top", top), ("bottom", bottom))
    return element(
        "tcBorders", *(element(side, val="single", sz=size, space=0, color="000000") for side, size in edges)
    )


def _lines_of(text: str, width_pt: float) -> int:
    """Lines that 14 pt type (4号) takes on the given width."""
    return max(1, math.ceil(width_in_characters(text) * 14 / width_pt))
