"""Rows of an import that say nearly the same as a record or another row: both texts, what is common marked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from qiao.catalogue.selectors.near_duplicates import compared_records, text_for
from qiao.catalogue.text_keys import KINDS
from qiao.catalogue.texts import compared_text_of_values
from qiao.core.access import Actor
from qiao.core.near_duplicates.overlap import LONG, Bounds, overlap_of
from qiao.core.near_duplicates.plain_text import ComparedText
from qiao.foundation.intake.kinds import Note
from qiao.foundation.models import ImportBatch, ImportRow
from qiao.foundation.selectors_imports import import_of
from qiao.web.access import signed_in
from qiao.web.acting import ActingRequest
from qiao.web.desk.near_duplicates import Piece, pieces
from qiao.web.imports.uploads import SECTION, require_importer
from qiao.web.imports.wording import kind_name, sentence
from qiao.web.pages import answers_outcomes, render_page

SHOWN = 20
_PREFIX = "near_duplicate_"
# What is shown here was found near by the figures of the zone already; it is only marked again.
_MARKED = Bounds(same_bp=10_000, near_bp=1, part_bp=1, passage_characters=LONG)


@dataclass(frozen=True)
class NearRow:
    """A row and what it repeats, in words; the texts are empty once the rows are decided, or where nothing is shown."""

    sentence: str
    own_pieces: tuple[Piece, ...] = ()
    pieces: tuple[Piece, ...] = ()


@signed_in
@answers_outcomes
@require_safe
def near(request: ActingRequest, pk: int) -> HttpResponse:
    """The first rows that repeat something, each beside what it repeats as far as the one who asks may read it."""
    require_importer(request)
    found = import_of(request.actor, pk)
    context = {"batch": found, "kind": kind_name(found.kind), "rows": near_rows_of(request.actor, found)}
    return render_page(request, "web/imports/near.html", context, section=SECTION)


def near_notes(notes: Iterable[Note]) -> list[Note]:
    """The notes that name single rows that repeat something."""
    return [(code, params) for code, params in notes if code.startswith(_PREFIX)]


def other_notes(notes: Iterable[Note]) -> list[Note]:
    """All the others."""
    return [(code, params) for code, params in notes if not code.startswith(_PREFIX)]


def near_rows_of(actor: Actor, batch: ImportBatch) -> tuple[NearRow, ...]:
    """The first rows that repeat something; two queries, none where nothing does."""
    notes = near_notes(batch.notes)[:SHOWN]
    if not notes:
        return ()
    kind = batch.kind.partition(".")[2]
    rows, records = _row_texts(batch, kind, notes), _record_texts(actor, kind, notes)
    found = []
    for code, params in notes:
        words = sentence(f"note.{code}", params)
        own = rows.get(params["row_id"])
        found.append(_shown(words, own, rows.get(params.get("other_id")) or records.get(params.get("object_id"))))
    return tuple(found)


def _shown(words: str, own: ComparedText | None, other: ComparedText | None) -> NearRow:
    overlap = overlap_of(own, other, _MARKED) if own and other else None
    if own is None or other is None or overlap is None:
        return NearRow(words)
    return NearRow(words, pieces(own.shown, overlap.first_marks), pieces(other.shown, overlap.second_marks))


def _row_texts(batch: ImportBatch, kind: str, notes: list[Note]) -> Mapping[Any, ComparedText]:
    wanted = {params[name] for _, params in notes for name in ("row_id", "other_id") if name in params}
    rows = ImportRow.objects.filter(batch=batch, pk__in=wanted)
    return {row.pk: compared_text_of_values(kind, row.values) for row in rows}


def _record_texts(actor: Actor, kind: str, notes: list[Note]) -> Mapping[Any, ComparedText]:
    """The texts of the records as the one who looks may read them; those hidden from him are left out."""
    wanted = {params["object_id"] for _, params in notes if "object_id" in params}
    if not wanted or kind not in KINDS:
        return {}
    texts = {record.pk: text_for(actor, record) for record in compared_records(kind).filter(pk__in=wanted)}
    return {pk: text for pk, text in texts.items() if text is not None}
