"""The lifecycle engine: what a table may be, what it allows, what its clocks say."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.core.lifecycle import Lifecycle, LifecycleError, TimeLimit, Transition
from qiao.core.outcomes import Refused


class Door(StrEnum):
    OPEN = "open"
    SHUT = "shut"
    LOCKED = "locked"


@dataclass(frozen=True)
class DoorFacts:
    has_key: bool = True
    shut_at: datetime | None = None


def key_at_hand(facts: DoorFacts) -> str | None:
    return None if facts.has_key else "key_missing"


TRANSITIONS = (
    Transition("shut", (Door.OPEN,), Door.SHUT),
    Transition("open", (Door.SHUT,), Door.OPEN),
    Transition("lock", (Door.SHUT,), Door.LOCKED, guards=(key_at_hand,)),
    Transition("break_in", (Door.LOCKED,), Door.OPEN, needs_reason=True),
    Transition("fall_shut", (Door.OPEN,), Door.SHUT, by_clock=True),
)
DOOR: Lifecycle[DoorFacts] = Lifecycle(
    key="house.door",
    states=Door,
    initial=Door.OPEN,
    transitions=TRANSITIONS,
    limits=(TimeLimit(Door.SHUT, "open", lambda facts: facts.shut_at and facts.shut_at + timedelta(days=1)),),
)


def test_a_legal_step_leads_to_the_target_under_one_action_key() -> None:
    step = DOOR.step("shut", "lock", DoorFacts())
    assert (step.action, step.source, step.target) == ("house.door.lock", Door.SHUT, Door.LOCKED)


def test_a_guard_refuses_with_its_code() -> None:
    with pytest.raises(Refused) as refused:
        DOOR.step("shut", "lock", DoorFacts(has_key=False))
    assert refused.value.code == "key_missing"


@pytest.mark.parametrize("state", list(Door))
@pytest.mark.parametrize("verb", ["shut", "open", "lock", "break_in", "fall_shut"])
def test_every_pair_moves_or_is_refused_as_the_table_says(state: Door, verb: str) -> None:
    allowed = [t for t in TRANSITIONS if t.verb == verb and state in t.sources]
    if allowed:
        assert DOOR.step(state, verb, DoorFacts(), reason="because").target == allowed[0].target
    else:
        with pytest.raises(Refused, match="not_in_this_state"):
            DOOR.step(state, verb, DoorFacts(), reason="because")


@pytest.mark.parametrize("reason", [None, "", "   "])
def test_a_verb_that_needs_a_reason_refuses_without_one(reason: str | None) -> None:
    with pytest.raises(Refused) as refused:
        DOOR.step("locked", "break_in", DoorFacts(), reason=reason)
    assert refused.value.code == "reason_needed"


def test_offers_leave_out_the_clock_and_say_why_a_verb_is_closed() -> None:
    assert [(o.verb, o.refusal) for o in DOOR.offers("shut", DoorFacts(has_key=False))] == [
        ("open", None),
        ("lock", "key_missing"),
    ]
    assert [o.verb for o in DOOR.offers("open", DoorFacts())] == ["shut"]


def test_the_clock_of_a_state() -> None:
    at = datetime(2026, 6, 1, tzinfo=UTC)
    due = DOOR.due("shut", DoorFacts(shut_at=at))
    assert due is not None
    assert (due.verb, due.at) == ("open", at + timedelta(days=1))
    assert DOOR.due("shut", DoorFacts(shut_at=None)) is None
    assert DOOR.due("locked", DoorFacts(shut_at=at)) is None


def build(*transitions: Transition, limits: tuple[TimeLimit[DoorFacts], ...] = ()) -> Lifecycle[DoorFacts]:
    return Lifecycle(key="house.door", states=Door, initial=Door.OPEN, transitions=transitions, limits=limits)


def test_an_unreachable_state_cannot_be_built() -> None:
    with pytest.raises(LifecycleError, match="unreachable states locked"):
        build(Transition("shut", (Door.OPEN,), Door.SHUT))


def test_a_foreign_state_cannot_be_built() -> None:
    class Window(StrEnum):
        OPEN = "open"

    with pytest.raises(LifecycleError, match="unknown state"):
        build(*TRANSITIONS, Transition("tilt", (Window.OPEN,), Door.SHUT))


def test_two_rows_for_one_pair_cannot_be_built() -> None:
    with pytest.raises(LifecycleError, match="defined twice"):
        build(*TRANSITIONS, Transition("shut", (Door.OPEN,), Door.LOCKED))


def test_a_clock_whose_verb_the_state_does_not_have_cannot_be_built() -> None:
    with pytest.raises(LifecycleError, match="limit fires"):
        build(*TRANSITIONS, limits=(TimeLimit(Door.LOCKED, "open", lambda _: None),))


@given(st.lists(st.sampled_from(DOOR.verbs), max_size=30))
def test_no_walk_leaves_the_table(verbs: list[str]) -> None:
    state: StrEnum = DOOR.initial
    for verb in verbs:
        transition = DOOR.transition(state, verb)
        try:
            state = DOOR.step(state, verb, DoorFacts(), reason="walk").target
        except Refused:
            assert transition is None
        else:
            assert transition is not None
            assert state == transition.target
