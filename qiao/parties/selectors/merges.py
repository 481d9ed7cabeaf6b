"""What a merge would do, and which merges there were."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from qiao.core.outcomes import Missing
from qiao.foundation.audit import json_value
from qiao.parties.merging.comparison import Party, differing_columns, merge_refusal, values_to_fill
from qiao.parties.merging.pointers import MODELS, keys_at, keys_that_must_stay, pointers_to
from qiao.parties.models import Merge, MergeKind

# Hashes say nothing to a reader.
_UNSHOWN = frozenset({"id_hash"})


@dataclass(frozen=True)
class MovingRows:
    """Rows of one column: how many will point at the kept record, how many cannot (it has such a row already)."""

    table: str
    column: str
    moving: int
    staying: int


@dataclass(frozen=True)
class ColumnValues:
    """One column in both records."""

    column: str
    kept: Any
    dropped: Any


@dataclass(frozen=True)
class MergePreview:
    """What a merge would do; ``refusal`` is the code of what forbids it, ``filled`` what the kept record gains,
    ``conflicts`` where both know something else and the kept record's word stays."""

    kind: MergeKind
    kept_id: int
    kept_name: str
    dropped_id: int
    dropped_name: str
    refusal: str | None
    rows: tuple[MovingRows, ...]
    filled: tuple[ColumnValues, ...]
    conflicts: tuple[ColumnValues, ...]

    @property
    def moving(self) -> int:
        """How many rows will move."""
        return sum(row.moving for row in self.rows)


def merge_preview(kind: MergeKind, kept_id: int, dropped_id: int) -> MergePreview:
    """What merging ``dropped_id`` into ``kept_id`` would do.

    The answer may show personal data: the screen first asks the policy for the right to merge. Raises Missing.
    """
    kept, dropped = _party(kind, kept_id), _party(kind, dropped_id)
    refusal = merge_refusal(kept, dropped)
    return MergePreview(
        kind=kind,
        kept_id=kept.pk,
        kept_name=kept.name,
        dropped_id=dropped.pk,
        dropped_name=dropped.name,
        refusal=refusal,
        rows=() if refusal else _rows(kind, kept_id, dropped_id),
        filled=_shown(kept, dropped, values_to_fill(kept, dropped)),
        conflicts=_shown(kept, dropped, differing_columns(kept, dropped)),
    )


def merges_of_zone(zone_code: str) -> QuerySet[Merge]:
    """The merges of a zone, the latest first."""
    return Merge.objects.filter(zone_code=zone_code).order_by("-created_at", "-pk")


def _party(kind: MergeKind, key: int) -> Party:
    party: Party | None = MODELS[kind]._default_manager.filter(pk=key).first()
    if party is None:
        raise Missing("no_such_object", object_type=f"parties.{kind}", object_id=key)
    return party


def _rows(kind: MergeKind, kept_id: int, dropped_id: int) -> tuple[MovingRows, ...]:
    found = []
    for pointer in pointers_to(kind):
        keys = keys_at(pointer, dropped_id)
        if keys:
            staying = len(keys_that_must_stay(pointer, dropped_id, kept_id))
            table = pointer.model._meta.label_lower
            found.append(MovingRows(table, pointer.column, len(keys) - staying, staying))
    return tuple(found)


def _shown(kept: Party, dropped: Party, columns: Any) -> tuple[ColumnValues, ...]:
    return tuple(
        ColumnValues(column, json_value(getattr(kept, column)), json_value(getattr(dropped, column)))
        for column in columns
        if column not in _UNSHOWN
    )
