"""Nothing is left out: actions, use cases, scenarios, clocks and the committed table of rights agree."""

from qiao.core.access import HUMAN_ROLES, Role
from qiao.foundation.registry import CASES, POLICY, USE_CASES
from tests.matrix.permissions_document import documented_roles, permissions
from tests.matrix.registry import lifecycle_of
from tests.matrix.scenarios import SCENARIOS, clock_verbs, human_verbs, of_action
from tests.matrix.test_clocks import CLOCKS
from tests.matrix.test_states import FACTS

TRIED = {scenario.action for scenario in SCENARIOS}


def test_every_granted_action_has_a_scenario() -> None:
    assert set(POLICY.actions) - TRIED == set()


def test_every_use_case_is_reached_by_a_scenario() -> None:
    assert set(USE_CASES) - TRIED == set()
    assert TRIED - set(USE_CASES) == set(), "a scenario of something that nobody has written"


def test_every_verb_of_people_and_of_the_clock_is_tried() -> None:
    assert {*human_verbs(), *clock_verbs()} - TRIED == set()
    assert {case.LIFECYCLE.key for case in CASES} == set(FACTS)


def test_the_main_scenario_of_a_verb_has_somebody_who_may_act() -> None:
    assert [action for action in human_verbs() if not of_action(action)[0].allowed_roles] == []


def test_every_documented_role_acts_in_one_of_the_scenarios() -> None:
    for action in POLICY.actions:
        tried = {role for scenario in of_action(action) for role in scenario.allowed_roles}
        # The table of rights has a column for each role that people hold; visitors are in none of them.
        assert tried - {Role.PUBLIC} == documented_roles(action), action


def test_the_committed_table_lists_the_rights_that_are_granted() -> None:
    granted = {
        action: {
            role: " or ".join(grant.where.__name__ for grant in POLICY.grants(action) if role in grant.roles)
            for role in HUMAN_ROLES
            if any(role in grant.roles for grant in POLICY.grants(action))
        }
        for action in POLICY.actions
    }
    assert granted == permissions(), "write docs/generated and review what changes"


def test_no_two_scenarios_bear_one_name() -> None:
    names = [scenario.name for scenario in SCENARIOS]
    assert len(names) == len(set(names))


def test_every_time_limit_is_tried() -> None:
    limits = {(c.LIFECYCLE.key, str(limit.state), limit.verb) for c in CASES for limit in c.LIFECYCLE.limits}
    assert limits == {(clock.key, clock.state, clock.verb) for clock in CLOCKS}
    assert all(lifecycle_of(action) for action in clock_verbs())
