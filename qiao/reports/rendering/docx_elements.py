"""Paragraphs, tables and fields of WordprocessingML that python-docx has no words for (ECMA-376, 17)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

CHARACTER_PT = 15.79  # 156 mm / 28
LINE_PT = 28.95  # 225 mm / 22
BODY_PT = 16.0  # 3号
RED = "E60012"

Align = Literal["both", "center", "left", "right"]


@dataclass(frozen=True)
class Look:
    """Type of a run: east-Asian font name, size in points, red and bold."""

    font: str
    size: float = 16
    red: bool = False
    bold: bool = False


@dataclass(frozen=True)
class Shape:
    """Setting of a paragraph: indents in characters of 15.79 pt, fixed line and space before in points."""

    align: Align = "both"
    first: float = 0
    left: float = 0
    right: float = 0
    line: float = LINE_PT
    before: float = 0
    keep_next: bool = False


def element(tag: str, *children: Any, **attributes: object) -> Any:
    """A ``w:`` element with ``w:`` attributes and children."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    for child in children:
        made.append(child)
    return made


def paragraph(shape: Shape, *runs: Any) -> Any:
    """A paragraph with fixed line spacing."""
    properties = element("pPr")
    if shape.keep_next:
        properties.append(element("keepNext"))
    properties.append(
        element("spacing", before=_twips(shape.before), after=0, line=_twips(shape.line), lineRule="exact")
    )
    properties.append(_indents(shape))
    properties.append(element("jc", val=shape.align))
    return element("p", properties, *runs)


def run(text: str, look: Look) -> Any:
    """A run of plain text; line ends become breaks, and the east-Asian slot carries the font."""
    made = element("r", run_properties(look))
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append(element("br"))
        for position, part in enumerate(line.split("\t")):
            if position:
                made.append(element("tab"))
            if part:
                words = element("t")
                words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                words.text = part
                made.append(words)
    return made


def page_number(look: Look) -> tuple[Any, ...]:
    """The runs of "— 1 —"."""
    begin, code, end = (element("r", run_properties(look)) for _ in range(3))
    begin.append(element("fldChar", fldCharType="begin"))
    instruction = element("instrText")
    instruction.text = "PAGE"
    code.append(instruction)
    end.append(element("fldChar", fldCharType="end"))
    return run("— ", look), begin, code, end, run(" —", look)


def rule_below(made: Any, eighths: int, colour: str, space_pt: int) -> Any:
    """The paragraph with a rule under it, ``eighths`` of a point thick."""
    border = element("pBdr", element("bottom", val="single", sz=eighths, space=space_pt, color=colour))
    made.pPr.insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")
    return made


def boxed(made: Any, colour: str) -> Any:
    """The paragraph in a frame of one point."""
    sides = (element(side, val="single", sz=8, space=3, color=colour) for side in ("top", "left", "bottom", "right"))
    made.pPr.insert_element_before(element("pBdr", *sides), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")
    return made


def grid_table(widths_mm: Sequence[float], rows: Sequence[Any], *, borders: Any) -> Any:
    """A fixed-layout table of rows made by ``table_row``."""
    total = sum(_mm_twips(width) for width in widths_mm)
    sides = (("top", 50), ("left", 60), ("bottom", 50), ("right", 60))
    margins = element("tblCellMar", *(element(side, w=width, type="dxa") for side, width in sides))
    properties = element(
        "tblPr", element("tblW", w=total, type="dxa"), element("jc", val="center"), borders,
        element("tblLayout", type="fixed"), margins,
    )  # fmt: skip
    columns = element("tblGrid", *(element("gridCol", w=_mm_twips(width)) for width in widths_mm))
    return element("tbl", properties, columns, *rows)


def table_row(cells: Sequence[Any], *, heading: bool = False, whole: bool = False) -> Any:
    """A row; ``heading`` repeats it on every page, ``whole`` keeps it on one page."""
    properties = element("trPr")
    if whole:
        properties.append(element("cantSplit"))
    if heading:
        properties.append(element("tblHeader"))
    return element("tr", properties, *cells)


def table_cell(width_mm: float, *content: Any, borders: Any = None) -> Any:
    """A cell, its content vertically centred."""
    properties = element("tcPr", element("tcW", w=_mm_twips(width_mm), type="dxa"))
    if borders is not None:
        properties.append(borders)
    properties.append(element("vAlign", val="center"))
    return element("tc", properties, *content)


def floating_turned_cell(content: Any, *, left_mm: float, top_mm: float, length_mm: float) -> Any:
    """A borderless cell 8 mm wide at a fixed place of the page, its text turned clockwise."""
    place = element(
        "tblpPr", leftFromText=0, rightFromText=0, vertAnchor="page", horzAnchor="page",
        tblpX=_mm_twips(left_mm), tblpY=_mm_twips(top_mm),
    )  # fmt: skip
    properties = element(
        "tblPr", place, element("tblW", w=_mm_twips(8), type="dxa"), element("tblLayout", type="fixed"),
        element("tblCellMar", element("left", w=0, type="dxa"), element("right", w=0, type="dxa")),
    )  # fmt: skip
    cell = table_cell(8, content)
    cell.tcPr.insert_element_before(element("textDirection", val="tbRl"), "w:tcFitText", "w:vAlign")
    height = element("trPr", element("trHeight", val=_mm_twips(length_mm), hRule="exact"))
    grid = element("tblGrid", element("gridCol", w=_mm_twips(8)))
    return element("tbl", properties, grid, element("tr", height, cell))


def all_borders(tag: str, eighths: int) -> Any:
    """Thin borders on every side and inside."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return element(tag, *(element(side, val="single", sz=eighths, space=0, color="000000") for side in sides))


def run_properties(look: Look) -> Any:
    """Font in all four slots, size, weight and colour of a run."""
    fonts = element("rFonts", ascii=look.font, hAnsi=look.font, eastAsia=look.font, cs=look.font, hint="eastAsia")
    properties = element("rPr", fonts)
    if look.bold:
        properties.append(element("b"))
    if look.red:
        properties.append(element("color", val=RED))
    if look.size == BODY_PT:
        # 28 characters of 16 pt on 156 mm: 0.2 pt less each. A character grid says the same in Word,
        # but other programs give every character two cells of it.
        properties.append(element("spacing", val=-4))
    half_points = round(look.size * 2)
    properties.append(element("sz", val=half_points))
    properties.append(element("szCs", val=half_points))
    return properties


def _indents(shape: Shape) -> Any:
    indents = element("ind")
    sides = {"left": shape.left, "right": shape.right, "firstLine": shape.first}
    if shape.first < 0:
        sides["hanging"] = -sides.pop("firstLine")
    for side, characters in sides.items():
        if characters:
            indents.set(qn(f"w:{side}Chars"), str(round(characters * 100)))
            indents.set(qn(f"w:{side}"), str(_twips(characters * CHARACTER_PT)))
    return indents


def _twips(points: float) -> int:
    return round(points * 20)


def _mm_twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)
