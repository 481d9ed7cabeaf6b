"""Locks of the parties room beyond a single row."""

from typing import TypeVar

from qiao.core.outcomes import Missing
from qiao.foundation.acting import lock
from qiao.parties.models import Organisation, Person, Zone

P = TypeVar("P", Organisation, Person)


def locked_zone(zone_code: str) -> Zone:
    """The zone, locked until the transaction ends: what must be unique in it is entered one after the other.

    Raises Missing when there is none.
    """
    zone = Zone._default_manager.select_for_update().filter(code=zone_code).first()
    if zone is None:
        raise Missing("no_such_zone", zone=zone_code)
    return zone


def locked_pair(model: type[P], kept_id: int, dropped_id: int) -> tuple[P, P]:
    """Both records, locked in key order; the same one twice when the keys are equal. Raises Missing."""
    locked = {key: lock(model, key) for key in sorted({kept_id, dropped_id})}
    return locked[kept_id], locked[dropped_id]
