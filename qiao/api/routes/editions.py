"""Editions of lists, their lines and files."""

import dataclasses
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_noop as _
from ninja import Query

from qiao.api.cursors import cursor_of, link_next, numbers_of, part_of
from qiao.api.registering import Cursor, Key, Limit, Operation, call_of, reading
from qiao.api.schemas.asking import EditionsAsked
from qiao.api.schemas.editions import EditionDetailOut, EditionFiles, EditionItemsPart, EditionsPart
from qiao.api.selectors.editions import editions_below, lines_beyond, stored_file, visible_edition
from qiao.catalogue.selectors.editions import edition_detail
from qiao.core.scopes import Scope
from qiao.foundation.files import intact_path
from qiao.reports.selectors import edition_file, edition_files

_ITEM = "line"


def _reads(what: str, **more: Any) -> Operation:
    return Operation(key=f"catalogue.edition.{what}", scope=Scope.EDITIONS_READ, public=True, **more)


@reading("/editions", _reads("list", pages=True), EditionsPart, summary=_("Editions, the newest first"))
def editions(
    request: HttpRequest, response: HttpResponse, filters: Query[EditionsAsked], limit: Limit = 20, cursor: Cursor = ""
) -> dict[str, Any]:
    """Issued editions, withdrawn ones among them; those in preparation for people of the zone."""
    below = numbers_of("edition", cursor)
    rows = editions_below(call_of(request).actor, filters, below[0] if below else None, limit + 1)
    items, following = part_of(rows, limit, "edition", lambda row: int(row.pk))
    link_next(request, response, following)
    return {"items": items, "next": following}


@reading("/editions/{record_id}", _reads("read"), EditionDetailOut, summary=_("One edition"))
def edition(request: HttpRequest, record_id: Key) -> dict[str, Any]:
    """Head, what changed since the edition before, and the verbs that the caller may use."""
    call = call_of(request)
    found = edition_detail(call.actor, record_id, call.now)
    changes = found.difference.changes if found.difference else None
    return {
        "edition": found.edition,
        "columns": found.edition.columns,
        "item_count": len(found.items),
        "changes": None if changes is None else [{"code": one.code, "kind": one.kind} for one in changes],
        "closed_codes": found.closed_codes,
        "offers": [
            {**dataclasses.asdict(offer), "href": f"/api/v1/editions/{record_id}/verbs/{offer.verb}"}
            for offer in found.offers
        ],
    }


@reading("/editions/{record_id}/items", _reads("items", pages=True), EditionItemsPart, summary=_("Its lines"))
def items(
    request: HttpRequest, response: HttpResponse, record_id: Key, limit: Limit = 20, cursor: Cursor = ""
) -> dict[str, Any]:
    """The lines in order, as they were printed."""
    found = visible_edition(call_of(request).actor, record_id)
    beyond = numbers_of(_ITEM, cursor, 2)
    rows = lines_beyond(found, beyond[1] if beyond else 0, limit + 1)
    following = cursor_of(_ITEM, record_id, rows[limit - 1].position) if len(rows) > limit else None
    link_next(request, response, following)
    return {"items": rows[:limit], "next": following}


@reading("/editions/{record_id}/files", _reads("files"), EditionFiles, summary=_("Its files"))
def files(request: HttpRequest, record_id: Key) -> dict[str, Any]:
    """The files that stand for it now: with the mark once it is withdrawn."""
    found = edition_files(visible_edition(call_of(request).actor, record_id))
    return {
        "items": [
            {
                "name": file.name,
                "media_type": file.media_type,
                "size": file.size,
                "sha256": file.sha256,
                "href": f"/api/v1/editions/{record_id}/files/{file.name}",
            }
            for file in found
        ]
    }


@reading(
    "/editions/{record_id}/files/{name}",
    _reads("file", file="application/octet-stream"),
    None,
    summary=_("One of its files"),
)
def file(request: HttpRequest, record_id: Key, name: str) -> HttpResponseBase:
    """The file, after its hash was checked; an altered file is not handed out."""
    found = edition_file(visible_edition(call_of(request).actor, record_id), name)
    path = intact_path(stored_file(found.sha256))
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=found.name, content_type=found.media_type)
    answer["ETag"] = f'"{found.sha256}"'
    return answer
