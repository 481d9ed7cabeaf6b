"""Rows of a list that say nearly the same as a record that is there, or as another row: pointed out, never refused."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qiao.catalogue.intake.near_pairs import RowSketches
from qiao.catalogue.models import TextKey
from qiao.catalogue.selectors.key_holders import rare_keys
from qiao.catalogue.selectors.near_duplicates import WHOLE, bounds_of, compared_records, near_among
from qiao.catalogue.text_keys import KINDS
from qiao.catalogue.texts import compared_text_of_values
from qiao.core.near_duplicates.overlap import Bounds, overlap_of
from qiao.core.near_duplicates.sketches import sketch_of
from qiao.foundation.intake.facts import source_of
from qiao.foundation.intake.kinds import ImportContext, Note
from qiao.foundation.intake.staging import CHANGED, SAME, imported_keys
from qiao.foundation.models import ImportBatch, ImportRow

MOST_NOTES = 200
"""So many rows are named; all are counted."""
_PIECE = 500
_NEAREST = 3
_MOST_FOUND, _MOST_COMPARED = 1_000, 20_000
"""In a list whose rows are all filled into one pattern the search ends there, and says so."""
_POINT_BP = 100


@dataclass
class _Search:
    """One search through a batch: what is looked for, what was found by row, how often texts were compared."""

    kind: str
    context: ImportContext
    batch: ImportBatch
    bounds: Bounds
    notes: dict[int, Note] = field(default_factory=dict)
    compared: int = 0

    @property
    def is_enough(self) -> bool:
        """Whether the search ends here."""
        return len(self.notes) >= _MOST_FOUND or self.compared >= _MOST_COMPARED


def near_rows(kind: str, context: ImportContext, batch_id: int) -> list[Note]:
    """Notes on the staged rows that say nearly the same as a record or as a row before them, in the order of the file.

    Memory grows by some hundred bytes with each row. Rows that bring nothing new are passed over.
    """
    batch = ImportBatch.objects.get(pk=batch_id)
    search = _Search(kind, context, batch, bounds_of(context.zone_code, context.now))
    sketches = RowSketches()
    for piece in _pieces(batch):
        texts = [compared_text_of_values(kind, row.values) for row in piece]
        keys = [sketch_of(text) for text in texts]
        for row, row_keys in zip(piece, keys, strict=True):
            sketches.add(row.pk, row_keys)
        if not search.is_enough:
            search.notes |= _near_records(search, piece, keys)
    _look_at_earlier_rows(search, sketches)
    if not search.notes:
        return []
    code = "near_duplicates_and_more" if search.is_enough else "near_duplicates"
    named = [search.notes[pk] for pk in sorted(search.notes)[:MOST_NOTES]]
    return [(code, {"number": len(search.notes)}), *named]


def _pieces(batch: ImportBatch) -> Iterator[list[ImportRow]]:
    last = 0
    rows = ImportRow.objects.filter(batch=batch).exclude(outcome=SAME).order_by("pk")
    while piece := list(rows.filter(pk__gt=last)[:_PIECE]):
        yield piece
        last = piece[-1].pk


def _near_records(
    search: _Search, piece: Sequence[ImportRow], keys: Sequence[tuple[int, ...]]
) -> Iterator[tuple[int, Note]]:
    holders = _holders(search.kind, {key for row_keys in keys for key in row_keys})
    own = _own_records(search.batch, piece)
    wanted = [
        _most_shared(row_keys, holders, own.get(row.external_number)) for row, row_keys in zip(piece, keys, strict=True)
    ]
    records = compared_records(search.kind).in_bulk({pk for pks in wanted for pk in pks})
    for row, pks in zip(piece, wanted, strict=True):
        text = compared_text_of_values(search.kind, row.values)
        among = [records[pk] for pk in pks if pk in records]
        search.compared += len(among)
        found = near_among(search.context.actor, search.kind, text, search.bounds, among)
        nearest = next((near for near in found.records if near.overlap.degree in WHOLE), None)
        if nearest is not None:
            other = nearest.view["code"] or f"#{nearest.id}"
            told = {**_place(row), "other": other, "object_id": nearest.id}
            yield row.pk, ("near_duplicate_record", {**told, "share": nearest.overlap.likeness_bp // _POINT_BP})
        elif found.hidden:
            yield row.pk, ("near_duplicate_hidden", _place(row))


def _holders(kind: str, keys: set[int]) -> Mapping[int, list[int]]:
    """The records that have each of these keys, but for keys that very many have."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    chosen = TextKey.objects.filter(kind=KINDS[kind][0], key__in=rare_keys(KINDS[kind][0], keys))
    for key, pk in chosen.order_by("object_id").values_list("key", "object_id"):
        found[key].append(pk)
    return found


def _own_records(batch: ImportBatch, piece: Sequence[ImportRow]) -> dict[str, int]:
    """The records that changed rows became when they were imported before."""
    numbers = [row.external_number for row in piece if row.outcome == CHANGED]
    if not numbers:
        return {}
    source = source_of(batch.zone_code, batch.kind, batch.organisation_key, batch.source)
    found = imported_keys(source, numbers)
    return {number: key.object_id for number, key in found.items()}


def _most_shared(keys: Iterable[int], holders: Mapping[int, list[int]], own: int | None) -> list[int]:
    shared = Counter(pk for key in keys for pk in holders.get(key, ()) if pk != own)
    return [pk for pk, _ in sorted(shared.items(), key=lambda each: (-each[1], each[0]))[:_NEAREST]]


def _look_at_earlier_rows(search: _Search, sketches: RowSketches) -> None:
    pairs = sketches.pairs()
    for first in range(0, len(pairs), _PIECE):
        part = pairs[first : first + _PIECE]
        rows = ImportRow.objects.in_bulk({pk for pair in part for pk in pair})
        for earlier, later in part:
            if search.is_enough:
                return
            if later in search.notes:
                continue
            search.compared += 1
            ours, theirs = (compared_text_of_values(search.kind, rows[pk].values) for pk in (later, earlier))
            overlap = overlap_of(ours, theirs, search.bounds)
            if overlap is not None and overlap.degree in WHOLE:
                other = {"other": rows[earlier].number, "other_id": earlier}
                share = overlap.likeness_bp // _POINT_BP
                search.notes[later] = "near_duplicate_row", {**_place(rows[later]), **other, "share": share}


def _place(row: ImportRow) -> dict[str, Any]:
    return {"row": row.number, "sheet": row.sheet, "row_id": row.pk}
