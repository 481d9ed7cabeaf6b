"""Choosing pairs under limits: exact against every choice there is, honest about prices and about contradictions."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qiao.core.assignment import (
    NEED,
    OFFER,
    TOTAL,
    Answer,
    Assignment,
    Bound,
    Candidate,
    Conflict,
    Effort,
    Limit,
    Status,
    answer,
)

MOST, LEAST = Bound.MOST, Bound.LEAST
EFFORTS = (Effort(), Effort(at_once=0))
"""All candidates at once, and narrowed down from the first one on."""


def pair(need: str, offer: str, score: int, **groups: str) -> Candidate:
    return Candidate(need, offer, score, frozenset(groups.items()))


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[Candidate], list[Limit]]:
    keys = draw(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), unique=True, max_size=8))
    candidates = [
        Candidate(
            need,
            offer,
            draw(st.integers(0, 6)) * 1000,
            frozenset({("field", draw(st.sampled_from("14"))), ("unit", draw(st.sampled_from("uv")))}),
            draw(st.integers(0, 1)),
        )
        for need, offer in keys
    ]
    drawn = draw(
        st.lists(
            st.tuples(
                st.sampled_from([NEED, OFFER, TOTAL, "field", "unit"]),
                st.sampled_from([MOST, MOST, LEAST]),
                st.integers(0, 3),
                st.sampled_from([None, None, ("u",), ("1", "6"), ("a",)]),
            ),
            max_size=4,
        )
    )
    limits = [
        Limit(str(place), kind, bound, number, ("",) if kind == TOTAL else values)
        for place, (kind, bound, number, values) in enumerate(drawn)
    ]
    return candidates, limits


def kept(chosen: Sequence[Candidate], candidates: Sequence[Candidate], limit: Limit) -> bool:
    """The rule in words: count the chosen of every group."""
    values = {v for c in candidates for v in c.values(limit.kind)} if limit.values is None else set(limit.values)
    return all(limit.keeps(sum(value in one.values(limit.kind) for one in chosen)) for value in values)


def every_choice(candidates: Sequence[Candidate], limits: Sequence[Limit]) -> Iterator[tuple[Candidate, ...]]:
    for size in range(len(candidates) + 1):
        for chosen in combinations(candidates, size):
            if all(kept(chosen, candidates, limit) for limit in limits):
                yield chosen


def total(chosen: Sequence[Candidate]) -> int:
    return sum(one.score_bp for one in chosen)


def best_total(candidates: Sequence[Candidate], limits: Sequence[Limit]) -> int | None:
    return max((total(chosen) for chosen in every_choice(candidates, limits)), default=None)


def looser(limits: Sequence[Limit], place: int) -> list[Limit] | None:
    other = limits[place].looser
    return None if other is None else [*limits[:place], other, *limits[place + 1 :]]


@settings(max_examples=150, deadline=None)
@given(problems(), st.sampled_from(EFFORTS))
def test_no_other_choice_is_better_and_every_limit_is_kept(
    problem: tuple[list[Candidate], list[Limit]], effort: Effort
) -> None:
    candidates, limits = problem
    found, expected = answer(candidates, limits, effort), best_total(candidates, limits)
    if isinstance(found, Conflict):
        assert expected is None
        return
    assert found.assignment.total_bp == total(found.assignment.chosen) == expected
    assert found.assignment.status is Status.OPTIMAL
    assert found.assignment.gap_bp == 0
    assert [limit for limit in limits if not kept(found.assignment.chosen, candidates, limit)] == []


@settings(max_examples=100, deadline=None)
@given(problems(), st.sampled_from(EFFORTS))
def test_the_price_is_what_the_best_choice_under_the_looser_limit_gains(
    problem: tuple[list[Candidate], list[Limit]], effort: Effort
) -> None:
    candidates, limits = problem
    found = answer(candidates, limits, effort)
    if isinstance(found, Conflict):
        return
    chosen = set(found.assignment.chosen)
    for place, price in enumerate(found.prices):
        relaxed = looser(limits, place)
        if relaxed is None:
            assert (price.gain_bp, price.looser) == (None, None)
            continue
        other = best_total(candidates, relaxed)
        assert price.gain_bp == (other or 0) - found.assignment.total_bp >= 0
        assert price.is_exact
        after = (chosen - set(price.leaving)) | set(price.entering)
        assert total(list(after)) == found.assignment.total_bp + price.gain_bp
        assert set(price.leaving) <= chosen
        assert not set(price.entering) & chosen
        assert all(kept(list(after), candidates, limit) for limit in relaxed)


@settings(max_examples=100, deadline=None)
@given(problems())
def test_the_change_shown_with_a_price_is_the_smallest_one(problem: tuple[list[Candidate], list[Limit]]) -> None:
    candidates, limits = problem
    found = answer(candidates, limits)
    if isinstance(found, Conflict):
        return
    was = set(found.assignment.chosen)
    for place, price in enumerate(found.prices):
        relaxed = looser(limits, place)
        if not price.gain_bp or relaxed is None:
            continue
        wanted = found.assignment.total_bp + price.gain_bp
        smallest = min(len(was ^ set(c)) for c in every_choice(candidates, relaxed) if total(c) == wanted)
        assert len(price.entering) + len(price.leaving) == smallest


@settings(max_examples=150, deadline=None)
@given(problems())
def test_a_conflict_names_limits_none_of_which_can_be_left_out(problem: tuple[list[Candidate], list[Limit]]) -> None:
    candidates, limits = problem
    found = answer(candidates, limits)
    if not isinstance(found, Conflict):
        return
    named = [one.limit for one in found.limits]
    assert named
    assert best_total(candidates, named) is None
    for limit in named:
        assert best_total(candidates, [other for other in named if other is not limit]) is not None
    for one in found.limits:
        others = [other for other in limits if other is not one.limit]
        steps = range(1, max(10, one.limit.number + 1))
        mending = (one.limit.loosened_by(step) for step in steps if one.limit.bound is MOST or step <= one.limit.number)
        first = next((limit.number for limit in mending if best_total(candidates, [*others, limit]) is not None), None)
        assert one.enough == first


@settings(max_examples=60, deadline=None)
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_does_not_matter(
    problem: tuple[list[Candidate], list[Limit]], random: object
) -> None:
    candidates, limits = problem
    mixed = list(candidates)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert answer(mixed, limits) == answer(candidates, limits)


@settings(max_examples=100, deadline=None)
@given(problems())
def test_what_is_left_out_is_kept_out_by_a_full_group_or_counts_for_nothing(
    problem: tuple[list[Candidate], list[Limit]],
) -> None:
    candidates, limits = problem
    found = answer(candidates, limits)
    if isinstance(found, Conflict):
        return
    chosen = found.assignment.chosen
    assert {one.key for one, _why in found.omitted} == {one.key for one in candidates} - {one.key for one in chosen}
    for one, why in found.omitted:
        assert why or one.score_bp == 0
        for blocked in why:
            standing = [c for c in chosen if blocked.value in c.values(blocked.limit.kind)]
            assert len(standing) >= blocked.limit.number
            assert blocked.lowest_bp == min((c.score_bp for c in standing), default=0)


def test_ties_go_to_the_pair_that_comes_first() -> None:
    pairs = [pair("a", "x", 5000), pair("b", "x", 5000), replace(pair("c", "x", 5000), precedence=-1)]
    limits = [Limit("once", OFFER, MOST, 1)]
    assert chosen_of(pairs[:2], limits) == [("a", "x")]
    assert chosen_of(pairs, limits) == [("c", "x")]


def chosen_of(candidates: Sequence[Candidate], limits: Sequence[Limit]) -> list[tuple[str, str]]:
    return [one.key for one in solved(candidates, limits).assignment.chosen]


def solved(candidates: Sequence[Candidate], limits: Sequence[Limit], effort: Effort = EFFORTS[0]) -> Answer:
    found = answer(candidates, limits, effort)
    assert isinstance(found, Answer)
    return found


ROADSHOW = (
    pair("open", "A1", 9000, unit="east", field="4"),
    pair("open", "A2", 8000, unit="east", field="4"),
    pair("open", "A3", 7000, unit="west", field="4"),
    pair("open", "A4", 3000, unit="west", field="6"),
)
"""The example of docs/guide/lists_under_limits.md."""
SIZE = Limit("size", TOTAL, MOST, 2)
ONE_EACH = Limit("unit", "unit", MOST, 1)
FIELDS = Limit("field", "field", LEAST, 1)


def test_the_example_of_the_guide_by_hand() -> None:
    """Two places, one for each unit, both fields: A1 (90) and A4 (30) make 120."""
    found = solved(ROADSHOW, [SIZE, ONE_EACH, FIELDS])
    assert [one.offer for one in found.assignment.chosen] == ["A1", "A4"]
    assert found.assignment.total_bp == 12_000
    size, unit, field = found.prices
    # A third place alone does not help: both units already stand with one each.
    assert (size.gain_bp, size.reached) == (0, ("",))
    # Two for each unit alone does not help either: two places, and one must go to field 6.
    assert (unit.gain_bp, unit.reached) == (0, ("east", "west"))
    # Without field 6 the west sends A3 (70) in place of A4 (30).
    assert (field.gain_bp, [one.offer for one in field.entering], [one.offer for one in field.leaving]) == (
        4_000,
        ["A3"],
        ["A4"],
    )
    omitted = {
        one.offer: [(why.limit.key, why.value, why.lowest_bp) for why in because] for one, because in found.omitted
    }
    assert omitted == {
        "A2": [("size", "", 3000), ("unit", "east", 9000)],
        "A3": [("size", "", 3000), ("unit", "west", 3000)],
    }


def test_a_contradiction_names_the_limits_and_how_far_each_must_give_way() -> None:
    """One place and two fields: two places are enough, or no field asked for."""
    found = answer(ROADSHOW, [replace(SIZE, number=1), ONE_EACH, FIELDS])
    assert isinstance(found, Conflict)
    assert [(one.limit.key, one.enough) for one in found.limits] == [("size", 2), ("field", 0)]


def test_a_group_that_nothing_belongs_to_is_its_own_contradiction() -> None:
    wanted = Limit("field", "field", LEAST, 1, ("4", "7"))
    for candidates in (ROADSHOW, ()):
        found = answer(candidates, [wanted])
        assert isinstance(found, Conflict)
        assert [(one.limit.key, one.enough) for one in found.limits] == [("field", 0)]


def test_without_candidates_the_list_is_empty() -> None:
    found = solved((), [SIZE, FIELDS])
    assert found.assignment == Assignment((), 0, Status.OPTIMAL, 0)


def test_a_long_list_is_as_good_narrowed_down_as_at_once() -> None:
    """Hundreds of pairs with a pattern of their own: both ways lead to the same list, not only to the same total."""
    pairs = [
        pair(
            f"{need:02}", f"{offer:02}", (need * 37 + offer * 101) % 97 * 100, unit=str(offer % 4), field=str(offer % 7)
        )
        for need in range(20)
        for offer in range(30)
        if (need + offer) % 2
    ]
    limits = [
        Limit("once", OFFER, MOST, 1),
        Limit("need", NEED, MOST, 2),
        Limit("unit", "unit", MOST, 4),
        Limit("field", "field", LEAST, 2),
        Limit("size", TOTAL, MOST, 15),
    ]
    assert solved(pairs, limits, Effort(at_once=10)) == solved(pairs, limits, Effort(at_once=1000))


@pytest.mark.parametrize(
    ("candidates", "limits", "fault"),
    [
        ([pair("a", "x", 1), pair("a", "x", 2)], [], "same need and offer"),
        ([pair("a", "x", -1)], [], "below 0"),
        ([], [SIZE, SIZE], "same key"),
        ([], [replace(SIZE, number=-1)], "below 0"),
    ],
)
def test_a_problem_that_contradicts_itself_is_named(
    candidates: list[Candidate], limits: list[Limit], fault: str
) -> None:
    with pytest.raises(ValueError, match=fault):
        answer(candidates, limits)


def test_a_fixed_limit_has_no_price_and_gives_no_way() -> None:
    """Each unit once is part of what the list is: two places in field 4 for two units are the most there can be."""
    once = replace(ONE_EACH, fixed=True)
    found = solved(ROADSHOW, [once, SIZE])
    assert [price.limit.key for price in found.prices] == ["size"]
    three = Limit("metals", "field", LEAST, 3, ("4",))
    clash = answer(ROADSHOW, [once, three])
    assert isinstance(clash, Conflict)
    assert [(one.limit.key, one.enough) for one in clash.limits] == [("metals", 2)]
