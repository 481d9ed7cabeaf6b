"""Introductions that wait: for the side that has not answered, and for nobody else."""

from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qiao.core.access import HUMAN_ROLES, Actor, Role
from qiao.matching.selectors.tasks import introduction_groups
from tests.factories.matching import introduction
from tests.factories.world import World, build_world


@pytest.fixture
def world(db: None, now: datetime, tmp_path: Path) -> World:
    return build_world(now, tmp_path)


def waiting(actor: Actor, world: World) -> dict[str, tuple[str, ...]]:
    groups = introduction_groups(actor, world.now, 5)
    return {group.state: tuple(verb for task in group.tasks for verb in task.verbs) for group in groups}


def test_the_answer_is_asked_of_the_side_that_owes_it(world: World) -> None:
    introduction(world, "demand_accepted", demander=world.owner, supplier=world.partner)
    demander = world.inside[Role.ORGANISATION_EDITOR]
    supplier = world.somebody(Role.ORGANISATION_EDITOR, world.partner)
    assert waiting(supplier, world) == {"demand_accepted": ("accept_for_supply", "decline_for_supply")}
    assert waiting(demander, world) == {}
    for role in HUMAN_ROLES:
        for actor in world.outside[role]:
            assert waiting(actor, world) == {}, actor.name


def test_the_zone_answers_for_a_side_that_is_not_on_the_platform(world: World) -> None:
    introduction(world, demander=world.owner, supplier=None)
    verbs = waiting(world.inside[Role.ZONE_OPERATOR], world)["proposed"]
    assert verbs == ("accept_for_supply", "decline_for_supply")


def test_one_query_whatever_waits(world: World) -> None:
    for _ in range(6):
        introduction(world, demander=world.owner, supplier=world.partner)
    with CaptureQueriesContext(connection) as asked:
        (group,) = introduction_groups(world.inside[Role.ORGANISATION_EDITOR], world.now, 2)
    assert (len(asked), group.total, len(group.tasks)) == (1, 6, 2)
