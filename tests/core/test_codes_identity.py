"""Codes of organisations and persons: worked examples, and what the check characters guarantee."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.cn import ric, uscc
from stdnum.iso7064 import mod_11_2

from qiao.core.codes.credit_code import (
    CreditCodeHolder,
    check_credit_code,
    check_organisation_code,
    credit_code_holder,
    organisation_check_character,
)
from qiao.core.codes.person_ids import check_orcid
from qiao.core.codes.resident_id import SaltError, check_resident_id, hash_resident_id, mask_resident_id

TODAY = date(2026, 6, 1)
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
DIGITS = "0123456789"


@st.composite
def credit_codes(draw: st.DrawFn) -> str:
    """Valid credit codes with a valid organisation code inside."""
    registrar = draw(st.sampled_from(["91", "92", "93", "12", "11", "51", "52", "53", "31", "A1", "N2", "Y1"]))
    division = draw(st.text(DIGITS, min_size=6, max_size=6))
    body = draw(st.text(ALPHABET, min_size=8, max_size=8))
    start = registrar + division + body + organisation_check_character(body)
    return start + uscc.calc_check_digit(start)


@st.composite
def resident_ids(draw: st.DrawFn) -> str:
    """Valid identity numbers of persons born since 1900."""
    province = draw(st.sampled_from(["11", "32", "44", "65", "71", "81", "82", "83"]))
    born_on = draw(st.dates(date(1900, 1, 1), TODAY))
    rest = draw(st.text(DIGITS, min_size=4, max_size=4))
    serial = draw(st.text(DIGITS, min_size=3, max_size=3))
    start = f"{province}{rest}{born_on:%Y%m%d}{serial}"
    return start + ric.calc_check_digit(start + "0")


@st.composite
def changed(draw: st.DrawFn, codes: st.SearchStrategy[str], alphabet: str) -> tuple[str, str]:
    """A code and the same with one character replaced by another."""
    code = draw(codes)
    place = draw(st.integers(0, len(code) - 1))
    other = draw(st.sampled_from([sign for sign in alphabet if sign != code[place]]))
    return code, code[:place] + other + code[place + 1 :]


# GB 32100-2015: sum 538, 538 mod 31 = 11, 31 - 11 = 20 = L; sum 1782, mod 31 = 15, 16 = G.
@pytest.mark.parametrize("code", ["91110000600037341L", "9144030071526726XG"])
def test_worked_examples_of_credit_codes(code: str) -> None:
    check = check_credit_code(code)
    assert (check.ok, check.value, check.problem, check.warning) == (True, code, None, None)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("91110000600037341M", "credit_code_check_character"),
        ("91110000600037314L", "credit_code_check_character"),
        ("91110000I00037341L", "credit_code_pattern"),
        ("9111000060003734", "credit_code_pattern"),
        ("911100006000373411L", "credit_code_pattern"),
        ("91110000600037341L\nX", "credit_code_pattern"),
        ("9A110000600037341L", "credit_code_check_character"),
        ("91A10000600037341L", "credit_code_pattern"),
        ("", "credit_code_pattern"),
    ],
)
def test_wrong_credit_codes_name_the_rule(text: str, problem: str) -> None:
    assert check_credit_code(text).problem == problem


@pytest.mark.parametrize(
    "text",
    [
        " 91110000600037341l ",
        "9111 0000 6000 3734 1L",
        "９１１１００００６０００３７３４１Ｌ",
        "\u300091110000600037341L\n",
    ],
)
def test_credit_codes_are_cleaned_before_the_check(text: str) -> None:
    check = check_credit_code(text)
    assert check.ok
    assert check.value == "91110000600037341L"


def test_signs_that_unfold_into_several_are_not_read_as_digits() -> None:
    # The first sign is the single character for the number 11.
    assert check_credit_code("9⑪10000600037341L").problem == "credit_code_pattern"


def test_wrong_inner_organisation_code_is_only_a_warning() -> None:
    start = "9111000060003734" + "2"
    check = check_credit_code(start + uscc.calc_check_digit(start))
    assert check.ok
    assert check.warning == "credit_code_organisation_check"


@given(credit_codes())
def test_made_credit_codes_hold_both_checks(code: str) -> None:
    check = check_credit_code(code)
    assert (check.value, check.problem, check.warning) == (code, None, None)


@given(changed(credit_codes(), ALPHABET))
def test_any_changed_character_of_a_credit_code_is_caught(pair: tuple[str, str]) -> None:
    assert not check_credit_code(pair[1]).ok


@given(credit_codes(), st.integers(0, 16))
def test_exchanged_neighbours_in_a_credit_code_are_caught(code: str, place: int) -> None:
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    # No two neighbouring weights are equal modulo 31, the weight 1 of the check character included.
    assert swapped == code or not check_credit_code(swapped).ok


# GB 11714: sum 109, 109 mod 11 = 10, 11 - 10 = 1.
@pytest.mark.parametrize("code", ["600037341", "71526726X", "MA1WK8X76", "60003734-1"])
def test_organisation_codes(code: str) -> None:
    assert check_organisation_code(code).ok
    assert check_organisation_code(code).value == code.replace("-", "")


@given(changed(st.text(DIGITS, min_size=8, max_size=8), DIGITS))
def test_any_changed_digit_of_an_organisation_code_is_caught(pair: tuple[str, str]) -> None:
    right, wrong = pair
    assert not check_organisation_code(wrong + organisation_check_character(right)).ok


@pytest.mark.parametrize(
    ("code", "holder"),
    [
        ("91110000600037341L", CreditCodeHolder.ENTERPRISE),
        ("12100000400010275N", CreditCodeHolder.PUBLIC_INSTITUTION),
        ("53100000500021676K", CreditCodeHolder.FOUNDATION),
        ("Y1100000400010275N", None),
    ],
)
def test_the_holder_is_told_by_the_first_two_characters(code: str, holder: CreditCodeHolder | None) -> None:
    assert credit_code_holder(code) is holder


# GB 11643-1999: sum 167, 167 mod 11 = 2, X.
def test_worked_example_of_resident_ids() -> None:
    check = check_resident_id(" 11010519491231002x", TODAY)
    assert (check.value, check.problem, check.warning) == ("11010519491231002X", None, None)


def test_birth_before_1900_is_a_warning() -> None:
    check = check_resident_id("440524188001010014", TODAY)
    assert check.ok
    assert check.warning == "resident_id_birth_before_1900"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("110105194912310021", "resident_id_check_character"),
        ("11010519490231002X", "resident_id_birth_date"),
        ("110105491231002", "resident_id_pattern"),
        ("990105194912310021", "resident_id_check_character"),
        ("00010519491231002X", "resident_id_division"),
        ("X1010519491231002X", "resident_id_pattern"),
    ],
)
def test_wrong_resident_ids_name_the_rule(text: str, problem: str) -> None:
    assert check_resident_id(text, TODAY).problem == problem


def test_birth_in_the_future_is_refused_until_the_day_itself() -> None:
    start = "32010020260602" + "001"
    number = start + ric.calc_check_digit(start + "0")
    assert check_resident_id(number, TODAY).problem == "resident_id_birth_future"
    assert check_resident_id(number, TODAY + timedelta(days=1)).ok


@given(resident_ids())
def test_made_resident_ids_are_right(number: str) -> None:
    assert check_resident_id(number, TODAY).ok


@given(changed(resident_ids(), DIGITS + "X"))
def test_any_changed_character_of_a_resident_id_is_caught(pair: tuple[str, str]) -> None:
    assert not check_resident_id(pair[1], TODAY).ok


def test_masking_hides_the_birth_date() -> None:
    assert mask_resident_id("11010519491231002X") == "110105********002X"


@settings(max_examples=3, deadline=None)
@given(resident_ids(), st.binary(min_size=16, max_size=32))
def test_the_hash_depends_on_number_and_salt(number: str, salt: bytes) -> None:
    hashed = hash_resident_id(number, salt)
    assert hashed == hash_resident_id(number, salt)
    assert hashed != hash_resident_id(number, salt + b"!")
    assert len(hashed) == 64
    assert number not in hashed


def test_a_short_salt_is_refused() -> None:
    with pytest.raises(SaltError, match="15 bytes"):
        hash_resident_id("11010519491231002X", b"x" * 15)


@pytest.mark.parametrize(
    "text",
    [
        "0000-0002-1825-0097",
        "0000000218250097",
        "https://orcid.org/0000-0002-1825-0097",
        "0000–0002–1825–0097",
    ],
)
def test_orcid_is_read_in_every_usual_form(text: str) -> None:
    check = check_orcid(text)
    assert check.ok
    assert check.value == "0000-0002-1825-0097"


def test_wrong_orcid_names_the_rule() -> None:
    assert check_orcid("0000-0002-1825-0098").problem == "orcid_check_character"
    assert check_orcid("0000-0002-1825").problem == "orcid_pattern"


@given(changed(st.text(DIGITS, min_size=15, max_size=15).map(lambda t: t + mod_11_2.calc_check_digit(t)), DIGITS))
def test_any_changed_digit_of_an_orcid_is_caught(pair: tuple[str, str]) -> None:
    assert check_orcid(pair[0]).ok
    assert not check_orcid(pair[1]).ok
