"""The PDF notice as a reader sees it."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PageObject, PdfReader

from qiao.reports.rendering.document import EditionDocument
from qiao.reports.rendering.font_coverage import UnreadableFont, font_codepoints
from qiao.reports.rendering.fonts import FontsMissing, NoticeFonts, load_notice_fonts
from qiao.reports.rendering.notice_pdf import render_pdf
from tests.reports.conftest import NODE_MODULES
from tests.reports.sample_edition import item_of, sample_edition


@pytest.fixture(scope="module")
def pdf(edition: EditionDocument, fonts: NoticeFonts) -> PdfReader:
    content, warnings = render_pdf(edition, fonts)
    assert warnings == ()
    return PdfReader(BytesIO(content))


def words(page: object) -> str:
    """The text of a page without blanks and break marks."""
    return re.sub(r"[\s\u200b]", "", page.extract_text())  # type: ignore[attr-defined]


def test_pages_are_a4_upright_then_turned_then_upright(pdf: PdfReader) -> None:
    sizes = [(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in pdf.pages]
    assert set(sizes) == {(595, 842), (842, 595)}
    turned = [number for number, size in enumerate(sizes) if size == (842, 595)]
    assert turned == list(range(turned[0], turned[-1] + 1))
    assert turned[0] >= 1
    assert len(sizes) % 2 == 0, "the imprint stands on an even page"


def test_every_item_and_the_whole_title_are_in_the_text(pdf: PdfReader, edition: EditionDocument) -> None:
    text = "".join(words(page) for page in pdf.pages)
    assert "关于发布2026年第一批技术需求清单的通知" in text
    assert [item.code for item in edition.items if item.code not in text] == []
    assert edition.digest in text


def test_without_a_public_page_no_address_is_printed(edition: EditionDocument, fonts: NoticeFonts) -> None:
    for address, expected in (("", False), (edition.verification_url, True)):
        document = replace(edition, verification_url=address)
        text = "".join(words(page) for page in PdfReader(BytesIO(render_pdf(document, fonts)[0])).pages)
        assert ("核验地址" in text) is expected
        assert edition.digest in text


def test_the_table_head_repeats_on_every_page_of_the_list(pdf: PdfReader, edition: EditionDocument) -> None:
    for page in pdf.pages:
        text = words(page)
        if any(item.code in text for item in edition.items) and "变更内容" not in text:
            assert "需求名称" in text


def test_page_numbers_run_on_until_the_imprint(pdf: PdfReader) -> None:
    numbered = [number for number, page in enumerate(pdf.pages, 1) if f"—{number}—" in words(page)]
    assert numbered == list(range(1, len(numbered) + 1))
    assert len(pdf.pages) - len(numbered) in (1, 2)
    assert "抄送：" in words(pdf.pages[-1])


def test_fonts_are_embedded_and_the_file_is_archival(pdf: PdfReader) -> None:
    seen = 0
    for page in pdf.pages:
        for reference in page["/Resources"].get("/Font", {}).values():  # type: ignore[attr-defined]
            descriptor = reference.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(descriptor.get_object())
            seen += 1
    assert seen
    metadata = pdf.root_object["/Metadata"].get_object().get_data().decode()  # type: ignore[union-attr]
    assert re.search(r"pdfaid:part\W+2\b", metadata)
    assert re.search(r"pdfaid:conformance\W+B\b", metadata)


def test_dates_follow_the_issue_not_the_clock(pdf: PdfReader, edition: EditionDocument) -> None:
    assert pdf.metadata is not None
    assert pdf.metadata.creation_date is not None
    assert pdf.metadata.creation_date.date() == edition.issued_on


@pytest.mark.parametrize("reason", ["数据有误", "第二项需求的预算写错，更正后另行发布，请停止使用本期。" * 10])
def test_withdrawal_and_example_are_marked_on_every_page(reason: str, fonts: NoticeFonts) -> None:
    document = sample_edition(withdrawn_on=date(2026, 6, 1), withdrawal_reason=reason)
    pages = PdfReader(BytesIO(render_pdf(document, fonts)[0])).pages
    imprint = words(pages[-1])
    assert imprint.startswith("（示例数据）已撤回（2026年6月1日）")
    assert "印发" in imprint
    numbered = [page for page in pages if "—" in words(page)]
    assert len(numbered) >= len(pages) - 2
    for page in numbered:
        assert f"已撤回（2026年6月1日）：{reason.rstrip('。')}" in words(page)
        assert "（示例数据）" in words(page)
        assert highest(page) < float(page.mediabox.height), "nothing runs over the edge of the page"


def highest(page: PageObject) -> float:
    """The baseline of the uppermost text of a page, in points from below."""
    heights: list[float] = []

    def note(text: str, own: list[float], line: list[float], *_: object) -> None:
        if text.strip():
            heights.append(line[4] * own[1] + line[5] * own[3] + own[5])

    page.extract_text(visitor_text=note)
    return max(heights)


def test_a_character_outside_the_fonts_is_shown_listed_and_warned_of(fonts: NoticeFonts) -> None:
    document = sample_edition(items=(item_of(1, "XQ202610001", {"name": "𠮷野家😀设备"}),), changes=None)
    content, warnings = render_pdf(document, fonts)
    assert [(warning.code, warning.detail) for warning in warnings] == [("characters_substituted", "U+20BB7 U+1F600")]
    text = "".join(words(page) for page in PdfReader(BytesIO(content)).pages)
    assert "〓野家〓设备" in text
    assert "U+20BB7、U+1F600" in text


def test_a_font_that_cannot_be_archived_still_gives_a_notice(edition: EditionDocument, fonts: NoticeFonts) -> None:
    # A coverage that claims too much lets a missing glyph through, which PDF/A refuses.
    claimed = replace(fonts, pdf=replace(fonts.pdf, codepoints=fonts.pdf.codepoints | {0x20BB7}))
    document = replace(edition, items=(item_of(1, "XQ202610001", {"name": "𠮷"}),))
    content, warnings = render_pdf(document, claimed)
    assert [warning.code for warning in warnings] == ["not_archival"]
    assert len(PdfReader(BytesIO(content)).pages) >= 4


def test_missing_fonts_name_folder_and_remedy(tmp_path: Path) -> None:
    with pytest.raises(FontsMissing, match="make setup") as missing:
        load_notice_fonts(tmp_path)
    assert str(tmp_path) in str(missing.value)


def test_an_own_folder_without_fonts_is_refused(fonts: NoticeFonts, tmp_path: Path) -> None:
    with pytest.raises(FontsMissing):
        load_notice_fonts(NODE_MODULES, tmp_path)


def test_coverage_knows_common_characters_and_refuses_other_files(tmp_path: Path) -> None:
    face = NODE_MODULES / "@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf"
    found = font_codepoints(face)
    assert set(map(ord, "示范区〔〕〓①")) <= found
    assert 0x20BB7 not in found
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"PK\x03\x04 not a font")
    with pytest.raises(UnreadableFont, match=r"broken\.ttf"):
        font_codepoints(broken)
