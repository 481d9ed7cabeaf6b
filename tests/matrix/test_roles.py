"""Every action, in every situation, tried by every role inside and outside the scope."""

import pytest

from tests.factories.world import World
from tests.matrix.enforcement import enforcement_failures
from tests.matrix.registry import Scenario
from tests.matrix.scenarios import SCENARIOS


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_only_those_with_the_right_act_and_what_they_do_is_recorded(scenario: Scenario, world: World) -> None:
    assert enforcement_failures(scenario, world) == []
