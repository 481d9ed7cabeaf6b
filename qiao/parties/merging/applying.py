"""Carrying out a merge and taking it back, row by row recorded, inside the transaction of the use case."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models

from qiao.core.outcomes import Refused
from qiao.foundation.acting import Snapshot, change
from qiao.foundation.audit import json_value, snapshot
from qiao.foundation.models import Record
from qiao.parties.former_names import names_after_merge, names_after_undoing
from qiao.parties.merging.comparison import Party, columns_still_filled, values_to_fill
from qiao.parties.merging.pointers import Pointer, keys_at, keys_that_must_stay, pointers_to
from qiao.parties.models import Merge, MergeKind
from qiao.parties.selectors.lookups import owner_of_credit_code

Written = list[tuple[models.Model, Snapshot]]
CHUNK = 500


def apply_merge(merge: Merge, kept: Party, dropped: Party) -> Written:
    """Mark the duplicate, fill the kept record, move what pointed at the duplicate; notes in ``merge`` what it did.

    The kept organisation takes over the duplicate's names as former ones. Returns every row written, with what it was
    before.
    """
    filling = values_to_fill(kept, dropped)
    merge.filled = {name: json_value(getattr(kept, name)) for name in filling}
    # The duplicate is marked first: two live organisations of a zone cannot have one credit code.
    written: Written = [(dropped, change(dropped, merged_into_id=kept.pk))]
    if changes := filling | names_after_merge(kept, dropped):
        written.append((kept, change(kept, **changes)))
    merge.moved = {}
    for pointer in pointers_to(MergeKind(merge.kind)):
        staying = keys_that_must_stay(pointer, dropped.pk, kept.pk)
        keys = [key for key in keys_at(pointer, dropped.pk) if key not in staying]
        if keys:
            merge.moved[pointer.label] = keys
            written += _point(pointer, keys, dropped.pk, kept.pk)
    return written


def revert_merge(merge: Merge, kept: Party, dropped: Party, now: datetime) -> Written:
    """Take a merge back; what somebody has changed since stays, and is listed in ``merge.remaining``.

    Raises Refused when it was taken back already, the kept record was itself merged since, or another organisation
    has been given the duplicate's credit code. Returns every row written, with what it was before.
    """
    same, changed = columns_still_filled(kept, dropped, merge.filled)
    _check_revertible(merge, kept, dropped, changed)
    label = kept._meta.label_lower
    remaining: dict[str, list[int]] = {f"{label}.{name}": [kept.pk] for name in changed}
    written: Written = []
    if changes := {name: merge.filled[name] for name in same} | names_after_undoing(kept, dropped):
        written.append((kept, change(kept, **changes)))
    written.append((dropped, change(dropped, merged_into_id=None)))
    pointers = {pointer.label: pointer for pointer in pointers_to(MergeKind(merge.kind))}
    for name, keys in merge.moved.items():
        back = _returning(pointers.get(name), keys, kept.pk, dropped.pk)
        if left := [key for key in keys if key not in back]:
            remaining[name] = left
        if back:
            written += _point(pointers[name], sorted(back), kept.pk, dropped.pk)
    written.append((merge, change(merge, undone_at=now, remaining=remaining)))
    return written


def _check_revertible(merge: Merge, kept: Party, dropped: Party, changed: Iterable[str]) -> None:
    if merge.undone_at is not None:
        raise Refused("merge_undone_already", merge=merge.pk)
    if kept.merged_into_id is not None:
        raise Refused("kept_record_merged_on", merge=merge.pk)
    code = getattr(dropped, "credit_code", "")
    filled = "credit_code" in merge.filled and "credit_code" not in changed
    owner = owner_of_credit_code(dropped.zone_code, code, besides=kept.pk if filled else 0)
    if owner is not None:
        raise Refused("credit_code_used_since", merge=merge.pk, name=owner.name)


def _returning(pointer: Pointer | None, keys: list[int], kept_id: int, dropped_id: int) -> set[int]:
    if pointer is None:
        return set()
    return set(keys) & set(keys_at(pointer, kept_id)) - keys_that_must_stay(pointer, kept_id, dropped_id)


def _point(pointer: Pointer, keys: list[int], from_id: int, to_id: int) -> Written:
    written: Written = []
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        rows = pointer.model._base_manager.filter(pk__in=chunk, **{pointer.column: from_id})
        locked = list(rows.select_for_update(of=("self",)).order_by("pk"))
        written += [(row, snapshot(row)) for row in locked]
        changes: dict[str, Any] = {pointer.column: to_id}
        if issubclass(pointer.model, Record):
            changes["version"] = models.F("version") + 1
        pointer.model._base_manager.filter(pk__in=[row.pk for row in locked]).update(**changes)
        for row in locked:
            setattr(row, pointer.column, to_id)
    return written
