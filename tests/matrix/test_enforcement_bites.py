"""The check itself can fail: without its right a use case is reported."""

import sys
from types import ModuleType
from typing import Any

import pytest

from qiao.foundation.registry import USE_CASES
from tests.factories.world import World
from tests.matrix.enforcement import denial_failures, enforcement_failures, undone
from tests.matrix.scenarios import ROOMS, of_action

SAMPLED = ("catalogue.demand.withdraw", "matching.introduction.confirm_outcome", "parties.holding.grant")


def module_of(action: str) -> ModuleType:
    """The module of the use case."""
    return sys.modules[USE_CASES[action].__module__]


@pytest.mark.parametrize("action", SAMPLED)
def test_a_use_case_that_forgets_its_right_is_reported(
    action: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = of_action(action)[0]
    assert enforcement_failures(scenario, world) == []

    monkeypatch.setattr(module_of(action), "authorise", lambda *args: None)
    reported = enforcement_failures(scenario, world)
    assert any("was allowed" in text for text in reported), reported


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.__name__.rpartition(".")[2])
def test_no_use_case_can_forget_its_right_unnoticed(
    room: ModuleType, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for action in dict.fromkeys(scenario.action for scenario in room.SCENARIOS):
        scenario = of_action(action)[0]
        with undone(), monkeypatch.context() as patch:
            patch.setattr(module_of(action), "authorise", lambda *args: None)
            prepared = scenario.prepare(world, "")
            strangers = scenario.forbidden(world, prepared)
            assert any(denial_failures(prepared, actor) for actor in strangers), action


@pytest.mark.parametrize("action", SAMPLED)
def test_a_use_case_that_forgets_its_record_is_reported(
    action: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module_of(action), "record", lambda *args, **kwargs: None)
    reported = enforcement_failures(of_action(action)[0], world)
    assert any("audit rows []" in text for text in reported), reported


def test_a_use_case_that_signs_with_another_name_is_reported(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    action = SAMPLED[0]
    true_record = module_of(action).record

    def record_as_somebody(actor: Any, *args: Any, **kwargs: Any) -> Any:
        return true_record(world.somebody(actor.role), *args, **kwargs)

    monkeypatch.setattr(module_of(action), "record", record_as_somebody)
    assert any("bears another name" in text for text in enforcement_failures(of_action(action)[0], world))
