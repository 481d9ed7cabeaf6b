"""The lifecycle of demands as a table: governance §4.1."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.catalogue.lifecycles.demand import DEMAND, DEMAND_STAGES
from qiao.catalogue.lifecycles.facts import Stage
from qiao.core.outcomes import Refused
from tests.catalogue.walking import NOW, check_every_pair, good_facts, walk

EXPECTED = {
    "draft": {"submit": "submitted", "admit": "published", "withdraw": "withdrawn"},
    "submitted": {
        "accept": "screened", "merge": "merged", "return": "draft", "withdraw": "withdrawn", "escalate": "submitted",
    },
    "screened": {"merge": "merged", "return": "draft", "diagnose": "diagnosed", "withdraw": "withdrawn"},
    "diagnosed": {"return": "draft", "publish": "published", "withdraw": "withdrawn"},
    "published": {"start_matching": "matching", "solve": "solved", "withdraw": "withdrawn", "expire": "expired"},
    "matching": {
        "reopen": "published", "contract": "contracted", "solve": "solved",
        "withdraw": "withdrawn", "expire": "expired",
    },
    "expired": {"renew": "published"},
}  # fmt: skip
REASONED = {"admit", "merge", "return", "reopen", "solve", "withdraw"}


def test_every_state_and_verb() -> None:
    check_every_pair(DEMAND, EXPECTED)


@given(st.lists(st.integers(0, 20), max_size=40))
def test_walks_never_reach_the_public_without_review_or_admission(choices: list[int]) -> None:
    passed = walk(DEMAND, choices)
    if "published" in passed:
        before = passed[passed.index("published") - 1]
        assert before in ("diagnosed", "draft")
    assert passed[0] == "draft"


@pytest.mark.parametrize("state", EXPECTED)
def test_verbs_that_need_a_reason_refuse_without_one(state: str) -> None:
    for verb in EXPECTED[state]:
        if verb in REASONED:
            with pytest.raises(Refused, match="reason_needed"):
                DEMAND.step(state, verb, good_facts(), "  ")
        else:
            DEMAND.step(state, verb, good_facts())


@pytest.mark.parametrize(
    ("state", "verb"), [("draft", "submit"), ("draft", "admit"), ("diagnosed", "publish"), ("expired", "renew")]
)
def test_classified_material_is_refused_at_every_door(state: str, verb: str) -> None:
    with pytest.raises(Refused, match="classified_material"):
        DEMAND.step(state, verb, replace(good_facts(), is_classified=True), "示例理由")


def test_submission_needs_title_and_content() -> None:
    for facts in (replace(good_facts(), title=" "), replace(good_facts(), has_substance=False)):
        with pytest.raises(Refused, match="description_missing"):
            DEMAND.step("draft", "submit", facts)


def test_what_has_lapsed_already_is_not_published() -> None:
    late = replace(good_facts(), expires_at=NOW)
    with pytest.raises(Refused, match="validity_is_over"):
        DEMAND.step("diagnosed", "publish", late)
    DEMAND.step("diagnosed", "publish", replace(late, expires_at=NOW + timedelta(seconds=1)))


def test_every_state_has_a_stage_and_final_states_have_no_clock() -> None:
    assert set(DEMAND_STAGES) == set(DEMAND.states)
    assert {state for state, stage in DEMAND_STAGES.items() if stage is Stage.REVIEW} == {
        "submitted",
        "screened",
        "diagnosed",
    }
    assert set(DEMAND.final_states) == {"contracted", "solved", "merged", "withdrawn"}
    assert all(DEMAND.due(state, good_facts()) is None for state in DEMAND.final_states)
