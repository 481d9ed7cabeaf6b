"""Supply lists under limits: what is chosen, what each limit costs, what was left out, and what cannot be."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qiao.catalogue.models import Achievement, Demand
from qiao.core.outcomes import Invalid
from qiao.foundation.models import RuleParameter
from qiao.matching.actions.compile_supply_list import compile_supply_list
from qiao.matching.actions.place_commission import place_commission
from qiao.matching.models import Commission, Compilation, Direction, Match, MatchRun, SupplyItem
from qiao.matching.rules_limits import SUPPLY_LIMITS
from qiao.matching.selectors.commissions import commission_detail
from qiao.matching.selectors.compilations import supply_limits
from qiao.matching.selectors.supply import items_of
from qiao.matching.selectors.supply_sheets import compilation_result, supply_sheet
from qiao.matching.supply.choosing import Answer, Choice, Conditions, Offered, choose
from qiao.matching.supply.limits import ListLimits, SupplyLimits
from qiao.matching.supply.order import IndustryLink, SupplyOrder
from qiao.parties.models import Organisation
from tests.matching.conftest import ZONE, Parties, make_achievement, make_demand, organisation

FREE = SupplyLimits(per_demand=0, per_organisation=0, per_field=0, lists_a_year=0, gap_step_bp=10_000)
EVERYTHING = Conditions(None, (), (), frozenset(), frozenset(), ())


@st.composite
def offers(draw: st.DrawFn) -> list[tuple[Offered, list[Answer]]]:
    found = []
    for key in range(1, draw(st.integers(0, 7)) + 1):
        demands = draw(st.lists(st.integers(1, 4), unique=True, max_size=3))
        answers = [
            Answer(
                demand, str(demand), draw(st.integers(10, 13)) * 500, "fair", (), (), draw(st.sampled_from("甲乙丙"))
            )
            for demand in demands
        ]
        found.append((Offered(key, draw(st.integers(1, 2)), draw(st.sampled_from("14")), 5, (), ""), answers))
    return found


@settings(max_examples=80, deadline=None)
@given(offers(), st.integers(1, 6))
def test_without_limits_a_list_is_the_best_by_gap_score_and_number_of_answers(
    found: list[tuple[Offered, list[Answer]]], most: int
) -> None:
    links = [{"name": "甲", "gap": "high", "words": []}, {"name": "乙", "gap": "low", "words": []}]
    steps = {"甲": 0, "乙": 2, "丙": 3}

    def order(one: tuple[Offered, list[Answer]]) -> tuple[int, int, int, int]:
        best = min(one[1], key=lambda answer: (-answer.score_bp, answer.demand_id))
        return steps[best.text], -best.score_bp, -len(one[1]), one[0].achievement_id

    choice = choose(found, EVERYTHING, links, ListLimits(most, FREE, {}))
    assert isinstance(choice, Choice)
    expected = sorted((one for one in found if one[1]), key=order)[:most]
    assert [item.offered.achievement_id for item in choice.items] == [one[0].achievement_id for one in expected]


@pytest.fixture
def west() -> Organisation:
    return organisation("西岭大学", "university")


@pytest.fixture
def listed(parties: Parties, west: Organisation, now: datetime) -> list[Achievement]:
    """Two demands and four achievements of two colleges, scored by hand: 90, 80 and 70 in field 4, 30 in field 6.

    The third answers the second demand too, with 20.
    """
    blade = make_demand("高温合金叶片", parties.firm, code="XQ202640001", field="4")
    film = make_demand("锂电池隔膜", parties.stranger, code="XQ202660002", field="6")
    found = [
        make_achievement("定向凝固", parties.college, code="CG1", field="4"),
        make_achievement("单晶铸造", parties.college, code="CG2", field="4"),
        make_achievement("声发射检测", west, code="CG3", field="4"),
        make_achievement("陶瓷涂覆", west, code="CG4", field="6"),
    ]
    scores = ((blade, 0, 9000), (blade, 1, 8000), (blade, 2, 7000), (film, 3, 3000), (film, 2, 2000))
    hand_scored([(demand, found[place], score) for demand, place, score in scores], now)
    return found


def hand_scored(pairs: list[tuple[Demand, Achievement, int]], now: datetime) -> None:
    run = MatchRun.objects.create(
        zone_code=ZONE, created_at=now, direction=Direction.DEMAND_TO_ACHIEVEMENTS, started_at=now, finished_at=now,
        engine_version="index 1", kept_per_source=20,
    )  # fmt: skip
    reasons: dict[str, Any] = {"phrases": [], "fields": [], "missing": []}
    for rank, (demand, found, score) in enumerate(pairs, start=1):
        Match.objects.create(
            run=run, source_type="demand", source_id=demand.pk, target_type="achievement", target_id=found.pk,
            rank=rank, score_bp=score, level="strong", reasons=reasons,
        )  # fmt: skip


def compiled(parties: Parties, now: datetime, most: int, limits: SupplyLimits | None, **more: Any) -> Commission:
    order = SupplyOrder(
        zone_code=ZONE,
        title="清单",
        provider_id=parties.stranger.pk,
        deliver_by=date(2026, 9, 30),
        most_items=most,
        **more,
    )
    placed = place_commission(actor=parties.operator, order=order, now=now)
    return compile_supply_list(actor=parties.operator, commission_id=placed.pk, now=now, limits=limits)


def codes(commission: Commission) -> list[str]:
    return [item.achievement.code for item in items_of(commission)]


@pytest.mark.parametrize(
    ("most", "change", "left"),
    [
        (4, {}, ["CG1", "CG2", "CG3", "CG4"]),
        (2, {}, ["CG1", "CG2"]),
        (4, {"per_organisation": 1}, ["CG1", "CG3"]),
        (3, {"per_field": 1}, ["CG1", "CG2", "CG4"]),
        # The blade takes one; the second best answer of CG3 lets it in for the film, where one place is CG4's.
        (4, {"per_demand": 1}, ["CG1", "CG4"]),
        (4, {"per_demand": 2}, ["CG1", "CG2", "CG4", "CG3"]),
    ],
)
def test_each_limit_by_hand(
    parties: Parties,
    listed: list[Achievement],
    now: datetime,
    most: int,
    change: dict[str, int],
    left: list[str],
) -> None:
    assert codes(compiled(parties, now, most, replace(FREE, **change))) == left


def test_an_entry_is_listed_for_the_demand_that_still_had_room(
    parties: Parties, listed: list[Achievement], now: datetime
) -> None:
    made = compiled(parties, now, 4, replace(FREE, per_demand=2))
    last = items_of(made).last()
    assert last is not None
    assert [(answer["code"], answer["score_bp"]) for answer in last.answers] == [
        ("XQ202660002", 2000),
        ("XQ202640001", 7000),
    ]
    assert last.score_bp == 2000


def test_the_price_of_each_limit_and_the_reason_of_each_omission_are_kept_with_the_list(
    parties: Parties, listed: list[Achievement], now: datetime
) -> None:
    """Three places, one field each: 90 + 80 + 30 = 200; without field 6 CG3 with 70 in place of CG4 makes 240."""
    made = compiled(parties, now, 3, replace(FREE, per_field=1))
    kept = commission_detail(parties.operator, made.pk, now).compilation
    assert kept is not None
    result = compilation_result(parties.operator, kept)
    assert (result.total_bp, result.status, result.gap_bp) == (20_000, "optimal", 0)
    size, field = result.limits
    assert (size.key, size.number, size.looser, size.gain_bp, size.entering) == (
        "most_items", 3, 4, 7_000, ("CG3 声发射检测",),
    )  # fmt: skip
    assert (field.key, field.looser, field.gain_bp, field.reached) == ("per_field", 0, 4_000, ("6",))
    assert (field.entering, field.leaving) == (("CG3 声发射检测",), ("CG4 陶瓷涂覆",))
    assert [(one.name, one.counts_bp) for one in result.omitted] == [("CG3 声发射检测", 7_000)]
    assert [(reason.key, reason.lowest_bp) for reason in result.omitted[0].because] == [("most_items", 3_000)]
    entries = supply_sheet(parties.operator, made.pk).entries
    assert [(entry.name, entry.because) for entry in entries] == [
        ("CG1 定向凝固", ()),
        ("CG2 单晶铸造", ()),
        ("CG4 陶瓷涂覆", ("per_field",)),
    ]


def test_a_gap_counts_with_each_step(parties: Parties, listed: list[Achievement], now: datetime) -> None:
    """A link with a high gap adds three steps: with 20 points the film's 30 + 60 ties the 90 and comes first."""
    links = (IndustryLink("隔膜", "high", ("隔膜",)),)
    assert codes(compiled(parties, now, 1, replace(FREE, gap_step_bp=2_000), links=links)) == ["CG4"]
    assert codes(compiled(parties, now, 1, replace(FREE, gap_step_bp=1_999), links=links)) == ["CG1"]


