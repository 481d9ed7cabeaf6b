"""Sections of the Word notice: page set-up, marks, page numbers (GB/T 9704-2012, 5.2 and 7.5)."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm

from qiao.reports.rendering.docx_elements import (
    RED,
    Align,
    Look,
    Shape,
    boxed,
    floating_turned_cell,
    page_number,
    paragraph,
    run,
)


def set_page(section: Section, *, landscape: bool) -> None:
    """A4 by GB/T 9704-2012 5.2; a landscape page is the upright page turned clockwise, margins with it."""
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    width, height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.page_width, section.page_height = width, height
    margins = (28, 37, 26, 35) if landscape else (37, 26, 35, 28)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = map(Mm, margins)
    section.header_distance = Mm(10 if landscape else 20)
    section.footer_distance = Mm(12 if landscape else 22)
    # No grid: every paragraph has its own fixed spacing; a grid would stretch the lines of the tables.
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)


def next_section(word: WordDocument, start: WD_SECTION) -> Section:
    """The section that the coming content belongs to; the first one is there from the beginning."""
    body: Any = word.element.body
    if len(body) == 1:
        return word.sections[0]
    section: Section = word.add_section(start)
    carrier = body[-2]
    before = carrier.getprevious()
    if before.tag == carrier.tag:
        # The paragraph that python-docx adds for the section end could fall on a page of its own.
        before.pPr.append(carrier.pPr.sectPr)
        body.remove(carrier)
    else:
        thin = paragraph(Shape("left", line=1))
        thin.pPr.append(carrier.pPr.sectPr)
        body.replace(carrier, thin)
    return section


def clear_edges(section: Section) -> None:
    """Give the section empty headers and footers of its own."""
    for part in (section.header, section.even_page_header, section.footer, section.even_page_footer):
        part.is_linked_to_previous = False
        story: Any = part._element
        for child in list(story):
            story.remove(child)
        story.append(paragraph(Shape("left", line=16)))


def write_marks(section: Section, marks: Sequence[str], withdrawal: str, look: Look) -> None:
    """示例数据 and 已撤回 at the head of every page of the section."""
    banner = Look(look.font, look.size, red=True, bold=True)
    for header in (section.header, section.even_page_header):
        lines = [paragraph(Shape("left", line=16), run(text, look)) for text in marks]
        if withdrawal:
            line = paragraph(Shape("left", line=18, before=4), run(withdrawal, banner))
            lines.append(boxed(line, RED))
        if lines:
            _fill(header._element, *lines)


def write_page_numbers(section: Section, look: Look, *, landscape: bool) -> None:
    """Odd pages right, even pages left, one character in; turned pages keep the place on the sheet (7.5)."""
    sides: tuple[tuple[Any, Align], ...] = ((section.footer, "right"), (section.even_page_footer, "left"))
    for footer, align in sides:
        if landscape:
            # The number runs down the left edge, from one character inside the upright left margin (28 mm).
            number = paragraph(Shape(align, line=18), *page_number(look))
            cell = floating_turned_cell(number, left_mm=20, top_mm=34, length_mm=144)
            _fill(footer._element, cell, paragraph(Shape("left", line=16)))
        else:
            shape = Shape(align, left=0.9, right=0.9, line=18)
            _fill(footer._element, paragraph(shape, *page_number(look)))


def _fill(story: Any, *content: Any) -> None:
    for child in list(story):
        story.remove(child)
    story.extend(content)
