"""Finding a record of the catalogue by the number that people know it by."""

from qiao.core.access import Actor
from qiao.core.outcomes import Missing
from qiao.matching.selectors.records import KINDS
from qiao.matching.texts import Listed


def record_by_code(actor: Actor, kind: str, code: str) -> Listed:
    """The record with this item code, or else this number in its source, that the actor may see.

    Raises Missing when there is none.
    """
    rows = KINDS[kind]._default_manager.select_related("organisation").visible_to(actor)
    rows = rows.filter(zone_code=actor.zone_code)
    found: Listed | None = rows.filter(code=code).first() or rows.filter(external_number=code).order_by("pk").first()
    if found is None:
        raise Missing("no_such_object", object_type=f"catalogue.{kind}", object_id=code)
    return found
