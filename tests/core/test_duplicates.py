"""Suspected duplicates: the examples of an office, and the same result as comparing all with all."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.core.duplicates import (
    Duplicate,
    DuplicateReason,
    KnownOrganisation,
    KnownPerson,
    dice_bp,
    normal_name,
    normal_organisation_name,
    organisation_duplicates,
    person_duplicates,
)

SIMILAR_BP = 8_000


def pairs(found: tuple[Duplicate, ...]) -> dict[tuple[int, int], tuple[DuplicateReason, ...]]:
    return {(pair.first, pair.second): pair.reasons for pair in found}


@pytest.mark.parametrize(
    ("name", "normal"),
    [
        ("云桥精密机械有限公司", "云桥精密机械"),
        ("云桥精密机械有限责任公司", "云桥精密机械"),
        ("云桥精密机械股份有限公司", "云桥精密机械"),
        ("云桥 精密机械有限公司（示例）", "云桥精密机械示例"),
        ("华润技术(苏州)有限公司", "华润技术苏州"),
        ("华润技术（苏州）有限公司", "华润技术苏州"),
        ("ＡＢＣ科技有限公司", "abc科技"),
        ("有限公司", "有限公司"),
        ("云桥大学", "云桥大学"),
    ],
)
def test_a_name_without_width_brackets_and_form(name: str, normal: str) -> None:
    assert normal_organisation_name(name) == normal


def test_likeness_is_twice_the_common_pairs_by_the_sum() -> None:
    # ab bc cd against ab bc ce: 2 common of 3 + 3, so 4/6, rounded down to basis points.
    assert dice_bp("abcd", "abce") == 6_666
    assert dice_bp("abcd", "abcd") == 10_000
    assert dice_bp("ab", "cd") == 0
    assert dice_bp("", "") == 0


def test_one_organisation_under_one_code_or_one_name_is_suspected() -> None:
    rows = [
        KnownOrganisation(1, "云桥精密机械有限公司", "91110000600037341L", "320000"),
        KnownOrganisation(2, "云桥精机", "91110000600037341L", "320000"),
        KnownOrganisation(3, "云桥精密机械股份有限公司", "", "310000"),
        KnownOrganisation(4, "江海新材料有限公司", "", "320000"),
    ]
    assert pairs(organisation_duplicates(rows, SIMILAR_BP)) == {
        (1, 2): (DuplicateReason.SAME_CREDIT_CODE,),
        (1, 3): (DuplicateReason.SAME_NAME,),
    }


def test_similar_names_count_within_a_region_and_never_across_two_codes() -> None:
    written, typed = "云桥高端数控机床装备制造有限公司", "云桥高端数控机床装备制遣有限公司"
    first = KnownOrganisation(1, written, "", "320000")
    assert pairs(organisation_duplicates([first, KnownOrganisation(2, typed, "", "320000")], SIMILAR_BP)) == {
        (1, 2): (DuplicateReason.SIMILAR_NAME,)
    }
    assert organisation_duplicates([first, KnownOrganisation(2, typed, "", "310000")], SIMILAR_BP) == ()
    coded = KnownOrganisation(1, written, "91110000600037341L", "320000")
    other = KnownOrganisation(2, typed, "9144030071526726XG", "320000")
    assert organisation_duplicates([coded, other], SIMILAR_BP) == ()


def test_the_strongest_suspicion_comes_first() -> None:
    rows = [
        KnownOrganisation(1, "云桥精密机械有限公司", "", "320000"),
        KnownOrganisation(2, "云桥精密机械有限责任公司", "", "320000"),
        KnownOrganisation(3, "甲公司", "91110000600037341L"),
        KnownOrganisation(4, "乙公司", "91110000600037341L"),
    ]
    found = organisation_duplicates(rows, SIMILAR_BP)
    assert [(pair.first, pair.second) for pair in found] == [(3, 4), (1, 2)]


@pytest.mark.parametrize("bound", [0, -1, 10_001])
def test_a_bound_out_of_range_is_refused(bound: int) -> None:
    with pytest.raises(ValueError, match="similar_bp"):
        organisation_duplicates([], bound)


def test_people_by_identity_by_address_and_by_name_in_an_organisation() -> None:
    rows = [
        KnownPerson(1, "汤敏行", 7, "tang@example.org", "aa"),
        KnownPerson(2, "汤 敏行", 7),
        KnownPerson(3, "Tang Minxing", None, "TANG@example.org"),
        KnownPerson(4, "汤敏行", None, "", "aa"),
        KnownPerson(5, "汤敏行", 8),
        KnownPerson(6, "邬静澜", None),
    ]
    assert pairs(person_duplicates(rows)) == {
        (1, 4): (DuplicateReason.SAME_IDENTITY,),
        (1, 3): (DuplicateReason.SAME_EMAIL,),
        (1, 2): (DuplicateReason.SAME_NAME_AND_ORGANISATION,),
    }


def test_what_is_unknown_makes_no_duplicate() -> None:
    assert person_duplicates([KnownPerson(1, "汤敏行"), KnownPerson(2, "汤敏行")]) == ()
    assert organisation_duplicates([KnownOrganisation(1, "甲"), KnownOrganisation(2, "乙")], SIMILAR_BP) == ()


NAMES = st.text(alphabet="云桥江海新材", min_size=1, max_size=8)


@given(names=st.lists(NAMES, max_size=14), bound=st.sampled_from([1, 3_000, 5_000, 6_667, 8_000, 10_000]))
def test_the_short_way_finds_what_comparing_all_with_all_finds(names: list[str], bound: int) -> None:
    rows = [KnownOrganisation(key, name) for key, name in enumerate(dict.fromkeys(names))]
    expected = {
        (first.key, second.key) for first, second in combinations(rows, 2) if dice_bp(first.name, second.name) >= bound
    }
    assert set(pairs(organisation_duplicates(rows, bound))) == expected


@given(names=st.lists(NAMES, max_size=10))
def test_the_order_of_the_rows_makes_no_difference(names: list[str]) -> None:
    rows = [KnownOrganisation(key, name) for key, name in enumerate(names)]
    assert organisation_duplicates(rows, SIMILAR_BP) == organisation_duplicates(rows[::-1], SIMILAR_BP)


@given(st.text(alphabet="云桥Ａａb（()）　 ·１2", max_size=20))
def test_a_normal_name_is_its_own_normal_name(name: str) -> None:
    assert normal_name(normal_name(name)) == normal_name(name)


def test_ten_thousand_names_are_not_compared_all_with_all() -> None:
    # Each name is like its neighbour only; comparing all with all would be 50 million comparisons and take minutes.
    rows = [KnownOrganisation(n, f"{two_signs(n // 2)}高端装备研究院{'甲' * (n % 2)}") for n in range(10_000)]
    found = organisation_duplicates(rows, 9_000)
    assert set(pairs(found)) == {(n, n + 1) for n in range(0, 10_000, 2)}


def two_signs(number: int) -> str:
    return chr(0x4E00 + number // 100) + chr(0x5E00 + number % 100)
