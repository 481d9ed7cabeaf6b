"""What an edition accepts, and how its values read in a cell."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.reports.rendering.cell_text import cell_text, wan_text
from qiao.reports.rendering.document import JSON, Column, EditionItem, UnusableDocument
from qiao.reports.rendering.notice import composed_title, signature_indents
from qiao.reports.rendering.title_lines import balanced_lines, width_in_characters
from tests.reports.sample_edition import COLUMNS, item_of, sample_edition


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": "../../etc/passwd"}, "number"),
        ({"number": "XQ-2026-01\n"}, "number"),
        ({"columns": ()}, "columns"),
        ({"columns": (*COLUMNS, COLUMNS[0])}, "columns"),
        ({"columns": (Column("name", "名称", 0),)}, "columns.width_mm"),
        ({"items": (item_of(1, "XQ1", {}), item_of(2, "XQ1", {}))}, "items.code"),
        ({"items": (item_of(1, "XQ1", {}), item_of(1, "XQ2", {}))}, "items.position"),
        ({"verification_url": "javascript:alert(1)"}, "verification_url"),
        ({"withdrawn_on": date(2026, 6, 1)}, "withdrawal_reason"),
        ({"withdrawal_reason": "有误"}, "withdrawal_reason"),
    ],
)
def test_an_unusable_document_is_refused_with_field_and_remedy(changes: dict[str, object], field: str) -> None:
    with pytest.raises(UnusableDocument) as refusal:
        sample_edition(**changes)
    assert refusal.value.field == field
    assert refusal.value.remedy in str(refusal.value)


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("money_wan", 280_000_000, "280"),
        ("money_wan", 123_456, "0.123456"),
        ("money_wan", 0, "0"),
        ("integer", 6, "6"),
        ("date", "2026-03-05", "2026-03-05"),
        ("list", ["联合开发", "委托研发"], "联合开发；委托研发"),
        ("list", [{"name": "良率", "current": "92", "target": "99", "unit": "%"}], "良率：92→99%"),
        ("list", [{"name": "噪声", "target": "60", "unit": "dB"}], "噪声：60dB"),
        ("text", True, "是"),
        ("text", None, ""),
    ],
)
def test_a_value_reads_by_the_kind_of_its_column(kind: str, value: JSON, text: str) -> None:
    column = Column("v", "值", 20, kind)  # type: ignore[arg-type]
    assert cell_text(EditionItem(1, "XQ1", {"v": value}, ""), column) == text


@pytest.mark.parametrize(
    ("kind", "value"),
    [("integer", "6"), ("money_wan", 1.5), ("date", "2026-02-30"), ("list", "a"), ("text", ["a"]), ("integer", True)],
)
def test_a_value_that_does_not_fit_names_item_and_column(kind: str, value: JSON) -> None:
    column = Column("v", "值", 20, kind)  # type: ignore[arg-type]
    with pytest.raises(UnusableDocument, match=r"XQ1\.v"):
        cell_text(EditionItem(1, "XQ1", {"v": value}, ""), column)


@given(st.integers(min_value=-(10**16), max_value=10**16))
def test_ten_thousand_yuan_are_exact(fen: int) -> None:
    whole, _, part = wan_text(fen).lstrip("-").partition(".")
    assert int(whole) * 1_000_000 + int(part.ljust(6, "0")) == abs(fen)
    assert wan_text(fen).startswith("-") == (fen < 0)


def test_a_short_name_is_signed_two_characters_in() -> None:
    # 2026年3月5日 is 6 characters wide; the date begins two characters behind the first of the name.
    assert signature_indents("江海示范区管理办公室", "2026年3月5日") == (2.0, 4.0)


def test_a_date_longer_than_the_name_takes_the_indent() -> None:
    assert signature_indents("江海办", "2026年12月25日") == (8.0, 2.0)


def test_the_title_names_the_zone_once() -> None:
    zone = "江海示范区"
    title = composed_title(f"{zone}办公室", f"{zone}2026年第一批技术需求清单", zone)
    assert title == "江海示范区办公室关于发布2026年第一批技术需求清单的通知"


@given(st.text(alphabet="江海示范区（示例）关于发布2026年第一批技术需求清单的通知", min_size=1, max_size=90))
def test_a_broken_title_keeps_every_character_and_fits(title: str) -> None:
    lines = balanced_lines(title, 20)
    assert "".join(lines) == title
    assert all(width_in_characters(line) <= 20 for line in lines)
