"""What a merge would do, and which merges there were."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from qiao.core.outcomes import Missing
from qiao.foundation.audit import json_value
from qiao.foundation.keys import possible_keys
from qiao.parties.merging.comparison import Party, differing_columns, merge_refusal, values_to_fill
from qiao.parties.merging.pointers import MODELS, keys_that_must_stay, numbers_at, pointers_to
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
    kept, dropped = _parties(kind, kept_id, dropped_id)
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


def _parties(kind: MergeKind, *keys: int) -> tuple[Party, ...]:
    found: dict[int, Any] = MODELS[kind]._default_manager.in_bulk(possible_keys(keys))
    for key in keys:
        if key not in found:
            raise Missing("no_such_object", object_type=f"parties.{kind}", object_id=key)
    return tuple(found[key] for key in keys)


def _rows(kind: MergeKind, kept_id: int, dropped_id: int) -> tuple[MovingRows, ...]:
    pointers, found = pointers_to(kind), []
    numbers = numbers_at(pointers, dropped_id)
    for pointer in pointers:
        if number := numbers.get(pointer.label, 0):
            staying = len(keys_that_must_stay(pointer, dropped_id, kept_id))
            found.append(MovingRows(pointer.model._meta.label_lower, pointer.column, number - staying, staying))
    return tuple(found)


def _shown(kept: Party, dropped: Party, columns: Any) -> tuple[ColumnValues, ...]:
    return tuple(
        ColumnValues(column, json_value(getattr(kept, column)), json_value(getattr(dropped, column)))
        for column in columns
        if column not in _UNSHOWN
    )