def test_limits_come_from_the_rules_in_force_on_the_day_of_the_commission(
    parties: Parties, listed: list[Achievement], now: datetime
) -> None:
    def rule(name: str, value: int, on: date) -> None:
        RuleParameter.objects.create(
            key=SUPPLY_LIMITS[name], zone_code=ZONE, value=value, unit="entries", valid_from=on, legal_basis="会议纪要"
        )

    rule("per_organisation", 1, now.date())
    rule("per_organisation", 2, now.date() + timedelta(days=1))
    made = compiled(parties, now, 4, None)
    assert supply_limits(made).per_organisation == 1
    assert codes(made) == ["CG1", "CG4"]
    again = compile_supply_list(actor=parties.operator, commission_id=made.pk, now=now + timedelta(days=2))
    assert codes(again) == ["CG1", "CG4"]
    assert Compilation.objects.filter(commission=made).count() == 2


def test_limits_that_contradict_each_other_are_named_with_the_number_that_would_do(
    parties: Parties, listed: list[Achievement], now: datetime
) -> None:
    """One place for two fields."""
    with pytest.raises(Invalid) as invalid:
        compiled(parties, now, 1, replace(FREE, per_field=1))
    named = [(p.field, p.rule, p.value, p.params.get("enough")) for p in invalid.value.problems]
    assert named == [("most_items", "limit_mended_by", "1", 2), ("per_field", "limit_mended_by", "1", 0)]
    assert not SupplyItem.objects.exists()
    assert not Compilation.objects.exists()


