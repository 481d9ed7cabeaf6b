"""The lifecycle of scenarios as a table: governance §4.2."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.catalogue.lifecycles.scenario import SCENARIO, SCENARIO_STAGES
from qiao.core.outcomes import Refused
from tests.catalogue.walking import check_every_pair, good_facts, walk

EXPECTED = {
    "collected": {"review": "reviewed", "admit": "published", "close": "closed", "escalate": "collected"},
    "reviewed": {"return": "collected", "publish": "published", "close": "closed"},
    "published": {"apply": "applied", "close": "closed", "expire": "closed"},
    "applied": {"apply": "applied", "select": "selected", "close": "closed"},
    "selected": {"start_test": "testing"},
    "testing": {"verify": "verified", "fail": "failed"},
    "verified": {"scale": "scaled", "close": "closed"},
    "failed": {"close": "closed"},
    "scaled": {"close": "closed"},
}
REASONED = {"admit", "return", "select", "verify", "fail", "scale", "close"}


def test_every_state_and_verb() -> None:
    check_every_pair(SCENARIO, EXPECTED)
    assert set(SCENARIO_STAGES) == set(SCENARIO.states)


@given(st.lists(st.integers(0, 20), max_size=40))
def test_walks_scale_only_what_was_tested_and_verified(choices: list[int]) -> None:
    passed = walk(SCENARIO, choices)
    if "scaled" in passed:
        assert passed[: passed.index("scaled")][-2:] == ["testing", "verified"]


@pytest.mark.parametrize("state", EXPECTED)
def test_verbs_that_need_a_reason_refuse_without_one(state: str) -> None:
    for verb in EXPECTED[state]:
        if verb in REASONED:
            with pytest.raises(Refused, match="reason_needed"):
                SCENARIO.step(state, verb, good_facts(), "")
        else:
            SCENARIO.step(state, verb, good_facts())
