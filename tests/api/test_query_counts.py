"""The number of statements of a list does not grow with its rows."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qiao.core.access import Role
from tests.api.calling import Program, program_of
from tests.factories.editions import edition
from tests.factories.listings import achievement, demand, scenario
from tests.factories.matching import commission, introduction
from tests.factories.world import World, organisation

MOST = 10
MAKERS: dict[str, Callable[[World], object]] = {
    "/demands": demand,
    "/achievements": achievement,
    "/scenarios": scenario,
    "/editions": lambda world: edition(world, "issued", world.inside[Role.ZONE_OPERATOR]),
    "/introductions": lambda world: introduction(world, demander=world.owner, supplier=world.partner),
    "/organisations": lambda world: demand(world, organisation=organisation("新单位", world.now)),
    "/commissions": commission,
}


def statements(program: Program, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = program.get(path)
    assert answer.status_code == 200, answer.content.decode()
    return len(captured)


@pytest.mark.parametrize("path", MAKERS)
def test_one_row_and_twenty_cost_the_same(world: World, path: str) -> None:
    program = program_of(world.inside[Role.ORGANISATION_EDITOR])
    MAKERS[path](world)
    statements(program, path)  # the first use of the day is noted
    one = statements(program, f"{path}?limit=1")
    for _ in range(19):
        MAKERS[path](world)
    assert statements(program, f"{path}?limit=50") == one
    assert one <= MOST
    if path in ("/demands", "/achievements", "/scenarios", "/editions"):
        assert statements(Program(), f"{path}?limit=50") <= one
