"""Cells that hold several entries: indicators and intellectual property."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.catalogue.intake.entries import indicators, rights
from qiao.core.codes.patent import patent_check_character
from qiao.core.taxonomy import IpKind, IpLegalStatus
from qiao.foundation.intake.cells import CellProblem

KIND_OF_DIGIT = {
    "1": ("发明专利", "invention"),
    "8": ("发明专利", "invention"),
    "2": ("实用新型", "utility_model"),
    "9": ("实用新型", "utility_model"),
    "3": ("外观设计", "design"),
}
PART = st.text(alphabet="密度强度0123456789.%/³g", max_size=8).map(str.strip)


@given(st.lists(st.tuples(PART.filter(bool), PART, PART, PART), min_size=1, max_size=6), st.sampled_from("；;\n"))
def test_indicators_read_back_as_written(entries: list[tuple[str, str, str, str]], separator: str) -> None:
    text = separator.join("|".join(entry) for entry in entries)
    assert [tuple(found.values()) for found in indicators(text)] == entries


def test_an_indicator_of_the_domain_text() -> None:
    assert indicators("密度|2.7|2.5|g/cm³") == [{"name": "密度", "current": "2.7", "target": "2.5", "unit": "g/cm³"}]


@pytest.mark.parametrize("text", ["密度", "密度|2.7|2.5", "|2.7|2.5|g", "密度|2.7|2.5|g|多", "密度|1|2|g；强度"])
def test_an_entry_with_other_than_four_parts_is_refused(text: str) -> None:
    with pytest.raises(CellProblem) as caught:
        indicators(text)
    assert caught.value.rule == "indicator_pattern"


@given(st.integers(min_value=1985, max_value=2029), st.sampled_from("12389"), st.integers(0, 9_999_999))
def test_patents_with_their_check_character_are_taken_in_normal_form(year: int, kind: str, serial: int) -> None:
    digits = f"{year}{kind}{serial:07d}"
    check = patent_check_character(digits)
    name, code = KIND_OF_DIGIT[kind]
    (right,) = rights(f"{name}：ZL{digits}{check}：授权")
    assert right == {"kind": code, "number": f"ZL{digits}.{check}", "status": "granted"}
    wrong = "0" if check != "0" else "1"
    with pytest.raises(CellProblem) as caught:
        rights(f"{name}:ZL{digits}.{wrong}:授权")
    assert caught.value.rule == "patent_check_digit"
    for other in {one for one, _ in KIND_OF_DIGIT.values()} - {name}:
        with pytest.raises(CellProblem) as mixed:
            rights(f"{other}:ZL{digits}{check}:授权")
        assert (mixed.value.rule, mixed.value.params["kind"]) == ("ip_kind_and_number", name)
    assert rights(f"ZL{digits}{check}") == [{**right, "status": ""}]


def test_patent_numbers_alone_carry_their_kind() -> None:
    found = rights("201710601862.3、ZL202229908103.5")
    assert [(right["kind"], right["number"]) for right in found] == [
        ("invention", "201710601862.3"),
        ("utility_model", "ZL202229908103.5"),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "number", "status"),
    [
        ("发明专利:201710601862.3:实质审查", IpKind.INVENTION, "201710601862.3", IpLegalStatus.UNDER_EXAMINATION),
        ("软件著作权:2023sr0123456:登记", IpKind.SOFTWARE_COPYRIGHT, "2023SR0123456", IpLegalStatus.GRANTED),
        ("植物新品种:CNA20191001234:授权", IpKind.PLANT_VARIETY, "CNA20191001234", IpLegalStatus.GRANTED),
        ("集成电路布图设计:BS205001234", IpKind.LAYOUT_DESIGN, "BS.205001234", ""),
        ("实用新型", IpKind.UTILITY_MODEL, "", ""),
    ],
)
def test_rights_of_every_kind(text: str, kind: IpKind, number: str, status: str) -> None:
    assert rights(text) == [{"kind": str(kind.value), "number": number, "status": str(status)}]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("商标:123:授权", "not_in_list"),
        ("发明专利:201710601862.3:登记", "not_in_list"),
        ("软件著作权:软著登字第1号:登记", "software_copyright_pattern"),
        ("发明专利:1:2:3", "right_pattern"),
        ("发明专利 ZL201710601862.3 授权", "right_pattern"),
        ("ZL201710601862.4", "patent_check_digit"),
        ("ZL201710601862.3、某专利", "right_pattern"),
    ],
)
def test_a_right_that_is_none_names_its_rule(text: str, rule: str) -> None:
    with pytest.raises(CellProblem) as caught:
        rights(text)
    assert caught.value.rule == rule
