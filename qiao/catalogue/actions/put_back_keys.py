"""Take back what followed a merge that was undone."""

import copy
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from qiao.catalogue.access import FOLLOWING
from qiao.catalogue.access import PUT_BACK as ACTION
from qiao.catalogue.party_news import merge_note
from qiao.core.access import Actor
from qiao.foundation.acting import authorise, change, lock, record_many, use_case
from qiao.foundation.audit import snapshot
from qiao.foundation.models import AuditRow, Record
from qiao.foundation.wording import text_of
from qiao.parties.access import ZoneFacts
from qiao.parties.models import Merge

Written = list[tuple[models.Model, dict[str, Any]]]
# Worked out from other fields, and refreshed once those are back.
_DERIVED = frozenset({"open_text", "clarity"})


@use_case(ACTION)
def put_back_keys(*, actor: Actor, merge_id: int, tables: tuple[str, ...], now: datetime) -> int:
    """Write the former values where nobody has changed them since, in these tables; returns how many rows were written.

    A row that was changed since stays as it is, and an audit row says so. Nothing is done while the merge is in force,
    nor twice. Raises Missing, Denied.
    """
    merge = lock(Merge, merge_id)
    authorise(actor, ACTION, ZoneFacts(merge.zone_code))
    if merge.undone_at is None:
        return 0
    note = merge_note(merge.pk)
    written: Written = []
    left: Written = []
    for row, moved in _moved_rows(note, tables):
        back = {name: old for name, (old, new) in moved.items() if getattr(row, name) == new}
        back = back if _may_be(row, back) else {}
        if back:
            written.append((row, _write(row, back)))
        if len(back) < len(moved):
            left.append((row, snapshot(row)))
    record_many(actor, ACTION, written, now, reason=f"{note}{merge.reason}")
    record_many(actor, ACTION, left, now, reason=f"{note}{text_of('note.changed_since_merge')}")
    return len(written)


def _moved_rows(note: str, tables: tuple[str, ...]) -> Iterator[tuple[models.Model, dict[str, tuple[Any, Any]]]]:
    """Each row that followed the merge and still exists, locked, with the former and the written value by column."""
    acts = AuditRow.objects.filter(object_type__in=tables, reason__startswith=note)
    done = set(acts.filter(action=ACTION).values_list("object_type", "object_id"))
    moved: dict[tuple[str, int], dict[str, tuple[Any, Any]]] = {}
    for act in acts.filter(action__in=FOLLOWING).order_by("pk"):
        columns = moved.setdefault((act.object_type, act.object_id), {})
        for name in act.after.keys() - _DERIVED:
            columns[name] = (act.before[name], act.after[name])
    for (table, key), columns in sorted(moved.items()):
        if columns and (table, key) not in done:
            found = apps.get_model(table)._default_manager.select_for_update(of=("self",)).filter(pk=key).first()
            if found is not None:
                yield found, columns


def _may_be(row: models.Model, values: dict[str, Any]) -> bool:
    """Whether no uniqueness rule of the table has been used up since."""
    wanted = copy.copy(row)
    for name, value in values.items():
        setattr(wanted, name, value)
    try:
        wanted.validate_constraints()
    except ValidationError:
        return False
    return True


def _write(row: models.Model, values: dict[str, Any]) -> dict[str, Any]:
    if isinstance(row, Record):
        return change(row, **values)
    before = snapshot(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    return before
