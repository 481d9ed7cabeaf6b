"""Let keys that are kept in lists follow a merge of organisations."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Value

from qiao.catalogue.access import FOLLOW_IN_LISTS as ACTION
from qiao.catalogue.models.visibility import JsonListHas
from qiao.catalogue.party_news import merge_note
from qiao.core.access import Actor
from qiao.core.outcomes import Missing
from qiao.foundation.acting import authorise, change, lock, record_many, use_case
from qiao.foundation.models import Record
from qiao.parties.access import ZoneFacts
from qiao.parties.models import Merge, MergeKind

KeyList = tuple[str, str]
"""A column that holds a list of keys of organisations: the label of its model and its name."""


@use_case(ACTION)
def follow_merge_in_lists(*, actor: Actor, merge_id: int, lists: tuple[KeyList, ...], now: datetime) -> int:
    """Put the kept organisation in the place of the duplicate; returns how many rows were written.

    Nothing is written when the merge was undone meanwhile. Raises Missing, Denied.
    """
    merge = lock(Merge, merge_id)
    authorise(actor, ACTION, ZoneFacts(merge.zone_code))
    if merge.kind != MergeKind.ORGANISATION:
        raise Missing("no_such_object", object_type="parties.merge", object_id=merge_id)
    if merge.undone_at is not None:
        return 0
    written: list[tuple[Record, dict[str, Any]]] = []
    for label, column in lists:
        rows = apps.get_model(label)._default_manager.filter(JsonListHas(column, Value(merge.dropped_id)))
        for row in rows.select_for_update(of=("self",)).order_by("pk"):
            keys = _replaced(getattr(row, column), merge.dropped_id, merge.kept_id)
            written.append((row, change(row, **{column: keys})))
    return record_many(actor, ACTION, written, now, reason=f"{merge_note(merge.pk)}{merge.reason}")


def _replaced(keys: list[int], dropped_id: int, kept_id: int) -> list[int]:
    return list(dict.fromkeys(kept_id if key == dropped_id else key for key in keys))
