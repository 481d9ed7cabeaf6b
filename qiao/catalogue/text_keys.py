"""Keeping the keys of the texts of demands and achievements: with every record that is written, and for older ones."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from qiao.catalogue.models import Achievement, Demand, TextKey
from qiao.catalogue.models.listing import Listing
from qiao.catalogue.texts import compared_text
from qiao.core.near_duplicates.sketches import sketch_of

KINDS: Mapping[str, tuple[TextKey.Kind, Any]] = {
    "demand": (TextKey.Kind.DEMAND, Demand),
    "achievement": (TextKey.Kind.ACHIEVEMENT, Achievement),
}
_PIECE = 500
_ROWS = 5_000


def keep_text_keys(*records: Listing) -> None:
    """Write the keys of records of one kind that were just written, in the same transaction; scenarios have none."""
    if not records or (kind := _kind(records[0])) is None:
        return
    TextKey.objects.filter(kind=kind, object_id__in=[record.pk for record in records]).delete()
    add_text_keys(records)


def add_text_keys(records: Sequence[Listing]) -> None:
    """The same for records that are new and have no keys yet."""
    if not records or (kind := _kind(records[0])) is None:
        return
    rows = (
        TextKey(kind=kind, key=key, object_id=record.pk)
        for record in records
        for key in sketch_of(compared_text(record))
    )
    TextKey.objects.bulk_create(rows, batch_size=_ROWS)


def fill_missing_keys(now: datetime | None = None, progress: Callable[[int], None] | None = None) -> int:  # noqa: ARG001
    """Give keys to every record that has none (written before there were any, or by hand); returns how many."""
    done = 0
    for name, (kind, model) in KINDS.items():
        for piece in _pieces_without(kind, model):
            done += _fill(name, piece)
            if progress is not None:
                progress(done)
    return done


def refill_keys(progress: Callable[[int], None] | None = None) -> int:
    """Throw all keys away and make them anew; returns for how many records. Meanwhile fewer duplicates are found."""
    TextKey.objects.all().delete()
    return fill_missing_keys(progress=progress)


def _pieces_without(kind: TextKey.Kind, model: Any) -> Iterator[list[int]]:
    keyed = TextKey.objects.filter(kind=kind, object_id=OuterRef("pk"))
    last = 0
    while True:
        rows = model.objects.filter(~Exists(keyed), pk__gt=last).order_by("pk")
        piece = list(rows.values_list("pk", flat=True)[:_PIECE])
        if not piece:
            return
        yield piece
        last = piece[-1]


def _fill(name: str, piece: list[int]) -> int:
    """Locked, so that nobody revises a record between its reading and the writing of its keys."""
    model = KINDS[name][1]
    with transaction.atomic():
        records = list(model.objects.select_for_update(of=("self",)).filter(pk__in=piece).order_by("pk"))
        keep_text_keys(*records)
    return len(records)


def _kind(record: Listing) -> TextKey.Kind | None:
    return KINDS[str(record._meta.model_name)][0] if record._meta.model_name in KINDS else None
