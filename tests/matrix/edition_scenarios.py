"""Scenarios of list editions."""

from dataclasses import replace
from typing import Any

from qiao.catalogue.editions.criteria import EditionRequest
from qiao.catalogue.lifecycles.edition import EDITION, EditionKind
from tests.factories.editions import edition
from tests.factories.listings import demand
from tests.factories.world import World
from tests.matrix.registry import DEPARTMENT, OPERATOR, People, Prepared, Scenario, legal_state, run

COMPILE = "catalogue.edition.compile"
REASON = "数据有误"


def compiling(world: World, state: str) -> Prepared:
    """A list belongs to the zone in which its compiler acts, so every zone's operator compiles its own."""
    demand(world)
    return Prepared(
        run(COMPILE, request=EditionRequest(kind=EditionKind.DEMANDS), now=world.now),
        lines=lambda actor: [(COMPILE, "catalogue.edition")],
        insiders={OPERATOR: (world.inside[OPERATOR], *world.outside[OPERATOR])},
        outsiders=unnamed_operator(world, ()),
    )


def verb(name: str, **inputs: Any) -> Scenario:
    """A verb of the lifecycle, on an edition that another operator compiled."""
    action = EDITION.action(name)

    def prepare(world: World, state: str) -> Prepared:
        row = edition(world, state or legal_state(action), world.somebody(OPERATOR))
        return Prepared(run(action, edition_id=row.pk, now=world.now, **inputs), row)

    return Scenario(action, prepare)


def recompiling(world: World, state: str) -> Prepared:
    """Whoever compiles needs a name, or nobody could be told from the approver."""
    prepared = verb("recompile").prepare(world, state)
    return replace(prepared, outsiders=unnamed_operator(world, world.outside[OPERATOR]))


def approving(world: World, state: str) -> Prepared:
    """The person who compiled may not approve, in whatever role it acts."""
    action = EDITION.action("approve")
    compiler = world.somebody(OPERATOR)
    row = edition(world, state or legal_state(action), compiler)
    return Prepared(
        run(action, edition_id=row.pk, now=world.now),
        row,
        outsiders={
            OPERATOR: (*world.outside[OPERATOR], compiler),
            DEPARTMENT: (*world.outside[DEPARTMENT], replace(compiler, role=DEPARTMENT)),
        },
    )


def unnamed_operator(world: World, others: tuple[Any, ...]) -> People:
    """An operator without a person, and without a zone."""
    operator = world.inside[OPERATOR]
    return {OPERATOR: (*others, replace(operator, person_id=None), replace(operator, zone_code=""))}


SCENARIOS: tuple[Scenario, ...] = (
    Scenario(COMPILE, compiling),
    Scenario(EDITION.action("recompile"), recompiling),
    verb("submit"),
    verb("return", reason=REASON),
    Scenario(EDITION.action("approve"), approving),
    verb("issue"),
    verb("withdraw", reason=REASON),
    verb("discard", reason=REASON),
)
