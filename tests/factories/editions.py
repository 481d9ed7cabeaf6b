"""Editions written directly in a state."""

from typing import Any

from qiao.catalogue.editions.compiling import DraftItem, insert_items
from qiao.catalogue.editions.criteria import EditionCriteria
from qiao.catalogue.lifecycles.edition import PUBLIC_STATES, EditionKind, EditionState
from qiao.catalogue.models import Edition
from qiao.catalogue.selectors.editions import lines_for
from qiao.core.access import Actor
from tests.factories.listings import demand
from tests.factories.world import ZONE, World

_APPROVED = (EditionState.APPROVED, *PUBLIC_STATES)
_SUBMITTED = (EditionState.SUBMITTED, *_APPROVED)


def edition(world: World, state: str, compiler: Actor) -> Edition:
    """A list of one public demand, compiled by this person."""
    demand(world)
    lines = lines_for(EditionKind.DEMANDS, ZONE, EditionCriteria(), world.now)
    return edition_of(world, state, compiler, lines)


def edition_of(
    world: World, state: str, compiler: Actor, lines: list[DraftItem], kind: str = EditionKind.DEMANDS
) -> Edition:
    """An edition with these lines. Lines are added before the state, since an issued edition takes none."""
    row = Edition.objects.create(
        zone_code=ZONE,
        created_at=world.now,
        kind=kind,
        revision=1,
        criteria=EditionCriteria().as_json(),
        compiled_by=compiler.name,
        compiled_by_person=compiler.person_id,
        compiled_by_holding=compiler.holding_id,
        compiled_at=world.now,
    )
    insert_items(row, 1, lines)
    Edition.objects.filter(pk=row.pk).update(state=str(state), **_further(world, state, row.pk))
    row.refresh_from_db()
    return row


def _further(world: World, state: str, number: int) -> dict[str, Any]:
    """What an edition in this state must have."""
    fields: dict[str, Any] = {}
    if state in _SUBMITTED:
        fields |= {"submitted_at": world.now}
    if state in _APPROVED:
        fields |= {"approved_at": world.now, "approved_by": "department"}
    if state in PUBLIC_STATES:
        fields |= {"number": f"XQ2026-{number:02d}", "digest": "0" * 64, "letterhead": {"zone_name": world.zone.name}}
        fields |= {"issued_at": world.now, "issued_on": world.now.date()}
    if state == EditionState.WITHDRAWN:
        fields |= {"withdrawn_at": world.now, "withdrawal_reason": "数据有误"}
    return fields
