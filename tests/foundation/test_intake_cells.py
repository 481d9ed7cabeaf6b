"""Reading cells: what operators type comes in with one meaning, everything else names its rule."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.core.codes.classification import check_region_code
from qiao.core.money import wan_from_fen
from qiao.core.taxonomy import ACHIEVEMENT_WAYS, BudgetBand, CooperationWay, HiTechField, Province
from qiao.foundation.intake.cells import (
    CellProblem,
    choice_of,
    choices_of,
    cleaned,
    email,
    iso_day,
    listed_or_checked,
    text_up_to,
    wan,
    whole_number,
    words,
)


@given(st.integers(min_value=0, max_value=10**15))
def test_an_amount_in_wan_reads_back_to_the_same_fen(fen: int) -> None:
    amount = wan_from_fen(fen)
    assert wan(str(amount)) == fen
    assert wan(f" {amount} 万元".strip()) == fen


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("面议", "money_not_a_number"),
        ("1e3", "money_not_a_number"),
        ("-5", "negative_amount"),
        ("0.0000001", "money_too_precise"),
        ("99999999999999999999", "money_too_large"),
    ],
)
def test_an_amount_that_is_none_names_its_rule(text: str, rule: str) -> None:
    with pytest.raises(CellProblem) as caught:
        wan(text)
    assert caught.value.rule == rule


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_usual_way_to_write_a_day_means_that_day(day: date) -> None:
    forms = ("{0.year}-{0.month}-{0.day}", "{0.year}/{0.month:02d}/{0.day:02d}", "{0.year}年{0.month}月{0.day}日")
    for form in (*forms, "{0.year}.{0.month}.{0.day}", "{0.year}{0.month:02d}{0.day:02d}", "{0} 00:00:00"):
        assert iso_day(form.format(day)) == day.isoformat()


@pytest.mark.parametrize("text", ["2026-02-30", "31.12.2026", "46022", "2026年", "明年底", "2026-13-01"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(CellProblem) as caught:
        iso_day(text)
    assert caught.value.rule == "not_a_date"


@given(st.lists(st.sampled_from(list(HiTechField)), min_size=1, max_size=8), st.sampled_from("；;、，,\n"))
def test_a_list_keeps_order_and_counts_each_once(chosen: list[HiTechField], separator: str) -> None:
    names = separator.join(f" {member.label.zh} " for member in chosen)
    assert choices_of(HiTechField)(names) == list(dict.fromkeys(str(member.value) for member in chosen))


def test_a_band_is_understood_with_any_dash() -> None:
    assert {choice_of(BudgetBand)(text) for text in ("100-500万元", "100–500万元", "100~500 万元")} == {
        "from_100_to_500"
    }


def test_what_is_not_in_the_list_is_told_with_what_is() -> None:
    with pytest.raises(CellProblem) as caught:
        choices_of(CooperationWay, ACHIEVEMENT_WAYS)("技术许可；共建研发或生产实体")
    assert caught.value.rule == "not_in_list"
    assert caught.value.params == {
        "part": "共建研发或生产实体",
        "allowed": "技术转让、技术许可、技术入股、联合开发、委托研发",
    }


def test_a_region_is_a_code_or_the_name_of_a_province() -> None:
    region = listed_or_checked(Province, check_region_code)
    assert (region("320500"), region("江苏"), region("上海市")) == ("320500", "320000", "310000")
    with pytest.raises(CellProblem):
        region("990000")


@given(st.integers(min_value=-(10**9), max_value=10**9))
def test_whole_numbers_stay_within_their_bounds(number: int) -> None:
    if 1 <= number <= 600:
        assert whole_number(1, 600)(str(number)) == number
    else:
        with pytest.raises(CellProblem):
            whole_number(1, 600)(str(number))


@given(st.text(max_size=60))
def test_text_is_taken_whole_or_not_at_all(text: str) -> None:
    parse = text_up_to(40)
    if len(text) <= 40:
        assert parse(text) == text
    else:
        with pytest.raises(CellProblem) as caught:
            parse(text)
        assert caught.value.params == {"limit": 40, "length": len(text)}


@given(st.text())
def test_cleaning_leaves_nothing_that_a_database_refuses(text: str) -> None:
    once = cleaned(text)
    assert "\x00" not in once
    assert cleaned(once) == once
    once.encode("utf-8")


def test_line_ends_inside_a_text_stay() -> None:
    assert cleaned("  一、密度\n二、强度\x07 ") == "一、密度\n二、强度"


def test_marks_that_nobody_sees_are_taken_out_but_joined_signs_stay() -> None:
    assert cleaned("\ufeffD-1\u200b") == "D-1"
    assert cleaned("甲\u202e厂\u2066乙") == "甲厂乙"
    family = "\U0001f468\u200d\U0001f469"
    assert cleaned(family) == family


def test_words_and_addresses() -> None:
    assert words("机器视觉；表面缺陷、机器视觉,光度立体") == ["机器视觉", "表面缺陷", "光度立体"]
    assert email("wu.jinglan@example.org") == "wu.jinglan@example.org"
    for text in ("wu.jinglan", "a b@example.org", "@example.org", "a@org"):
        with pytest.raises(CellProblem):
            email(text)


def test_an_amount_keeps_every_decimal() -> None:
    assert wan(str(Decimal("12.345678"))) == 12_345_678
