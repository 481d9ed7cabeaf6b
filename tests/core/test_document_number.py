"""Numbers of documents, editions and items."""

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.core.document_number import (
    NumberPartError,
    check_document_number,
    check_edition_number,
    check_item_code,
    format_document_number,
    format_edition_number,
    format_item_code,
    normalise_document_number,
)


@pytest.mark.parametrize("text", ["国科办区〔2020〕50号", "国科发创〔2017〕304号", "国科函创〔2016〕224号"])
def test_official_numbers(text: str) -> None:
    check = check_document_number(text)
    assert (check.value, check.problem) == (text, None)


@pytest.mark.parametrize(
    "text",
    [
        "国科办区[2020]50号",
        "国科办区（2020）50号",
        "国科办区【2020】50号",
        "国科办区 〔2020〕 50 号",
        "国科办区〔２０２０〕５０号",
    ],
)
def test_loose_forms_are_refused_with_the_correction(text: str) -> None:
    check = check_document_number(text)
    assert (check.value, check.problem) == ("国科办区〔2020〕50号", "document_number_brackets")
    assert check_document_number(normalise_document_number(text)).ok


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("国科办区〔20〕50号", "document_number_year"),
        ("国科办区〔1820〕50号", "document_number_year"),
        ("国科办区〔2020〕第50号", "document_number_serial"),
        ("国科办区〔2020〕第050号", "document_number_serial"),
        ("国科办区〔2020〕050号", "document_number_serial"),
        ("国科办区〔2020〕0号", "document_number_serial"),
        ("国科办区〔2020〕50", "document_number_pattern"),
        ("国〔2020〕50号", "document_number_pattern"),
        ("GKBQ〔2020〕50号", "document_number_pattern"),
        ("", "document_number_pattern"),
    ],
)
def test_wrong_numbers_name_the_rule(text: str, problem: str) -> None:
    assert check_document_number(text).problem == problem


@given(st.integers(1900, 2099), st.integers(1, 99_999))
def test_formatted_document_numbers_are_right(year: int, serial: int) -> None:
    number = format_document_number("江海转办", year, serial)
    assert number == f"江海转办〔{year}〕{serial}号"
    assert check_document_number(number).ok


@given(st.sampled_from(["XQ", "CJ", "GJ"]), st.integers(2000, 2099), st.integers(1, 999))
def test_formatted_edition_numbers_are_right(prefix: str, year: int, serial: int) -> None:
    assert check_edition_number(format_edition_number(prefix, year, serial)).ok


@given(st.sampled_from("012345678"), st.integers(2000, 2099), st.integers(1, 9999))
def test_formatted_item_codes_are_right(field_digit: str, year: int, serial: int) -> None:
    code = format_item_code("XQ", year, field_digit, serial)
    assert check_item_code(code).ok
    assert len(code) == 11


def test_worked_examples() -> None:
    assert format_edition_number("XQ", 2026, 1) == "XQ-2026-01"
    assert format_edition_number("XQ", 2026, 100) == "XQ-2026-100"
    assert format_item_code("XQ", 2026, "1", 7) == "XQ202610007"
    assert check_edition_number("XQ-2026-1").problem == "edition_number_pattern"
    assert check_edition_number("XQ-2026-00").problem == "edition_number_pattern"
    assert check_item_code("XQ202690007").problem == "item_code_pattern"
    assert check_item_code("XQ202610000").problem == "item_code_pattern"


@pytest.mark.parametrize(
    ("build", "code"),
    [
        (partial(format_document_number, "江", 2026, 1), "document_issuer"),
        (partial(format_document_number, "江海转办", 26, 1), "document_year"),
        (partial(format_document_number, "江海转办", 2026, 0), "document_serial"),
        (partial(format_edition_number, "xq", 2026, 1), "number_prefix"),
        (partial(format_edition_number, "XQ", 2026, 0), "edition_serial"),
        (partial(format_item_code, "XQ", 2026, "9", 1), "item_field_digit"),
        (partial(format_item_code, "XQ", 2026, "12", 1), "item_field_digit"),
        (partial(format_item_code, "XQ", 2026, "1", 10_000), "item_serial"),
    ],
)
def test_parts_that_do_not_fit_are_refused(build: Callable[[], str], code: str) -> None:
    with pytest.raises(NumberPartError) as caught:
        build()
    assert caught.value.code == code
