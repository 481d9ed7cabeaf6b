"""Money: exact reading, Chinese words, and sharing out without losing a fen."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.core.money import (
    MoneyError,
    MoneyFormatError,
    MoneyPrecisionError,
    MoneyRangeError,
    WeightsError,
    fen_from_wan,
    fen_from_yuan,
    format_fen,
    in_words,
    split_fen,
    wan_from_fen,
)

AMOUNTS = st.integers(-(2**63) + 1, 2**63 - 1)
SMALL_AMOUNTS = st.integers(0, 10**18 - 1)


@pytest.mark.parametrize(
    ("fen", "text"),
    [(123456, "1,234.56"), (0, "0.00"), (5, "0.05"), (-1230, "-12.30"), (100_000_000_00, "100,000,000.00")],
)
def test_format(fen: int, text: str) -> None:
    assert format_fen(fen) == text


@pytest.mark.parametrize(
    ("wan", "fen"),
    [
        ("1", 1_000_000),
        ("0.000001", 1),
        ("12.5", 12_500_000),
        ("-3", -3_000_000),
        ("1,200", 1_200_000_000),
        ("１２．５", 12_500_000),
        (" 80 ", 80_000_000),
        ("1.0000000", 1_000_000),
        (Decimal("1E+2"), 100_000_000),
    ],
)
def test_wan_is_read_exactly(wan: str | Decimal, fen: int) -> None:
    assert fen_from_wan(wan) == fen


@pytest.mark.parametrize(
    ("amount", "error", "code"),
    [
        ("0.0000001", MoneyPrecisionError, "money_too_precise"),
        (Decimal("1E-30"), MoneyPrecisionError, "money_too_precise"),
        ("面议", MoneyFormatError, "money_not_a_number"),
        ("", MoneyFormatError, "money_not_a_number"),
        ("1,20", MoneyFormatError, "money_not_a_number"),
        ("1e3", MoneyFormatError, "money_not_a_number"),
        ("NaN", MoneyFormatError, "money_not_a_number"),
        (Decimal("NaN"), MoneyFormatError, "money_not_a_number"),
        (Decimal("Infinity"), MoneyFormatError, "money_not_a_number"),
        ("10000000000000", MoneyRangeError, "money_too_large"),
        (Decimal("1E+999999"), MoneyRangeError, "money_too_large"),
    ],
)
def test_wan_that_cannot_be_taken(amount: str | Decimal, error: type[MoneyError], code: str) -> None:
    with pytest.raises(error) as caught:
        fen_from_wan(amount)
    assert caught.value.code == code
    assert caught.value.value == amount or amount != amount
    assert isinstance(caught.value, ValueError)


def test_yuan() -> None:
    assert fen_from_yuan("1234.56") == 123456
    assert fen_from_yuan(Decimal("0.1")) == 10
    with pytest.raises(MoneyPrecisionError):
        fen_from_yuan("0.001")


@given(AMOUNTS)
def test_wan_and_fen_are_inverse(fen: int) -> None:
    wan = wan_from_fen(fen)
    assert fen_from_wan(wan) == fen
    assert fen_from_wan(str(wan)) == fen


@given(AMOUNTS)
def test_a_formatted_amount_reads_back(fen: int) -> None:
    assert fen_from_yuan(format_fen(fen)) == fen


def test_wan_has_no_exponent_and_no_trailing_zeros() -> None:
    assert str(wan_from_fen(50_000_000)) == "50"
    assert str(wan_from_fen(12_500_000)) == "12.5"
    assert str(wan_from_fen(-1)) == "-0.000001"


# 支付结算办法, annex 1, and the worked examples of the domain rules.
@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("100010000", "壹亿零壹万元整"),
        ("0.05", "伍分"),
        ("0", "零元整"),
        ("10", "壹拾元整"),
        ("1010101", "壹佰零壹万零壹佰零壹元整"),
        ("100000001", "壹亿零壹元整"),
        ("1000100000000", "壹万零壹亿元整"),
        ("-12.30", "负壹拾贰元叁角整"),
    ],
)
def test_words(yuan: str, words: str) -> None:
    assert in_words(fen_from_yuan(yuan)) == words


def test_words_end_where_no_reading_is_agreed() -> None:
    assert in_words(10**18 - 1).startswith("玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿")
    with pytest.raises(MoneyRangeError):
        in_words(10**18)
    with pytest.raises(MoneyRangeError):
        in_words(-(10**18))


def _read(words: str) -> int:
    """Read Chinese money words back, by the places the words name."""
    fen, section, number, digit = 0, 0, 0, 0
    for sign in words:
        if sign in "零壹贰叁肆伍陆柒捌玖":
            digit = "零壹贰叁肆伍陆柒捌玖".index(sign)
        elif sign in "拾佰仟":
            section, digit = section + digit * 10 ** ("拾佰仟".index(sign) + 1), 0
        elif sign == "万":
            number, section, digit = number + (section + digit) * 10**4, 0, 0
        elif sign == "亿":
            number, section, digit = (number + section + digit) * 10**8, 0, 0
        elif sign == "元":
            fen, digit = (number + section + digit) * 100, 0
        elif sign in "角分":
            fen, digit = fen + digit * (10 if sign == "角" else 1), 0
    return fen


@given(SMALL_AMOUNTS)
def test_words_read_back_to_the_amount(fen: int) -> None:
    words = in_words(fen)
    assert _read(words) == fen
    assert "零零" not in words
    assert words.endswith("整") == (fen % 10 == 0)


def test_split_gives_left_over_fen_to_the_largest_remainders() -> None:
    assert split_fen(100, (1, 1, 1)) == (34, 33, 33)
    assert split_fen(10, (5, 3, 2)) == (5, 3, 2)
    assert split_fen(10, (1, 2, 3)) == (2, 3, 5)
    assert split_fen(-100, (1, 1, 1)) == (-34, -33, -33)
    assert split_fen(7, (0, 1)) == (0, 7)


@given(AMOUNTS, st.lists(st.integers(0, 10**6), min_size=1, max_size=20).filter(any))
def test_parts_add_up_and_stay_within_one_fen_of_the_exact_share(total: int, weights: list[int]) -> None:
    parts = split_fen(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    assert all(abs(part * whole - total * weight) < whole for part, weight in zip(parts, weights, strict=True))


@pytest.mark.parametrize("weights", [(), (0, 0), (1, -1)])
def test_weights_that_share_nothing_are_refused(weights: tuple[int, ...]) -> None:
    with pytest.raises(WeightsError) as caught:
        split_fen(100, weights)
    assert caught.value.code == "weights_refused"
