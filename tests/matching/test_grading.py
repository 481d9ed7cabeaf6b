"""Grades of matches: who gives and sees them, one per person and pair, what is drawn on a day."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.catalogue.models import Achievement, Demand
from qiao.core.access import HUMAN_ROLES, PUBLIC, Role
from qiao.core.outcomes import Denied, Invalid, Missing
from qiao.foundation.models import AuditRow
from qiao.foundation.record_verification import verify_records
from qiao.matching.actions.grade_match import Grading, grade_match
from qiao.matching.grading import Candidate, GradeFacts, keys_to_try, pairs_of_day, sees_grade
from qiao.matching.jobs import run_matching
from qiao.matching.models import Match, MatchGrade
from qiao.matching.proposals import Pair
from qiao.matching.selectors.grades import grades_of_pair, standings
from qiao.matching.selectors.grading_day import grading_day
from tests.matching.conftest import ZONE, Parties, actor_of, make_achievement, make_demand, make_scenario

EXPERT = actor_of(Role.EXPERT, person=21, name="专家")


@pytest.fixture
def pair(parties: Parties, now: datetime) -> tuple[Demand, Achievement]:
    need = make_demand("高温合金叶片精密铸造开裂", parties.firm)
    offer = make_achievement("单晶高温合金叶片凝固控制", parties.college)
    run_matching(actor=parties.operator, zone_code=ZONE, direction="demand_to_achievements", clock=lambda: now)
    return need, offer


def test_a_grade_keeps_what_the_platform_said_then(pair: tuple[Demand, Achievement], now: datetime) -> None:
    match = Match.objects.get()
    grade = grade_match(actor=EXPERT, grading=Grading(4, match.pk, note=" 对口 "), now=now)
    assert (grade.grade, grade.note, grade.graded_as) == (4, "对口", "expert")
    assert (grade.run, grade.score_bp, grade.level) == (match.run, match.score_bp, match.level)
    assert grade.engine_version == match.run.engine_version
    assert grade.score_shown


def test_one_grade_per_person_and_pair_whose_changes_stay_in_the_audit(
    pair: tuple[Demand, Achievement], parties: Parties, now: datetime
) -> None:
    match = Match.objects.get()
    first = grade_match(actor=EXPERT, grading=Grading(2, match.pk), now=now)
    hand = Pair(pair[1].pk, demand_id=pair[0].pk)
    second = grade_match(actor=EXPERT, grading=Grading(3, pair=hand, score_shown=False), now=now + timedelta(days=1))
    assert second.pk == first.pk
    assert MatchGrade.objects.count() == 1
    rows = AuditRow.objects.filter(object_type="matching.matchgrade").order_by("pk")
    assert [row.after["grade"] for row in rows] == [2, 3]
    assert rows[1].before["grade"] == 2
    assert rows[1].before["score_bp"] == match.score_bp
    grade_match(actor=parties.operator, grading=Grading(1, match.pk), now=now)
    assert MatchGrade.objects.count() == 2
    assert [finding for finding in verify_records() if finding.label.startswith("matching.matchgrade")] == []


@pytest.mark.parametrize(("grade", "note"), [(0, ""), (5, ""), (3, "字" * 2001), (3, "a\x00b")])
def test_a_grade_outside_the_scale_or_with_a_note_that_cannot_be_kept_is_invalid(
    grade: int, note: str, pair: tuple[Demand, Achievement], now: datetime
) -> None:
    with pytest.raises(Invalid):
        grade_match(actor=EXPERT, grading=Grading(grade, Match.objects.get().pk, note=note), now=now)
    assert not MatchGrade.objects.exists()


def test_only_who_may_see_both_records_grades_them(
    pair: tuple[Demand, Achievement], parties: Parties, now: datetime
) -> None:
    match = Match.objects.get()
    for actor in (parties.firm_editor, actor_of(Role.EXPERT, person=22, zone_code="other"), PUBLIC):
        with pytest.raises(Denied):
            grade_match(actor=actor, grading=Grading(3, match.pk), now=now)
    Achievement.objects.update(disclosure="targeted")
    with pytest.raises(Missing):
        grade_match(actor=EXPERT, grading=Grading(3, match.pk), now=now)
    assert grading_day(EXPERT, now.date()).total == 0
    assert grade_match(actor=parties.operator, grading=Grading(3, match.pk), now=now).grade == 3


def test_graders_see_their_own_grades_the_office_all(
    pair: tuple[Demand, Achievement], parties: Parties, now: datetime
) -> None:
    match = Match.objects.get()
    for actor in (EXPERT, parties.manager):
        grade_match(actor=actor, grading=Grading(3, match.pk), now=now)
    of_pair = Pair(pair[1].pk, demand_id=pair[0].pk)
    assert [row.graded_by_person for row in grades_of_pair(EXPERT, of_pair)] == [21]
    assert len(grades_of_pair(parties.operator, of_pair)) == 2
    assert grades_of_pair(parties.firm_editor, of_pair) == ()
    assert standings(EXPERT, [match.pk])[match.pk].grade == 3
    assert standings(parties.firm_editor, [match.pk])[match.pk].grade == 0


def test_the_list_and_the_right_to_see_a_grade_agree(
    pair: tuple[Demand, Achievement], parties: Parties, now: datetime
) -> None:
    match = Match.objects.get()
    grade_match(actor=EXPERT, grading=Grading(3, match.pk), now=now)
    grade_match(actor=parties.operator, grading=Grading(2, match.pk), now=now)
    actors = [
        actor_of(role, person=person, zone_code=zone)
        for role in HUMAN_ROLES
        for person in (21, 14, 99, None)
        for zone in (ZONE, "other", "")
    ]
    for actor in (*actors, PUBLIC):
        expected = {
            grade.pk
            for grade in MatchGrade.objects.all()
            if sees_grade(actor, GradeFacts(grade.zone_code, grade.graded_by_person))
        }
        assert set(MatchGrade.objects.visible_to(actor).values_list("pk", flat=True)) == expected, actor


def test_a_scenario_and_a_demand_of_the_same_key_are_not_confused(parties: Parties, now: datetime) -> None:
    scenario = make_scenario("高温合金叶片铸造车间开放", parties.firm, technology_needed="单晶高温合金叶片凝固")
    make_demand("高温合金叶片精密铸造开裂", parties.firm, pk=scenario.pk)
    offer = make_achievement("单晶高温合金叶片凝固控制", parties.college)
    for direction in ("demand_to_achievements", "scenario_to_achievements"):
        run_matching(actor=parties.operator, zone_code=ZONE, direction=direction, clock=lambda: now)
    by_demand, by_scenario = (Match.objects.get(source_type=kind) for kind in ("demand", "scenario"))
    grade_match(actor=EXPERT, grading=Grading(4, by_demand.pk), now=now)
    found = standings(EXPERT, [by_demand.pk, by_scenario.pk])
    assert (found[by_demand.pk].grade, found[by_scenario.pk].grade) == (4, 0)
    grade_match(actor=EXPERT, grading=Grading(1, by_scenario.pk), now=now)
    assert MatchGrade.objects.get(scenario=scenario).achievement == offer
    assert MatchGrade.objects.count() == 2


def test_the_queue_of_a_day_counts_skips_and_ends(
    parties: Parties, now: datetime, django_assert_num_queries: Any
) -> None:
    for number in range(5):
        make_demand(f"高温合金叶片精密铸造开裂 {number}", parties.firm)
    for number in range(3):
        make_achievement(f"单晶高温合金叶片凝固控制 {number}", parties.college)
    run_matching(actor=parties.operator, zone_code=ZONE, direction="demand_to_achievements", clock=lambda: now)
    with django_assert_num_queries(2):
        day = grading_day(EXPERT, now.date())
    assert day.total == min(20, Match.objects.count())
    assert grading_day(parties.manager, now.date()).next_match == day.next_match
    skipped = grading_day(EXPERT, now.date(), after=day.next_match)
    assert skipped.next_match != day.next_match
    graded = []
    while (day := grading_day(EXPERT, now.date())).next_match is not None:
        assert day.done == len(graded)
        grade_match(actor=EXPERT, grading=Grading(2, day.next_match), now=now)
        graded.append(day.next_match)
    assert len(set(graded)) == day.total == day.done


def test_nobody_else_has_a_queue(parties: Parties, now: datetime) -> None:
    for role in HUMAN_ROLES:
        if role in (Role.EXPERT, Role.TECHNOLOGY_MANAGER, Role.ZONE_OPERATOR):
            continue
        with pytest.raises(Missing):
            grading_day(actor_of(role, person=1), now.date())


CANDIDATES = st.lists(st.tuples(st.integers(1, 9), st.sampled_from(["strong", "fair", "weak"])), max_size=60).map(
    lambda rows: [Candidate(key, ("demand", source), level) for key, (source, level) in enumerate(rows)]
)


@given(CANDIDATES, st.integers(1, 20), st.text(max_size=5))
def test_levels_take_turns_and_nothing_comes_twice(found: list[Candidate], number: int, seed: str) -> None:
    order = pairs_of_day(found, number, seed)
    assert len(order) == len(set(order)) == min(number, len(found))
    assert order == pairs_of_day(list(reversed(found)), number, seed)
    by_key = {one.match_id: one for one in found}
    drawn = Counter(by_key[key].level for key in order)
    for level, there in Counter(one.level for one in found).items():
        # A level gets its equal part, unless it has not so many pairs.
        assert drawn[level] >= min(there, number // 3)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 30)), max_size=3), st.integers(1, 20), st.text(max_size=4))
def test_keys_are_drawn_from_the_ranges_without_repeating(ends: list[tuple[int, int]], number: int, seed: str) -> None:
    bounds = [(1000 * place + first, 1000 * place + first + more) for place, (first, more) in enumerate(ends)]
    every = [key for first, last in bounds for key in range(first, last + 1)]
    keys = keys_to_try(bounds, number, seed)
    assert set(keys) <= set(every)
    assert len(keys) == len(set(keys)) == min(number, len(every))
    assert keys == keys_to_try(bounds, number, seed)
