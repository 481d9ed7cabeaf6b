"""The lifecycle of achievements in the catalogue as a table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.catalogue.lifecycles.achievement import ACHIEVEMENT, ACHIEVEMENT_STAGES
from qiao.core.outcomes import Refused
from tests.catalogue.walking import check_every_pair, good_facts, walk

EXPECTED = {
    "draft": {"submit": "submitted", "admit": "published", "withdraw": "withdrawn"},
    "submitted": {"publish": "published", "return": "draft", "withdraw": "withdrawn", "escalate": "submitted"},
    "published": {"convert": "converted", "withdraw": "withdrawn", "expire": "expired"},
    "expired": {"renew": "published"},
}
REASONED = {"admit", "return", "convert", "withdraw"}


def test_every_state_and_verb() -> None:
    check_every_pair(ACHIEVEMENT, EXPECTED)
    assert set(ACHIEVEMENT_STAGES) == set(ACHIEVEMENT.states)


@given(st.lists(st.integers(0, 20), max_size=40))
def test_walks_end_converted_or_withdrawn_or_go_on(choices: list[int]) -> None:
    passed = walk(ACHIEVEMENT, choices)
    assert not {"converted", "withdrawn"} & set(passed[:-1])


@pytest.mark.parametrize("state", EXPECTED)
def test_verbs_that_need_a_reason_refuse_without_one(state: str) -> None:
    for verb in EXPECTED[state]:
        if verb in REASONED:
            with pytest.raises(Refused, match="reason_needed"):
                ACHIEVEMENT.step(state, verb, good_facts(), "")
        else:
            ACHIEVEMENT.step(state, verb, good_facts())
