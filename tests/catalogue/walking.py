"""Checks that hold for every lifecycle of the catalogue, on the pure tables."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from qiao.catalogue.lifecycles.facts import ListingFacts, Stage
from qiao.core.calendar import WorkingCalendar
from qiao.core.lifecycle import Lifecycle
from qiao.core.outcomes import Refused

NOW = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
CALENDAR = WorkingCalendar(years=frozenset({2026, 2027, 2028}), exceptions={date(2026, 6, 19): False})


def good_facts() -> ListingFacts:
    """Facts under which every guard is satisfied."""
    return ListingFacts(
        zone_code="jianghai",
        organisation_id=1,
        created_by_holding=None,
        manager_person=None,
        stage=Stage.DRAFT,
        disclosure="public",
        disclosed_to=(),
        editable=True,
        title="铝合金压铸件气孔控制",
        has_substance=True,
        is_classified=False,
        submitted_at=NOW,
        escalated_at=None,
        expires_at=NOW + timedelta(days=300),
        review_days=5,
        calendar=CALENDAR,
        now=NOW,
    )


def check_every_pair(lifecycle: Lifecycle[ListingFacts], expected: dict[str, dict[str, str]]) -> None:
    """Each (state, verb) pair moves as the domain says or is refused; ``expected`` is state → verb → target."""
    for state in lifecycle.states:
        for verb in lifecycle.verbs:
            target = expected.get(state, {}).get(verb)
            assert stepped(lifecycle, state, verb, good_facts()) == target, (state, verb)


def stepped(lifecycle: Lifecycle[ListingFacts], state: StrEnum | str, verb: str, facts: ListingFacts) -> str | None:
    """The target, or None when the verb does not exist in the state. Other refusals are errors."""
    try:
        return str(lifecycle.step(state, verb, facts, "示例理由").target)
    except Refused as refused:
        if refused.code != "not_in_this_state":
            raise
        return None


def walk(lifecycle: Lifecycle[ListingFacts], choices: Sequence[int]) -> list[str]:
    """Follow offered and clock verbs from the initial state; returns the states passed."""
    state: StrEnum | str = lifecycle.initial
    passed = [str(state)]
    for choice in choices:
        verbs = [verb for verb in lifecycle.verbs if lifecycle.transition(state, verb)]
        if not verbs:
            assert state in lifecycle.final_states
            break
        state = lifecycle.step(state, verbs[choice % len(verbs)], good_facts(), "示例理由").target
        passed.append(str(state))
        due = lifecycle.due(state, good_facts())
        assert due is None or lifecycle.transition(state, due.verb) is not None
    return passed
