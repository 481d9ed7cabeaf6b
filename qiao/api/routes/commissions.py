"""Commissions of customised supply lists, for the zone and the third party that answers for the list."""

import dataclasses
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Query

from qiao.api.cursors import link_next, numbers_of, part_of
from qiao.api.registering import Cursor, Key, Limit, Operation, call_of, reading
from qiao.api.schemas.asking import CommissionsAsked
from qiao.api.schemas.commissions import CommissionDetailOut, CommissionsPart, CriteriaOut, HitRateOut
from qiao.api.selectors.commissions import commissions_below, items_shown
from qiao.core.scopes import Scope
from qiao.matching.models import Commission
from qiao.matching.selectors.commissions import commission_detail

_KIND = "commission"


def _reads(what: str, **more: Any) -> Operation:
    return Operation(key=f"matching.commission.{what}", scope=Scope.COMMISSIONS_READ, **more)


@reading("/commissions", _reads("list", pages=True), CommissionsPart, summary=_("Commissions"))
def commissions(
    request: HttpRequest,
    response: HttpResponse,
    filters: Query[CommissionsAsked],
    limit: Limit = 20,
    cursor: Cursor = "",
) -> dict[str, Any]:
    """The commissions that the caller may know of, the newest first: the zone's, or those given to one's own unit."""
    below = numbers_of(_KIND, cursor)
    rows = commissions_below(call_of(request).actor, filters, below[0] if below else None, limit + 1)
    items, following = part_of(rows, limit, _KIND, lambda row: int(row.pk))
    link_next(request, response, following)
    return {"items": [_head(row) for row in items], "next": following}


@reading("/commissions/{record_id}", _reads("read"), CommissionDetailOut, summary=_("One commission"))
def commission(request: HttpRequest, record_id: Key) -> dict[str, Any]:
    """The order, the items that count with what was checked, the hit rate, and the verbs that the caller may use."""
    call = call_of(request)
    found = commission_detail(call.actor, record_id, call.now)
    row = found.commission
    return {
        "commission": _head(row),
        "criteria": {name: getattr(row, name) for name in CriteriaOut.model_fields},
        "version": row.version,
        "compilation": row.compilation,
        "items": items_shown(call.actor, found),
        "hit_rate": {name: getattr(found.hit_rate, name) for name in HitRateOut.model_fields},
        "offers": [
            {**dataclasses.asdict(offer), "href": f"/api/v1/commissions/{record_id}/verbs/{offer.verb}"}
            for offer in found.offers
        ],
    }


def _head(row: Commission) -> dict[str, Any]:
    names = ("state", "title", "zone_code", "provider_id", "deliver_by", "delivered_at", "edition_id", "created_at")
    return {
        "id": row.pk,
        **{name: getattr(row, name) for name in names},
        "provider_name": row.provider.name,
        "edition_number": row.edition.number if row.edition else "",
    }
