"""Where the lifecycles lead, as the tables have it."""

from typing import Any

import pytest

from qiao.catalogue.models import Achievement, Demand, Edition, Scenario
from qiao.core.access import Role
from qiao.foundation.models import ImportBatch
from qiao.foundation.next_steps import acting_next, granted_onward, is_over, onward, overdue_states, way_through


@pytest.mark.parametrize(
    ("case", "state", "verbs"),
    [
        (Demand, "submitted", ("accept",)),
        (Demand, "matching", ("contract", "solve")),
        (Demand, "expired", ("renew",)),
        (Demand, "contracted", ()),
        (Scenario, "applied", ("apply", "select")),
        (Scenario, "failed", ()),
        (Achievement, "published", ("convert",)),
        (Edition, "draft", ("submit",)),
        (Edition, "issued", ()),
        (ImportBatch, "previewed", ("apply", "discard")),
    ],
)
def test_verbs_that_lead_on(case: Any, state: str, verbs: tuple[str, ...]) -> None:
    assert tuple(step.verb for step in onward(case, state)) == verbs


def test_what_is_over_and_what_is_not() -> None:
    assert [str(s) for s in Demand.LIFECYCLE.states if is_over(Demand, str(s))] == ["merged", "withdrawn", "expired"]
    assert [str(s) for s in Edition.LIFECYCLE.states if is_over(Edition, str(s))] == ["withdrawn", "discarded"]
    assert not is_over(ImportBatch, "discarded")


def test_who_acts_next() -> None:
    assert acting_next(Demand, "submitted") == (Role.ZONE_OPERATOR,)
    assert acting_next(Demand, "screened") == (Role.ZONE_OPERATOR, Role.TECHNOLOGY_MANAGER, Role.EXPERT)
    assert acting_next(Edition, "submitted") == (Role.ZONE_OPERATOR, Role.DEPARTMENT)
    assert tuple(granted_onward(Demand, Role.EXPERT)) == ("screened",)
    assert not granted_onward(Demand, Role.SUPERVISOR)


def test_delay_is_reported_where_a_clock_leaves_the_case_in_its_place() -> None:
    assert overdue_states(Demand) == ("submitted",)
    assert overdue_states(Scenario) == ("collected",)
    assert overdue_states(Edition) == ()


@pytest.mark.parametrize("case", [Demand, Achievement, Scenario, Edition])
def test_the_way_of_a_case_begins_at_the_beginning_and_passes_where_it_stands(case: Any) -> None:
    for state in case.LIFECYCLE.states:
        way = way_through(case, str(state))
        assert way[0] == case.LIFECYCLE.initial
        assert way.count(str(state)) == 1
        assert len(set(way)) == len(way)
    assert way_through(Demand, "solved")[-2:] == ("matching", "solved")
    assert "failed" not in way_through(Scenario, "testing")
