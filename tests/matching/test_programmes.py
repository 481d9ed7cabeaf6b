"""Roadshow programmes and the managers' week: what is chosen by hand-made scores, by whom it may be seen."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qiao.catalogue.models import Achievement, Demand
from qiao.core.access import Actor, Role
from qiao.core.assignment import Conflict
from qiao.core.outcomes import Denied, Invalid
from qiao.matching.models import Introduction
from qiao.matching.programmes.roadshow import Exhibit, Roadshow, RoadshowPlan, roadshow
from qiao.matching.programmes.week import Manager, WaitingCase, Week, WeekPlan, week
from qiao.matching.selectors.roadshow import roadshow_page, roadshow_plan
from qiao.matching.selectors.week import week_page, week_plan
from qiao.parties.models import Holding, Person
from tests.matching.conftest import ZONE, Parties, actor_of, make_achievement, make_demand, organisation
from tests.matching.test_supply_limits import hand_scored

PLAN = RoadshowPlan(sessions=("0",), slots=3, per_organisation=0, per_field=0)
WEEK = WeekPlan(per_manager=2, per_field=0, in_charge_bp=3000, same_field_bp=2000, due_bp=5000, plain_bp=2200)


def exhibit(key: int, unit: int, field: str, score: int) -> Exhibit:
    return Exhibit(key, unit, field, {"0": (score, 1), field: (score, 1)})


SHOWN = (exhibit(1, 1, "4", 9000), exhibit(2, 1, "4", 8000), exhibit(3, 2, "4", 7000), exhibit(4, 2, "6", 3000))


def shown(plan: RoadshowPlan) -> list[tuple[int, int, int]]:
    found = roadshow(SHOWN, plan)
    assert isinstance(found, Roadshow)
    return [(slot.session, slot.place, slot.achievement_id) for slot in found.slots]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, [(1, 1, 1), (1, 2, 2), (1, 3, 3)]),
        ({"per_organisation": 1}, [(1, 1, 1), (1, 2, 3)]),
        ({"per_field": 1}, [(1, 1, 1), (1, 2, 2), (1, 3, 4)]),
        # Two sessions of one theme take turns, so that neither is the weak one.
        ({"sessions": ("0", "0"), "slots": 2}, [(1, 1, 1), (1, 2, 3), (2, 1, 2), (2, 2, 4)]),
        ({"sessions": ("6", "4"), "slots": 1}, [(1, 1, 4), (2, 1, 1)]),
        ({"sessions": ("7",)}, []),
    ],
)
def test_a_programme_by_hand(change: dict[str, Any], expected: list[tuple[int, int, int]]) -> None:
    assert shown(replace(PLAN, **change)) == expected


def test_the_price_of_one_more_slot_is_the_best_that_waits_outside() -> None:
    found = roadshow(SHOWN, PLAN)
    assert isinstance(found, Roadshow)
    assert [(price.limit.key, price.gain_bp) for price in found.answer.prices] == [("slots", 3000)]


@st.composite
def programmes(draw: st.DrawFn) -> tuple[list[Exhibit], RoadshowPlan]:
    score = st.integers(1, 90)
    found = [
        exhibit(key, draw(st.integers(1, 3)), draw(st.sampled_from("146")), draw(score) * 100)
        for key in range(1, draw(st.integers(0, 9)) + 1)
    ]
    sessions = tuple(draw(st.lists(st.sampled_from("0146"), min_size=1, max_size=3)))
    plan = RoadshowPlan(sessions, draw(st.integers(1, 3)), draw(st.integers(0, 2)), draw(st.integers(0, 2)))
    return found, plan


@settings(max_examples=80, deadline=None)
@given(programmes())
def test_every_programme_keeps_its_limits(problem: tuple[list[Exhibit], RoadshowPlan]) -> None:
    exhibits, plan = problem
    found = roadshow(exhibits, plan)
    if isinstance(found, Conflict):
        assert plan.per_field > 0
        return
    by_key = {one.achievement_id: one for one in exhibits}
    slots = found.slots
    assert len({slot.achievement_id for slot in slots}) == len(slots)
    for number, theme in enumerate(plan.sessions, start=1):
        places = [slot for slot in slots if slot.session == number]
        assert [slot.place for slot in places] == list(range(1, len(places) + 1))
        assert len(places) <= plan.slots
        assert all(theme in ("0", by_key[slot.achievement_id].field) for slot in places)
        assert [slot.score_bp for slot in places] == sorted((slot.score_bp for slot in places), reverse=True)
    units = [by_key[slot.achievement_id].organisation_id for slot in slots]
    assert not plan.per_organisation or max(map(units.count, units), default=0) <= plan.per_organisation
    fields = {one.field for one in exhibits if set(one.scores) & set(plan.sessions)}
    listed = [by_key[slot.achievement_id].field for slot in slots]
    assert all(listed.count(field) >= plan.per_field for field in fields)


def case(key: str, score: int, **more: Any) -> WaitingCase:
    facts: dict[str, Any] = {"field": "4", "falls_due": False, "in_charge": frozenset(), "restricted": False}
    return WaitingCase(key=key, score_bp=score, **{**facts, **more})


def given_to(cases: list[WaitingCase], plan: WeekPlan = WEEK) -> dict[str, int]:
    managers = (Manager(1, frozenset({"4"})), Manager(2, frozenset({"6"})))
    found = week(cases, managers, plan)
    assert isinstance(found, Week)
    return {task.case.key: task.person_id for task in found.tasks}


def test_a_week_by_hand() -> None:
    """Two each: what falls due and what one is in charge of comes before a higher score elsewhere."""
    cases = [
        case("strong", 6000),
        case("due", 2000, falls_due=True),
        case("mine", 3000, in_charge=frozenset({2})),
        case("film", 3500, field="6"),
        case("weak", 1000),
    ]
    # 1: strong 60+20, due 20+50+20; 2: film 35+20, mine 30+30; nothing is left for weak 10+20.
    assert given_to(cases) == {"strong": 1, "due": 1, "film": 2, "mine": 2}


def test_a_restricted_case_goes_to_nobody_but_who_is_in_charge() -> None:
    cases = [case("closed", 9000, restricted=True, in_charge=frozenset({2})), case("nobody", 9000, restricted=True)]
    assert given_to(cases) == {"closed": 2}


def test_the_price_of_one_more_case_for_each_manager() -> None:
    cases = [case(str(number), 1000 * number) for number in range(1, 7)]
    found = week(cases, [Manager(1, frozenset()), Manager(2, frozenset())], replace(WEEK, per_manager=2))
    assert isinstance(found, Week)
    # 60 + 50 + 40 + 30 are given; one more each lets 20 and 10 in.
    assert found.answer.assignment.total_bp == 18_000
    assert [(price.limit.key, price.gain_bp) for price in found.answer.prices] == [("per_manager", 3000)]


@pytest.fixture
def found(parties: Parties, now: datetime) -> tuple[Demand, list[Achievement]]:
    demand = make_demand("高温合金叶片", parties.firm, code="XQ202640001", field="4")
    rows = [
        make_achievement("定向凝固", parties.college, code="CG1", field="4"),
        make_achievement("陶瓷涂覆", organisation("西岭大学", "university"), code="CG2", field="6"),
        make_achievement("定向成果", parties.college, code="CG3", field="4", disclosure="targeted"),
    ]
    hand_scored([(demand, row, score) for row, score in zip(rows, (9000, 4000, 8000), strict=True)], now)
    return demand, rows


def test_a_roadshow_shows_what_the_public_may_see_with_the_demand_it_answers(
    parties: Parties, found: tuple[Demand, list[Achievement]], now: datetime
) -> None:
    page = roadshow_page(parties.operator, roadshow_plan(ZONE, now.date()))
    assert [(slot.code, slot.demand_code, slot.score_bp) for slot in page.slots] == [
        ("CG1", "XQ202640001", 9000),
        ("CG2", "XQ202640001", 4000),
    ]
    assert page.result is not None
    assert page.result.total_bp == 13_000
    one = roadshow_page(parties.operator, roadshow_plan(ZONE, now.date(), slots=1, per_field=0))
    assert one.result is not None
    assert [(line.name, line.because[0].key) for line in one.result.omitted] == [("陶瓷涂覆", "slots")]


def test_a_plan_that_contradicts_itself_names_its_limits(
    parties: Parties, found: tuple[Demand, list[Achievement]], now: datetime
) -> None:
    with pytest.raises(Invalid) as invalid:
        roadshow_page(parties.operator, roadshow_plan(ZONE, now.date(), slots=1, per_field=1))
    assert [(p.field, p.params["enough"]) for p in invalid.value.problems] == [("slots", 2), ("per_field", 0)]
    with pytest.raises(Invalid, match="unknown_choice"):
        roadshow_page(parties.operator, roadshow_plan(ZONE, now.date(), ("9",)))


@pytest.fixture
def managers(now: datetime) -> dict[str, Person]:
    people = {}
    for name, field in (("戴经理", "4"), ("程经理", "6")):
        person = Person.objects.create(zone_code=ZONE, created_at=now, name=name, fields=[field])
        Holding.objects.create(
            zone_code=ZONE, created_at=now, person=person, role="technology_manager", starts_on=now.date()
        )
        people[name] = person
    return people


def test_a_week_takes_open_introductions_and_strong_matches_that_nobody_introduced(
    parties: Parties,
    found: tuple[Demand, list[Achievement]],
    managers: dict[str, Person],
    now: datetime,
) -> None:
    demand, rows = found
    due = now + timedelta(days=3)
    introduced = Introduction.objects.create(
        zone_code=ZONE, created_at=now, demand=demand, achievement=rows[1], proposed_at=now, active_at=now, due_at=due
    )
    Achievement.objects.filter(pk=rows[1].pk).update(manager_person=managers["程经理"].pk)
    page = week_page(parties.operator, week_plan(ZONE, now.date()), now)
    told = [(task.manager, task.named.introduction_id, task.counts_bp) for task in page.tasks]
    # By hand: the introduction counts as fair (22) + due (50) + in charge (30); the match 90 + own field (20).
    assert told == [("戴经理", None, 11_000), ("程经理", introduced.pk, 10_200)]
    Introduction.objects.create(
        zone_code=ZONE, created_at=now, demand=demand, achievement=rows[0], proposed_at=now, active_at=now,
        state="declined",
    )  # fmt: skip
    again = week_page(parties.operator, week_plan(ZONE, now.date()), now)
    assert [task.named.introduction_id for task in again.tasks] == [introduced.pk], (
        "declined before: not proposed again"
    )


def test_in_a_zone_without_managers_nobody_gets_anything(
    parties: Parties, found: tuple[Demand, list[Achievement]], now: datetime
) -> None:
    page = week_page(parties.operator, week_plan(ZONE, now.date()), now)
    assert (page.managers, page.tasks, page.waiting) == (0, (), 1)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ZONE_OPERATOR])
def test_both_are_for_the_operator(role: Role, parties: Parties, now: datetime) -> None:
    actor: Actor = actor_of(role)
    with pytest.raises(Denied):
        roadshow_page(actor, roadshow_plan(ZONE, now.date()))
    with pytest.raises(Denied):
        week_page(actor, week_plan(ZONE, now.date()), now)
