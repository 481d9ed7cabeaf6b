"""The Word package around the notice: settings, properties and byte-stable saving."""

from datetime import datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Pt

from qiao.reports.rendering.document import EditionDocument
from qiao.reports.rendering.docx_elements import LINE_PT, Look, element, run_properties

_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def new_package(document: EditionDocument, title: str, body: Look) -> WordDocument:
    """An empty Word document with the properties of the edition and ``body`` as its normal type."""
    word = Document()
    word.element.body.clear_content()
    _drop_thumbnail(word)
    _set_normal_style(word, body)
    _set_settings(word)
    properties = word.core_properties
    # Word wants naive UTC; midnight of the issue date keeps the bytes the same on every run.
    day = datetime.combine(document.issued_on, time())
    properties.title, properties.author, properties.last_modified_by = title, document.issuer, document.issuer
    properties.subject, properties.keywords = document.number, document.document_number
    properties.comments, properties.language = "", "zh-CN"
    properties.created = properties.modified = properties.last_printed = day
    properties.revision = 1
    return word


def saved(word: WordDocument) -> bytes:
    """The package with fixed time stamps, so that equal documents give equal bytes."""
    first = BytesIO()
    word.save(first)
    second = BytesIO()
    with ZipFile(first) as source, ZipFile(second, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, _ZIP_EPOCH)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return second.getvalue()


def _drop_thumbnail(word: WordDocument) -> None:
    relations = word.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]


def _set_normal_style(word: WordDocument, body: Look) -> None:
    style: Any = word.styles["Normal"]
    style.font.size = Pt(body.size)
    element_properties = style.element.get_or_add_rPr()
    for child in list(element_properties):
        element_properties.remove(child)
    for child in list(run_properties(body)):
        element_properties.append(child)
    element_properties.append(element("lang", val="en-US", eastAsia="zh-CN"))
    paragraph_properties = style.element.get_or_add_pPr()
    # Figures stand close to the characters in official documents: no automatic gap (2026年, not 2026 年).
    for name in ("autoSpaceDE", "autoSpaceDN"):
        paragraph_properties.insert_element_before(element(name, val=0), "w:snapToGrid", "w:spacing", "w:ind", "w:jc")
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    style.paragraph_format.line_spacing = Pt(LINE_PT)
    style.paragraph_format.space_after = Pt(0)


def _set_settings(word: WordDocument) -> None:
    settings = word.settings
    settings.odd_and_even_pages_header_footer = True
    for setting in settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # a lower mode opens with Word's note 兼容模式
