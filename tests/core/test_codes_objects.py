"""Codes of patents, registrations, classifications and publications."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import qiao.core.codes.check
from qiao.core.codes.classification import (
    check_industry_code,
    check_ipc,
    check_locarno,
    check_region_code,
    province_of_region,
    section_of_industry,
)
from qiao.core.codes.patent import (
    check_granted_patent,
    check_patent_application,
    check_patent_publication,
    patent_check_character,
)
from qiao.core.codes.publication import check_doi, check_isbn, check_issn
from qiao.core.codes.registrations import (
    check_achievement_registration,
    check_layout_design,
    check_plant_variety,
    check_software_copyright,
)
from qiao.core.codes.rules import RULES
from qiao.core.taxonomy import IndustrySection, Province

DIGITS = "0123456789"


@st.composite
def patent_bodies(draw: st.DrawFn) -> str:
    """Digits of application numbers of both eras, without check character."""
    kind = draw(st.sampled_from("12389"))
    if draw(st.booleans()):
        return f"{draw(st.integers(2003, 2026))}{kind}{draw(st.text(DIGITS, min_size=7, max_size=7))}"
    return f"{draw(st.integers(85, 99))}{kind}{draw(st.text(DIGITS, min_size=5, max_size=5))}"


# Sum 157, mod 11 = 3; before October 2003: sum 186, mod 11 = 10, X.
@pytest.mark.parametrize("number", ["201710601862.3", "95115608.X"])
def test_worked_examples_of_patent_applications(number: str) -> None:
    check = check_patent_application(number)
    assert (check.value, check.problem) == (number, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2017106018623", "201710601862.3"),
        ("CN201710601862.3", "201710601862.3"),
        ("ZL201710601862.3", "ZL201710601862.3"),
        ("zl 2017 1 0601862.3", "ZL201710601862.3"),
        ("ＺＬ９５１１５６０８．Ｘ", "ZL95115608.X"),
        ("95115608x", "95115608.X"),
    ],
)
def test_prefix_and_point_are_optional(text: str, value: str) -> None:
    check = check_patent_application(text)
    assert (check.value, check.problem) == (value, None)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("201710601862.4", "patent_check_digit"),
        ("201740601862.1", "patent_pattern"),
        ("US201710601862.3", "patent_pattern"),
        ("201710601862", "patent_pattern"),
        ("CN106789012A", "patent_pattern"),
    ],
)
def test_wrong_patent_applications_name_the_rule(text: str, problem: str) -> None:
    assert check_patent_application(text).problem == problem


def test_a_granted_patent_begins_with_zl() -> None:
    assert check_granted_patent("ZL201710601862.3").warning is None
    added = check_granted_patent("201710601862.3")
    assert (added.value, added.ok, added.warning) == ("ZL201710601862.3", True, "patent_granted_prefix")
    assert check_granted_patent("ZL201710601862.4").problem == "patent_check_digit"


@given(patent_bodies(), st.data())
def test_any_changed_digit_of_a_patent_number_is_caught(body: str, data: st.DataObject) -> None:
    check_character = patent_check_character(body)
    assert check_patent_application(f"{body}.{check_character}").ok
    place = data.draw(st.integers(0, len(body) - 1))
    other = data.draw(st.sampled_from([digit for digit in DIGITS if digit != body[place]]))
    assert not check_patent_application(f"{body[:place]}{other}{body[place + 1 :]}.{check_character}").ok


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("CN106789012A", None),
        ("CN101234567B", None),
        ("CN1012345C", None),
        ("CN106789012A8", None),
        ("CN208765432U", None),
        ("CN2345678Y", None),
        ("CN305678901S", None),
        ("CN4123456789A", "patent_publication_pattern"),
        ("CN406789012A", "patent_publication_pattern"),
        ("106789012A", "patent_publication_pattern"),
        ("CN106789012U", "patent_publication_kind"),
        ("CN208765432B", "patent_publication_kind"),
        ("CN305678901A", "patent_publication_kind"),
    ],
)
def test_patent_publications(text: str, problem: str | None) -> None:
    assert check_patent_publication(text).problem == problem


def test_registrations() -> None:
    assert check_software_copyright("2023sr0123456").value == "2023SR0123456"
    assert check_software_copyright("2009SR012345").ok
    assert check_software_copyright("软著登字第1234567号").problem == "software_copyright_pattern"
    assert check_plant_variety("CNA20191001234").ok
    assert check_plant_variety("CNA20101234.5").ok
    assert check_plant_variety("CNB20191001234").problem == "plant_variety_pattern"
    assert check_layout_design("BS205001234").value == "BS.205001234"
    assert check_layout_design("BS.205001234").value == "BS.205001234"
    assert check_layout_design("BX.205001234").problem == "layout_design_pattern"
    assert check_achievement_registration("4402020Y0123").ok
    assert check_achievement_registration("4402020Z0123").problem == "achievement_registration_pattern"


@pytest.mark.parametrize(
    ("text", "value", "problem"),
    [
        ("35", "35", None),
        ("3542", "3542", None),
        ("C3542", "3542", None),
        ("I651", "651", None),
        ("98", "98", "industry_code_division"),
        ("0012", "0012", "industry_code_division"),
        ("D3542", "3542", "industry_code_section"),
        ("3", "3", "industry_code_pattern"),
        ("35421", "35421", "industry_code_pattern"),
        ("U3542", "U3542", "industry_code_pattern"),
    ],
)
def test_industry_codes(text: str, value: str, problem: str | None) -> None:
    check = check_industry_code(text)
    assert (check.value, check.problem) == (value, problem)


# Section of a division: 01-05 A, 06-12 B, 13-43 C, 44-46 D, 47-50 E and so on to 97 T (GB/T 4754-2017).
@pytest.mark.parametrize(
    ("section", "first", "last"),
    [
        ("A", "01", "05"),
        ("B", "06", "12"),
        ("C", "13", "43"),
        ("D", "44", "46"),
        ("E", "47", "50"),
        ("F", "51", "52"),
        ("G", "53", "60"),
        ("H", "61", "62"),
        ("I", "63", "65"),
        ("J", "66", "69"),
        ("K", "70", "70"),
        ("L", "71", "72"),
        ("M", "73", "75"),
        ("N", "76", "79"),
        ("O", "80", "82"),
        ("P", "83", "83"),
        ("Q", "84", "85"),
        ("R", "86", "90"),
        ("S", "91", "96"),
        ("T", "97", "97"),
    ],
)
def test_section_of_a_division(section: str, first: str, last: str) -> None:
    assert section_of_industry(first) is IndustrySection(section)
    assert section_of_industry(last) is IndustrySection(section)


def test_regions() -> None:
    assert check_region_code("320000").ok
    assert check_region_code("110105").ok
    assert check_region_code("3200").problem == "region_code_pattern"
    assert check_region_code("990000").problem == "region_code_province"
    assert province_of_region("340100") is Province.ANHUI
    assert province_of_region("") is None


def test_classification_symbols() -> None:
    assert check_ipc("G06F17/30").value == "G06F 17/30"
    assert check_ipc("a01b  1/00").value == "A01B 1/00"
    assert check_ipc("H01L 21/02").ok
    assert check_ipc("I01B1/00").problem == "ipc_pattern"
    assert check_ipc("G06F").problem == "ipc_pattern"
    assert check_locarno("14—02").value == "14-02"
    assert check_locarno("1402").problem == "locarno_pattern"


def test_publications() -> None:
    assert check_doi("https://doi.org/10.1038/NPHYS1170").value == "10.1038/nphys1170"
    assert check_doi("doi:10.19345/j.cxkj.1671-0037.2020.07.005").ok
    assert check_doi("11.1038/x").problem == "doi_pattern"
    assert check_issn("2434561x").value == "2434-561X"
    assert check_issn("0317-8472").problem == "issn_check_character"
    assert check_issn("0317-847").problem == "issn_pattern"
    # The example of the ISBN users' manual.
    assert check_isbn("978-0-306-40615-7").value == "9780306406157"
    assert check_isbn("9780306406158").problem == "isbn_check_digit"
    assert check_isbn("0306406152").problem == "isbn_pattern"


@given(st.text(max_size=30))
def test_no_text_breaks_a_check(text: str) -> None:
    for check in (check_patent_application, check_patent_publication, check_industry_code, check_region_code):
        assert check(text).problem in {None, *RULES}
    for check in (check_ipc, check_doi, check_issn, check_isbn, check_layout_design, check_plant_variety):
        assert check(text).problem in {None, *RULES}


def test_every_rule_code_is_explained_and_used() -> None:
    folder = Path(qiao.core.codes.check.__file__).parent
    sources = [path for path in folder.glob("*.py") if path.name != "rules.py"]
    sources.append(folder.parent / "document_number.py")
    returned = {
        code
        for path in sources
        for line in path.read_text(encoding="utf-8").splitlines()
        if "CodeCheck(" in line
        for code in re.findall(r'"([a-z]+(?:_[a-z0-9]+)+)"', line)
    }
    assert returned == set(RULES)
