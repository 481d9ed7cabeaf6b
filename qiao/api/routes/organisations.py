"""Organisations, as the portal shows them to the same reader."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Query

from qiao.api.cursors import link_next, numbers_of, part_of
from qiao.api.registering import Cursor, Key, Limit, Operation, call_of, reading
from qiao.api.schemas.asking import OrganisationsAsked
from qiao.api.schemas.organisations import OrganisationDetailOut, OrganisationsPart
from qiao.api.selectors.organisations import organisations_beyond
from qiao.catalogue.selectors.open_organisations import open_organisation
from qiao.core.scopes import Scope
from qiao.parties.models import Organisation

_KIND = "organisation"


def _reads(what: str, **more: Any) -> Operation:
    return Operation(key=f"parties.organisation.{what}", scope=Scope.ORGANISATIONS_READ, public=True, **more)


@reading("/organisations", _reads("list", pages=True), OrganisationsPart, summary=_("Organisations"))
def organisations(
    request: HttpRequest,
    response: HttpResponse,
    filters: Query[OrganisationsAsked],
    limit: Limit = 20,
    cursor: Cursor = "",
) -> dict[str, Any]:
    """Organisations that an open record names, with a role in the zone those of its register too, by key."""
    beyond = numbers_of(_KIND, cursor)
    rows = organisations_beyond(call_of(request).actor, filters, beyond[0] if beyond else 0, limit + 1)
    items, following = part_of(rows, limit, _KIND, lambda row: int(row.pk))
    link_next(request, response, following)
    return {"items": [_shown(row) for row in items], "next": following}


@reading("/organisations/{record_id}", _reads("read"), OrganisationDetailOut, summary=_("One organisation"))
def organisation(request: HttpRequest, record_id: Key) -> dict[str, Any]:
    """Its entry and the newest open records that name it; the contact for readers of the register."""
    found = open_organisation(call_of(request).actor, record_id)
    return {
        "organisation": _shown(found.organisation),
        "contact": found.organisation.contact if found.in_register else "",
        "records": [record for records in found.records.values() for record in records],
    }


def _shown(row: Organisation) -> dict[str, Any]:
    names = ("name", "kind", "credit_code", "region", "industry", "field", "size", "qualifications", "profile")
    counts = ("achievement_count", "demand_count", "scenario_count")
    return {"id": row.pk, **{name: getattr(row, name) for name in (*names, *counts)}}
