"""The record and the zone that a call is about."""

from qiao.core.access import Actor
from qiao.core.outcomes import Invalid, Missing, Problem
from qiao.matching.selectors.records import KINDS
from qiao.matching.texts import Listed
from qiao.parties.selectors.console import zone_for_console


def record_seen(actor: Actor, kind: str, key: int) -> Listed:
    """A record of the catalogue. Raises Missing when it does not exist for the actor."""
    rows = KINDS[kind]._default_manager.visible_to(actor).select_related("organisation")
    if kind == "achievement":
        rows = rows.prefetch_related("rights")
    record: Listed | None = rows.filter(pk=key).first()
    if record is None:
        raise Missing("no_such_object", object_type=f"catalogue.{kind}", object_id=key)
    return record


def zone_asked(actor: Actor, code: str) -> str:
    """The zone that was named, otherwise the actor's own, otherwise the oldest. Raises Invalid for an unknown one."""
    if not code and actor.zone_code:
        return actor.zone_code
    zone = zone_for_console(code)
    if zone is None:
        raise Invalid(Problem("zone", "zone_unknown", code))
    return zone.code