@pytest.mark.parametrize("change", [{"per_field": -1}, {"per_demand": 501}, {"gap_step_bp": 10_001}])
def test_limits_out_of_range_are_refused_by_name(
    parties: Parties, listed: list[Achievement], now: datetime, change: dict[str, int]
) -> None:
    with pytest.raises(Invalid) as invalid:
        compiled(parties, now, 4, replace(FREE, **change))
    assert [problem.field for problem in invalid.value.problems] == list(change)


def test_an_achievement_stands_in_so_many_lists_a_year(
    parties: Parties, listed: list[Achievement], now: datetime
) -> None:
    once = replace(FREE, lists_a_year=1)
    first = compiled(parties, now, 1, once)
    assert codes(compiled(parties, now, 1, once)) == ["CG1"], "a list that was not delivered does not count"
    Commission.objects.filter(pk=first.pk).update(state="delivered", delivered_at=now)
    second = compiled(parties, now, 1, once)
    assert codes(second) == ["CG2"]
    price = Compilation.objects.get(commission=second).limits[-1]
    assert (price["key"], price["number"], price["looser"], price["gain_bp"]) == ("lists_a_year", 1, 2, 1_000)
    late = now + timedelta(days=366)
    placed = compile_supply_list(actor=parties.operator, commission_id=second.pk, now=late, limits=once)
    assert codes(placed) == ["CG1"], "after a year it may be listed again"
    Commission.objects.filter(pk=second.pk).update(state="delivered", delivered_at=now)
    assert codes(compiled(parties, now, 4, replace(FREE, lists_a_year=1))) == ["CG2", "CG3", "CG4"]
