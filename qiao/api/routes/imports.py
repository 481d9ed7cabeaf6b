"""Imports: a file is previewed, then applied or discarded; the bad rows come back."""

import json
import tempfile
from pathlib import Path
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_noop as _
from ninja import File, Form, Query
from ninja.files import UploadedFile

from qiao.api.cursors import link_next, numbers_of, part_of
from qiao.api.registering import FORM, Cursor, Key, Limit, Operation, call_of, reading, writing
from qiao.api.schemas.asking import ImportsAsked, PreviewAsked
from qiao.api.schemas.further import ImportOut, ImportProblemsPart, ImportsPart
from qiao.api.selectors.imports import import_seen, imports_below, problems_beyond
from qiao.core.outcomes import Invalid, Problem
from qiao.core.scopes import Scope
from qiao.foundation.actions.preview_import import ACTION, ImportRequest, preview_import
from qiao.foundation.intake.bad_rows import bad_rows_suffix, write_bad_rows
from qiao.foundation.intake.kinds import KINDS
from qiao.foundation.intake.mapping import resolved_mapping
from qiao.foundation.intake.summary import note_sentence, problem_line
from qiao.foundation.models import ImportBatch

_KIND, _PROBLEM = "import", "problem"
_LONGEST_NAME = 255
_PREVIEW = Operation(key=ACTION, scope=Scope.IMPORTS_WRITE, action=ACTION, media_type=FORM)


def _reads(what: str, **more: Any) -> Operation:
    return Operation(key=f"foundation.import.{what}", scope=Scope.IMPORTS_READ, **more)


@reading("/imports", _reads("list", pages=True), ImportsPart, summary=_("Imports, the newest first"))
def imports(
    request: HttpRequest, response: HttpResponse, filters: Query[ImportsAsked], limit: Limit = 20, cursor: Cursor = ""
) -> dict[str, Any]:
    """The imports that the caller could have made."""
    below = numbers_of(_KIND, cursor)
    rows = imports_below(call_of(request).actor, str(filters.state), below[0] if below else None, limit + 1)
    items, following = part_of(rows, limit, _KIND, lambda row: int(row.pk))
    link_next(request, response, following)
    return {"items": [_shown(batch) for batch in items], "next": following}


@writing(("POST", "/imports"), _PREVIEW, {201: ImportOut}, summary=_("Preview a list"))
def preview(
    request: HttpRequest, response: HttpResponse, file: File[UploadedFile], details: Form[PreviewAsked]
) -> dict[str, Any]:
    """Check every row of an Excel or CSV file; nothing is changed before the preview is applied.

    `mapping` is a JSON object of headers and columns. `admit` takes records as already reviewed by another body.
    """
    call = call_of(request)
    kind = str(details.kind)
    wanted = resolved_mapping(_mapping(details.mapping), KINDS[kind]) if kind in KINDS else {}
    with tempfile.TemporaryDirectory() as folder:
        name = Path(file.name or "list").name[-_LONGEST_NAME:]
        path = Path(folder) / f"list{Path(name).suffix[:10]}"
        with path.open("wb") as target:
            for chunk in file.chunks():
                target.write(chunk)
        asked = ImportRequest(kind, path, details.source, name, wanted, details.admit)
        batch = preview_import(actor=call.actor, request=asked, now=call.now)
    response["Location"] = f"/api/v1/imports/{batch.pk}"
    return _shown(batch)


@reading("/imports/{record_id}", _reads("read"), ImportOut, summary=_("One import"))
def import_(request: HttpRequest, record_id: Key) -> dict[str, Any]:
    """What the preview expects, or what was done."""
    return _shown(import_seen(call_of(request).actor, record_id))


@reading(
    "/imports/{record_id}/problems",
    _reads("problems", pages=True),
    ImportProblemsPart,
    summary=_("What is wrong, row by row"),
)
def problems(
    request: HttpRequest, response: HttpResponse, record_id: Key, limit: Limit = 20, cursor: Cursor = ""
) -> dict[str, Any]:
    """Every problem with its cell, its rule and its remedy, in the order of the file."""
    batch = import_seen(call_of(request).actor, record_id)
    beyond = numbers_of(_PROBLEM, cursor)
    rows = problems_beyond(batch, beyond[0] if beyond else 0, limit + 1)
    items, following = part_of(rows, limit, _PROBLEM, lambda row: int(row.pk))
    link_next(request, response, following)
    return {"items": [problem_line(problem) for problem in items], "next": following}


@reading(
    "/imports/{record_id}/bad-rows",
    _reads("bad_rows", file="application/octet-stream"),
    None,
    summary=_("The bad rows as a file"),
)
def bad_rows(request: HttpRequest, record_id: Key) -> HttpResponseBase:
    """The bad rows in the form they came in, each with its errors, ready to be corrected and sent again."""
    batch = import_seen(call_of(request).actor, record_id)
    suffix = bad_rows_suffix(batch)
    name = f"{Path(batch.file_name).stem}-bad-rows{suffix}"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"rows{suffix}"
        write_bad_rows(batch, path)
        return FileResponse(path.open("rb"), as_attachment=True, filename=name)


def _mapping(text: str) -> dict[str, str]:
    try:
        found = json.loads(text or "{}")
    except ValueError as error:
        raise Invalid(Problem("mapping", "input_object", text[:60])) from error
    if not isinstance(found, dict) or not all(isinstance(column, str) for column in found.values()):
        raise Invalid(Problem("mapping", "input_object", text[:60]))
    return found


def _shown(batch: ImportBatch) -> dict[str, Any]:
    names = ("state", "kind", "source", "file_name", "admit", "total", "bad", "added", "changed", "same", "left_out")
    return {
        "id": batch.pk,
        **{name: getattr(batch, name) for name in (*names, "mapping", "created_at", "applied_at")},
        "notes": [note_sentence(code, params) for code, params in batch.notes],
    }
