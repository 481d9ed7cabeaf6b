"""Amounts as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.core.money import MoneyError, MoneyRangeError
from qiao.web.forms_desk.amounts import shown_amount, typed_amount

WAN = 1_000_000  # fen


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("60", 60 * WAN),
        ("60万", 60 * WAN),
        ("６０ 万元", 60 * WAN),
        ("600,000元", 60 * WAN),
        ("¥0.01元", 1),
        ("1.2亿", 12_000 * WAN),
        ("0.000001亿元", WAN // 100),
        ("CNY 5 yuan", 500),
        ("-1", -WAN),
        ("0", 0),
    ],
)
def test_units_are_understood(text: str, fen: int) -> None:
    assert typed_amount(text) == fen


@pytest.mark.parametrize("text", ["", "很多", "1e5", "0.001元", "0.0000001", "60万元起", "元", "9" * 30, "1 2"])
def test_what_is_no_exact_amount_is_refused(text: str) -> None:
    with pytest.raises(MoneyError):
        typed_amount(text)


def test_more_than_the_database_keeps_is_refused() -> None:
    with pytest.raises(MoneyRangeError):
        typed_amount("922337203686亿")


@given(st.integers(min_value=-(2**63) + 1, max_value=2**63 - 1))
def test_what_a_field_shows_is_read_back_exactly(fen: int) -> None:
    assert typed_amount(shown_amount(fen)) == fen
