"""All scenarios of all rooms."""

from qiao.foundation.registry import CASES
from tests.matrix import (
    account_scenarios,
    catalogue_scenarios,
    commission_scenarios,
    edition_scenarios,
    follow_scenarios,
    foundation_scenarios,
    introduction_scenarios,
    news_scenarios,
    party_scenarios,
    token_scenarios,
)
from tests.matrix.registry import Scenario

ROOMS = (
    follow_scenarios,
    foundation_scenarios,
    news_scenarios,
    party_scenarios,
    account_scenarios,
    token_scenarios,
    catalogue_scenarios,
    edition_scenarios,
    introduction_scenarios,
    commission_scenarios,
)
SCENARIOS: tuple[Scenario, ...] = tuple(scenario for room in ROOMS for scenario in room.SCENARIOS)
LIFECYCLES = {case.LIFECYCLE.key: case for case in CASES}


def of_action(action: str) -> tuple[Scenario, ...]:
    """The scenarios of an action, the main one first."""
    return tuple(scenario for scenario in SCENARIOS if scenario.action == action)


def human_verbs() -> tuple[str, ...]:
    """Action keys of the verbs that people use."""
    return tuple(
        dict.fromkeys(
            case.LIFECYCLE.action(transition.verb)
            for case in LIFECYCLES.values()
            for transition in case.LIFECYCLE.transitions
            if not transition.by_clock
        )
    )


def clock_verbs() -> tuple[str, ...]:
    """Action keys of the verbs that fall due."""
    return tuple(
        dict.fromkeys(
            case.LIFECYCLE.action(limit.verb) for case in LIFECYCLES.values() for limit in case.LIFECYCLE.limits
        )
    )
