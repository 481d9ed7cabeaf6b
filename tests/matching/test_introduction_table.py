"""The table of introductions: every state with every verb, the clocks, and who may answer a claim."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.core.access import Actor, Role
from qiao.core.calendar import WorkingCalendar
from qiao.core.outcomes import Refused
from qiao.matching.access import claimant, counterparty
from qiao.matching.lifecycles.introduction import INTRODUCTION, IntroductionFacts, IntroductionState, Side

S = IntroductionState
NOW = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
# Dragon Boat Festival 2026 falls on Friday 19 June.
CALENDAR = WorkingCalendar(years=frozenset({2026}), exceptions={date(2026, 6, 19): False})
FACTS = IntroductionFacts(
    zone_code="jh",
    demand_organisation_id=1,
    supply_organisation_id=2,
    proposed_by_holding=None,
    proposed_by_organisation=None,
    records_open=True,
    claimed_side="",
    claimed_by_person=None,
    proposed_at=NOW,
    active_at=NOW,
    reminded_at=None,
    lapse_days=15,
    sleep_days=90,
    calendar=CALENDAR,
    now=NOW,
)

WAITING = {S.PROPOSED, S.DEMAND_ACCEPTED, S.SUPPLY_ACCEPTED}
ALLOWED: dict[str, dict[S, S]] = {
    "accept_for_demand": {S.PROPOSED: S.DEMAND_ACCEPTED, S.SUPPLY_ACCEPTED: S.INTRODUCED},
    "accept_for_supply": {S.PROPOSED: S.SUPPLY_ACCEPTED, S.DEMAND_ACCEPTED: S.INTRODUCED},
    "decline_for_demand": dict.fromkeys({*WAITING, S.INTRODUCED, S.NEGOTIATING}, S.DECLINED),
    "decline_for_supply": dict.fromkeys({*WAITING, S.INTRODUCED, S.NEGOTIATING}, S.DECLINED),
    "withdraw": dict.fromkeys(WAITING, S.WITHDRAWN),
    "start_negotiation": {S.INTRODUCED: S.NEGOTIATING},
    "claim_outcome": dict.fromkeys({S.INTRODUCED, S.NEGOTIATING, S.CONFIRMED, S.DISPUTED}, S.OUTCOME_CLAIMED),
    "retract_outcome": {S.OUTCOME_CLAIMED: S.NEGOTIATING},
    "confirm_outcome": {S.OUTCOME_CLAIMED: S.CONFIRMED},
    "dispute_outcome": {S.OUTCOME_CLAIMED: S.DISPUTED},
    "lapse": dict.fromkeys(WAITING, S.LAPSED),
    "remind": {S.INTRODUCED: S.INTRODUCED, S.NEGOTIATING: S.NEGOTIATING},
}


@pytest.mark.parametrize("verb", INTRODUCTION.verbs)
@pytest.mark.parametrize("state", list(S))
def test_every_state_with_every_verb(state: S, verb: str) -> None:
    target = ALLOWED[verb].get(state)
    if target is None:
        with pytest.raises(Refused) as refused:
            INTRODUCTION.step(state, verb, FACTS, "because")
        assert refused.value.code == "not_in_this_state"
    else:
        assert INTRODUCTION.step(state, verb, FACTS, "because").target is target


@pytest.mark.parametrize("verb", ["withdraw", "retract_outcome", "dispute_outcome"])
def test_steps_back_need_a_reason(verb: str) -> None:
    state = next(iter(ALLOWED[verb]))
    with pytest.raises(Refused, match="reason_needed"):
        INTRODUCTION.step(state, verb, FACTS, "  ")


@pytest.mark.parametrize("verb", ["accept_for_demand", "accept_for_supply"])
def test_nobody_accepts_once_a_record_is_closed(verb: str) -> None:
    with pytest.raises(Refused, match="record_no_longer_open"):
        INTRODUCTION.step(S.PROPOSED, verb, replace(FACTS, records_open=False))


def test_a_proposal_lapses_at_the_end_of_the_fifteenth_working_day() -> None:
    # Tue 2 June is day 1; 19 June is a holiday, so day 15 is Tue 23 June, which ends at 16:00 UTC.
    due = INTRODUCTION.due(S.PROPOSED, FACTS)
    assert due is not None
    assert (due.at, due.verb) == (datetime(2026, 6, 23, 16, 0, tzinfo=UTC), "lapse")


def test_a_reminder_comes_again_after_the_same_silence() -> None:
    first = INTRODUCTION.due(S.NEGOTIATING, FACTS)
    assert first is not None
    assert first.at == NOW + timedelta(days=90)
    second = INTRODUCTION.due(S.NEGOTIATING, replace(FACTS, reminded_at=first.at))
    assert second is not None
    assert second.at == NOW + timedelta(days=180)


@pytest.mark.parametrize("state", [S.OUTCOME_CLAIMED, S.CONFIRMED, S.DISPUTED, S.DECLINED, S.LAPSED, S.WITHDRAWN])
def test_no_clock_runs_elsewhere(state: S) -> None:
    assert INTRODUCTION.due(state, FACTS) is None


@given(
    organisations=st.tuples(st.sampled_from([None, 1, 2]), st.sampled_from([None, 1, 2])),
    claimed=st.sampled_from(["", *map(str, Side)]),
    people=st.tuples(st.sampled_from([None, 7, 8]), st.sampled_from([None, 7, 8])),
    acting=st.sampled_from([None, 1, 2, 3]),
)
def test_nobody_confirms_their_own_claim(
    organisations: tuple[int | None, int | None],
    claimed: str,
    people: tuple[int | None, int | None],
    acting: int | None,
) -> None:
    facts = replace(
        FACTS,
        demand_organisation_id=organisations[0],
        supply_organisation_id=organisations[1],
        claimed_side=claimed,
        claimed_by_person=people[0],
    )
    actor = Actor(Role.ORGANISATION_EDITOR, "", organisation_id=acting, person_id=people[1])
    if counterparty(actor, facts):
        claiming, answering = (0, 1) if claimed == Side.DEMAND else (1, 0)
        assert not claimant(actor, facts)
        assert acting == organisations[answering] != organisations[claiming]
        assert people[0] is None or people[0] != people[1]
