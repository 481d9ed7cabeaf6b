"""Introductions, each side at its own depth."""

import dataclasses
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Query

from qiao.api.cursors import link_next, numbers_of, part_of
from qiao.api.registering import Cursor, Key, Limit, Operation, call_of, reading
from qiao.api.schemas.asking import IntroductionsAsked
from qiao.api.schemas.introductions import IntroductionDetailOut, IntroductionsPart
from qiao.api.selectors.introductions import introductions_below
from qiao.core.scopes import Scope
from qiao.matching.models import Introduction
from qiao.matching.selectors.introductions import introduction_detail, view_for

_KIND = "introduction"


def _reads(what: str, **more: Any) -> Operation:
    return Operation(key=f"matching.introduction.{what}", scope=Scope.INTRODUCTIONS_READ, **more)


@reading("/introductions", _reads("list", pages=True), IntroductionsPart, summary=_("Introductions"))
def introductions(
    request: HttpRequest,
    response: HttpResponse,
    filters: Query[IntroductionsAsked],
    limit: Limit = 20,
    cursor: Cursor = "",
) -> dict[str, Any]:
    """The introductions that the caller may know of, the newest first."""
    actor = call_of(request).actor
    below = numbers_of(_KIND, cursor)
    rows = introductions_below(actor, filters, below[0] if below else None, limit + 1)
    found, following = part_of(rows, limit, _KIND, lambda row: int(row.pk))
    link_next(request, response, following)
    views = [(row, view_for(actor, row, row.need), view_for(actor, row, row.achievement)) for row in found]
    return {"items": [_head(*one) for one in views], "next": following}


@reading("/introductions/{record_id}", _reads("read"), IntroductionDetailOut, summary=_("One introduction"))
def introduction(request: HttpRequest, record_id: Key) -> dict[str, Any]:
    """Both records as the caller may see them, outcomes, and the verbs that the caller may use."""
    call = call_of(request)
    found = introduction_detail(call.actor, record_id, call.now)
    row = found.introduction
    return {
        "introduction": _head(row, found.need, found.offer),
        "side": found.side,
        "version": row.version,
        "note": row.note,
        "declined_side": row.declined_side,
        "decline_reason": row.decline_reason,
        "decline_text": row.decline_text,
        "need": found.need,
        "offer": found.offer,
        "outcomes": found.outcomes,
        "offers": [
            {**dataclasses.asdict(offer), "href": f"/api/v1/introductions/{record_id}/verbs/{offer.verb}"}
            for offer in found.offers
        ],
    }


def _head(row: Introduction, need: Any, offer: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "state": row.state,
        "need_title": need["title"] if need else "",
        "offer_title": offer["title"] if offer else "",
        "proposed_at": row.proposed_at,
        "active_at": row.active_at,
        "due_at": row.due_at,
    }
