"""The Word notice against GB/T 9704-2012 (governance rules 5.11)."""

from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn

from qiao.reports.rendering.document import EditionDocument
from qiao.reports.rendering.fonts import NoticeFonts
from qiao.reports.rendering.notice_docx import render_docx
from tests.reports.sample_edition import item_of, sample_edition


def opened(document: EditionDocument, fonts: NoticeFonts) -> Any:
    """The written document as a reader opens it."""
    content, warnings = render_docx(document, fonts)
    assert warnings == ()
    return docx.Document(BytesIO(content))


@pytest.fixture(scope="module")
def word(edition: EditionDocument, fonts: NoticeFonts) -> Any:
    return opened(edition, fonts)


def paragraph_with(word: Any, text: str) -> Any:
    return next(paragraph for paragraph in word.paragraphs if paragraph.text.startswith(text))


def millimetres(*lengths: Any) -> list[int]:
    return [round(length.mm) for length in lengths]


def test_the_letter_has_the_prescribed_page(word: Any) -> None:
    page = word.sections[0]
    assert millimetres(page.page_width, page.page_height) == [210, 297]
    edges = millimetres(page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert edges == [37, 35, 28, 26]
    assert page.orientation == WD_ORIENT.PORTRAIT


def test_attachments_are_turned_and_the_imprint_is_upright_on_an_even_page(word: Any) -> None:
    orientations = [section.orientation for section in word.sections]
    turned = WD_ORIENT.LANDSCAPE
    assert orientations == [WD_ORIENT.PORTRAIT, turned, turned, WD_ORIENT.PORTRAIT]
    wide = word.sections[1]
    assert millimetres(wide.page_width, wide.page_height) == [297, 210]
    # Turned clockwise: the upright left margin lies on top.
    edges = millimetres(wide.top_margin, wide.right_margin, wide.bottom_margin, wide.left_margin)
    assert edges == [28, 37, 26, 35]
    assert word.sections[3].start_type == WD_SECTION.EVEN_PAGE


def test_the_text_is_fangsong_three_with_fixed_lines_and_indent(word: Any) -> None:
    body = paragraph_with(word, "为推动科技成果供给")
    assert body.runs[0].font.size.pt == 16
    assert body.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert body.paragraph_format.line_spacing.pt == pytest.approx(28.95)
    assert body._p.pPr.ind.get(qn("w:firstLineChars")) == "200"


def test_heads_of_the_text_have_their_own_type(word: Any) -> None:
    first = paragraph_with(word, "一、")
    assert [run._r.rPr.rFonts.get(qn("w:eastAsia")) for run in first.runs] == ["黑体", "仿宋_GB2312"]
    assert paragraph_with(word, "（一）").runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "楷体_GB2312"


def test_the_head_is_red_and_the_title_is_two_in_xiaobiaosong(word: Any, edition: EditionDocument) -> None:
    mark = paragraph_with(word, edition.zone_name[:8]).runs[0]
    assert str(mark.font.color.rgb) == "E60012"
    last_line = paragraph_with(word, "2026年第一批技术需求清单的通知").runs[0]
    assert last_line.font.size.pt == 22
    assert last_line._r.rPr.rFonts.get(qn("w:eastAsia")) == "方正小标宋简体"
    number = paragraph_with(word, edition.document_number)
    rule = number._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert (rule.get(qn("w:color")), rule.get(qn("w:space"))) == ("E60012", "11")


def test_official_parts_stand_in_order(word: Any, edition: EditionDocument) -> None:
    texts = [paragraph.text for paragraph in word.paragraphs if paragraph.text]
    order = [
        edition.document_number,
        f"{edition.addressees}：",
        edition.opening[0],
        f"附件：1.\t{edition.title}",
        "2.\t与XQ-2025-04相比的变化情况",
        edition.issuer,
        "2026年3月5日",
        "（此件公开发布）",
        "附件1",
        "附件2",
    ]
    places = [texts.index(text) for text in order]
    assert places == sorted(places)


def test_a_single_attachment_has_no_number(fonts: NoticeFonts) -> None:
    word = opened(sample_edition(changes=None), fonts)
    texts = [paragraph.text for paragraph in word.paragraphs]
    assert "附件" in texts
    assert "附件1" not in texts


def test_the_table_holds_every_item_and_repeats_its_head(word: Any, edition: EditionDocument) -> None:
    table = word.tables[0]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in table.rows[0].cells][:3] == ["序号", "编号", "需求名称"]
    assert [row.cells[1].text for row in table.rows[1:]] == [item.code for item in edition.items]
    assert table.rows[1].cells[7].text == "280"
    total = sum(int(column.get(qn("w:w"))) for column in table._tbl.tblGrid)
    assert total == pytest.approx(225 * 1440 / 25.4, abs=10)


def test_the_code_has_a_column_in_which_it_keeps_one_line(fonts: NoticeFonts) -> None:
    code = "XQ20264000/2"
    word = opened(sample_edition(items=(item_of(1, code, {"name": "甲"}),), changes=None), fonts)
    width_mm = int(word.tables[0]._tbl.tblGrid[1].get(qn("w:w"))) * 25.4 / 1440
    # 9 pt type whose widest Latin letters and digits take 0.64 em (DejaVu Sans), 120 twips of cell margins.
    assert width_mm >= len(code) * 0.64 * 9 * 25.4 / 72 + 120 * 25.4 / 1440


def test_without_a_public_page_no_address_is_printed(word: Any, edition: EditionDocument, fonts: NoticeFonts) -> None:
    assert f"核验地址：{edition.verification_url}" in [paragraph.text for paragraph in word.paragraphs]
    texts = [paragraph.text for paragraph in opened(sample_edition(verification_url=""), fonts).paragraphs]
    assert f"清单摘要（SHA-256）：{edition.digest}" in texts
    assert not [text for text in texts if "核验地址" in text or "http" in text]


def test_page_numbers_stand_outside_on_odd_and_even_pages(word: Any) -> None:
    assert word.settings.odd_and_even_pages_header_footer
    page = word.sections[0]
    for footer, side in ((page.footer, "right"), (page.even_page_footer, "left")):
        line = footer.paragraphs[0]
        assert line._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side
        assert [part.text for part in line._p.iter(qn("w:instrText"))] == ["PAGE"]
        assert line.text.startswith("— ")
    assert not list(word.sections[3].footer._element.iter(qn("w:instrText")))


def test_the_imprint_closes_the_document(word: Any, edition: EditionDocument) -> None:
    rows = [row.cells[0].text for row in word.tables[-1].rows]
    assert rows[0] == f"抄送：{edition.copies_to}。"
    assert edition.issuer in rows[1]
    assert rows[1].endswith("2026年3月5日印发")


def test_example_and_withdrawal_are_marked_on_every_page(fonts: NoticeFonts) -> None:
    word = opened(sample_edition(withdrawn_on=date(2026, 6, 1), withdrawal_reason="数据有误"), fonts)
    mark = "已撤回（2026年6月1日）"
    for section, banner in zip(word.sections, [*[f"{mark}：数据有误"] * 3, mark], strict=True):
        for header in (section.header, section.even_page_header):
            texts = [paragraph.text for paragraph in header.paragraphs]
            assert texts == ["（示例数据）", banner]
            assert str(header.paragraphs[1].runs[0].font.color.rgb) == "E60012"


def test_properties_follow_the_issue_not_the_clock(word: Any, edition: EditionDocument) -> None:
    properties = word.core_properties
    assert properties.author == edition.issuer
    assert properties.created.date() == properties.modified.date() == edition.issued_on
