"""Imports read on from a key, for those who could have made them."""

from qiao.api.selectors.seeing import may_see_import
from qiao.core.access import Actor, Role
from qiao.core.outcomes import Missing
from qiao.foundation.intake.facts import organisation_key_of
from qiao.foundation.models import ImportBatch, ImportProblem


def imports_below(actor: Actor, state: str, below: int | None, limit: int) -> list[ImportBatch]:
    """The imports of the actor's zone for its operator, of the own organisation for its editor, the newest first."""
    rows = ImportBatch.objects.filter(zone_code=actor.zone_code)
    if actor.role is not Role.ZONE_OPERATOR:
        rows = rows.filter(organisation_key=organisation_key_of(actor)).exclude(organisation_key=0)
    if state:
        rows = rows.filter(state=state)
    if below is not None:
        rows = rows.filter(pk__lt=below)
    return list(rows.order_by("-pk")[:limit])


def import_seen(actor: Actor, key: int) -> ImportBatch:
    """One import. Raises Missing when the actor could not have made it."""
    batch = ImportBatch.objects.select_related("file").filter(pk=key).first()
    if batch is None or not may_see_import(actor, batch):
        raise Missing("no_such_object", object_type="foundation.importbatch", object_id=key)
    return batch


def problems_beyond(batch: ImportBatch, beyond: int, limit: int) -> list[ImportProblem]:
    """The problems of an import above a key. One query."""
    return list(ImportProblem.objects.filter(batch=batch, pk__gt=beyond).order_by("pk")[:limit])
