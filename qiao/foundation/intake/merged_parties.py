"""What earlier imports led to follows a merge: the next list changes the record that is kept.

Keys of records and organisations mean nothing here; a room above that hears of a merge hands them over and records
what was written.
"""

from typing import Any

from django.db import models

from qiao.foundation.acting import change
from qiao.foundation.audit import snapshot
from qiao.foundation.intake.lifecycle import ImportState
from qiao.foundation.models import ImportBatch, ImportedKey, ImportSource

Written = list[tuple[models.Model, dict[str, Any]]]


def follow_merged_record(kind: str, kept_id: int, dropped_id: int) -> Written:
    """Rows of lists of this kind that became the duplicate belong to the kept record from now on.

    Digests stay, so that a list that says what it said before does not overwrite the kept record. Returns every row
    written, with what it was before.
    """
    found = ImportedKey.objects.filter(source__kind=kind, object_id=dropped_id)
    # An import locks its source while it is applied: wait for it, then look again.
    list(ImportSource.objects.select_for_update().filter(pk__in=found.values("source_id")).order_by("pk"))
    return _written(list(found.order_by("pk")), object_id=kept_id)


def follow_merged_importer(kept_id: int, dropped_id: int) -> Written:
    """The duplicate's own sources, and its imports that wait for a decision, belong to the kept organisation.

    Where that one has a source of the same name, the known numbers go over to it, but for those that it has already.
    Returns every row written, with what it was before.
    """
    written: Written = []
    for source in ImportSource.objects.select_for_update().filter(organisation_key=dropped_id).order_by("pk"):
        same_name = {"zone_code": source.zone_code, "kind": source.kind, "name": source.name}
        twin = ImportSource.objects.select_for_update().filter(organisation_key=kept_id, **same_name).first()
        if twin is None:
            written.append((source, change(source, organisation_key=kept_id)))
        else:
            taken = ImportedKey.objects.filter(source=twin).values("external_number")
            keys = ImportedKey.objects.filter(source=source).exclude(external_number__in=taken).order_by("pk")
            written += _written(list(keys), source_id=twin.pk)
    waiting = ImportBatch.objects.select_for_update(of=("self",)).filter(
        organisation_key=dropped_id, state=ImportState.PREVIEWED
    )
    written += [(batch, change(batch, organisation_key=kept_id)) for batch in waiting.order_by("pk")]
    return written


def _written(keys: list[ImportedKey], **changes: int) -> Written:
    written: Written = [(key, snapshot(key)) for key in keys]
    for key in keys:
        for name, value in changes.items():
            setattr(key, name, value)
    ImportedKey.objects.bulk_update(keys, list(changes), batch_size=500)
    return written
