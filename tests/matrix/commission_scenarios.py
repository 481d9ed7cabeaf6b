"""Scenarios of customised supply lists."""

from dataclasses import replace
from datetime import date
from typing import Any

from qiao.matching.actions.check_supply_item import ItemCheck
from qiao.matching.actions.record_adoption import AdoptionReport
from qiao.matching.lifecycles.commission import COMMISSION, CommissionState
from qiao.matching.supply.order import SupplyOrder
from tests.factories.matching import commission
from tests.factories.world import ZONE, World
from tests.matrix.registry import EDITOR, MANAGER, OPERATOR, Prepared, Scenario, legal_state, run
from tests.matrix.situations import editors_outside

PLACE = "matching.commission.place"
ADOPTION = COMMISSION.action("record_adoption")
REASON = "示范区改变计划"


def placing(world: World, state: str) -> Prepared:
    """An order of the zone to its broker."""
    order = SupplyOrder(
        zone_code=ZONE, title="铸造产业供给清单", provider_id=world.broker.pk, deliver_by=date(2026, 12, 31)
    )
    return Prepared(run(PLACE, order=order, now=world.now), lines=lambda actor: [(PLACE, "matching.commission")])


def of_provider(verb: str, *, drawn: bool = False, **inputs: Any) -> Scenario:
    """The broker compiles, by its editor or its technology manager; nobody of another organisation does."""
    action = COMMISSION.action(verb)

    def prepare(world: World, state: str) -> Prepared:
        row = commission(world, state or legal_state(action), drawn=drawn)
        return Prepared(
            run(action, commission_id=row.pk, now=world.now, **inputs),
            row,
            insiders={role: (world.somebody(role, world.broker),) for role in (EDITOR, MANAGER)},
            outsiders={
                **editors_outside(world, world.inside[EDITOR]),
                MANAGER: (*world.outside[MANAGER], world.inside[MANAGER]),
            },
        )

    return Scenario(action, prepare)


def drawing(world: World, state: str) -> Prepared:
    """Two things come of it: the draft edition and the commission that names it. Its compiler needs a name."""
    action = COMMISSION.action("draw_edition")
    prepared = of_provider("draw_edition").prepare(world, state)
    unnamed = replace(world.somebody(EDITOR, world.broker), person_id=None)
    return replace(
        prepared,
        lines=lambda actor: [(action, "catalogue.edition"), (action, "matching.commission")],
        outsiders={**prepared.outsiders, EDITOR: (*prepared.outsiders[EDITOR], unnamed)},
    )


def of_operator(verb: str, **inputs: Any) -> Scenario:
    """What the zone alone decides."""
    action = COMMISSION.action(verb)

    def prepare(world: World, state: str) -> Prepared:
        row = commission(world, state or legal_state(action))
        return Prepared(
            run(action, commission_id=row.pk, now=world.now, **inputs),
            row,
            outsiders=editors_outside(world, world.somebody(EDITOR, world.broker)),
        )

    return Scenario(action, prepare)


def adopting(*, present: bool) -> Scenario:
    """The firm behind the demand says what it did; the zone passes it on where there is none."""

    def prepare(world: World, state: str) -> Prepared:
        row = commission(world, state or legal_state(ADOPTION), demander=world.owner if present else None)
        report = AdoptionReport(1, row.demand_ids[0], "negotiating")
        return Prepared(
            run(ADOPTION, commission_id=row.pk, report=report, now=world.now),
            lines=lambda actor: [(ADOPTION, "matching.adoption")],
            outsiders=editors_outside(world, world.somebody(EDITOR, world.broker)),
        )

    allowed = frozenset({EDITOR if present else OPERATOR})
    # Before the list is compiled there is no item to report on.
    unseen = {role: frozenset({CommissionState.COMMISSIONED}) for role in allowed}
    return Scenario(ADOPTION, prepare, "by the firm" if present else "passed on", allowed, unseen)


SCENARIOS: tuple[Scenario, ...] = (
    Scenario(PLACE, placing),
    of_provider("compile"),
    of_provider("check_item", check=ItemCheck(1, date(2026, 5, 29), "电话核对")),
    Scenario(COMMISSION.action("draw_edition"), drawing),
    of_provider("deliver", drawn=True),
    adopting(present=True),
    adopting(present=False),
    of_operator("close"),
    of_operator("cancel", reason=REASON),
)
