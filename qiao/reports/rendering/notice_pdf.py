"""The official notice as PDF, set by Typst with open fonts embedded."""

import json
import re
from dataclasses import asdict, replace
from datetime import UTC, datetime
from importlib.resources import files
from typing import Literal

import typst

from qiao.reports.rendering.attachments import Attachment
from qiao.reports.rendering.characters import MISSING_GLYPH, RenderWarning, font_filter
from qiao.reports.rendering.document import EditionDocument
from qiao.reports.rendering.fonts import NoticeFonts, PdfFonts
from qiao.reports.rendering.notice import Notice, compose_notice

_Standard = Literal["a-2b", "1.7"]
ZERO_WIDTH_SPACE = "\u200b"
# A Latin run that its cell cannot hold may break anywhere. Runs that fit, and the digest under the table, stay
# free of break marks, so that they can be searched and copied.
LATIN_MM, WIDEST_MM, PADDING_MM = 2.1, 4.0, 2.2  # letters of 10.5 pt: ordinary, W, and both sides of a cell
NOTE_RUN = 90


def render_pdf(document: EditionDocument, fonts: NoticeFonts) -> tuple[bytes, tuple[RenderWarning, ...]]:
    """The notice as PDF/A-2b bytes, the same for the same document and fonts.

    A character that no embedded font can draw is printed as 〓, listed under the table and in the warnings.
    When the fonts cannot meet PDF/A-2b the file is an ordinary PDF 1.7 with the warning ``not_archival``.
    """
    clean = font_filter(fonts.pdf.codepoints)
    notice = compose_notice(document, clean)
    if clean.refused():
        notice = _with_glyph_note(notice, clean.refused())
    payload = json.dumps(
        {
            "notice": asdict(_breakable(notice)),
            "fonts": fonts.pdf.families(),
            "number": document.number,
            "issued_on": [document.issued_on.year, document.issued_on.month, document.issued_on.day],
        },
        ensure_ascii=False,
    )
    content, failure = _compile(payload, fonts.pdf, document)
    return content, (*clean.warnings(), *failure)


def _compile(payload: str, fonts: PdfFonts, document: EditionDocument) -> tuple[bytes, tuple[RenderWarning, ...]]:
    try:
        return _typeset(payload, fonts, document, "a-2b"), ()
    except typst.TypstError as error:
        # The standard refuses some fonts (embedding forbidden, broken tables); the notice must still appear.
        # A fault of the template itself fails again below and is raised.
        warning = RenderWarning("not_archival", error.message)
        return _typeset(payload, fonts, document, "1.7"), (warning,)


def _typeset(payload: str, fonts: PdfFonts, document: EditionDocument, standard: Literal["a-2b", "1.7"]) -> bytes:
    day = document.issued_on
    template = files("qiao.reports.rendering").joinpath("notice.typ").read_bytes()
    return typst.compile(
        template,
        font_paths=typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(folder) for folder in fonts.folders],
        ),
        ignore_system_fonts=True,
        sys_inputs={"data": payload},
        pdf_standards=[standard],
        timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
    )


def _with_glyph_note(notice: Notice, refused: tuple[str, ...]) -> Notice:
    first, *others = notice.attachments
    note = f"说明：本件以“{MISSING_GLYPH}”代替字库未收的字，依次为{'、'.join(refused)}。"
    return replace(notice, attachments=(replace(first, notes=(*first.notes, note)), *others))


def _breakable(notice: Notice) -> Notice:
    return replace(notice, attachments=tuple(_breakable_table(table) for table in notice.attachments))


def _breakable_table(table: Attachment) -> Attachment:
    rows = tuple(
        tuple(_cell_breaks(cell, width) for cell, width in zip(row, table.widths, strict=True)) for row in table.rows
    )
    return replace(table, rows=rows, notes=tuple(_with_breaks(note, NOTE_RUN, NOTE_RUN) for note in table.notes))


def _cell_breaks(text: str, width_mm: float) -> str:
    room = width_mm - PADDING_MM
    text = text.replace("→", f"→{ZERO_WIDTH_SPACE}")
    return _with_breaks(text, int(room / LATIN_MM), max(1, int(room / WIDEST_MM)))


def _with_breaks(text: str, longest: int, piece: int) -> str:
    """Break marks after every ``piece`` characters of a Latin run with more than ``longest``."""
    run = re.compile(rf"[!-~]{{{longest + 1},}}")
    return run.sub(lambda found: re.sub(rf"(.{{{piece}}})(?=.)", rf"\1{ZERO_WIDTH_SPACE}", found[0]), text)
