"""Reads of the public lists: one record with its matches, and every row of a list for an export."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qiao.catalogue.filters import LARGEST_PAGE, ListingFilters, PageRequest
from qiao.catalogue.models import Achievement, Demand, Scenario
from qiao.catalogue.selectors.details import achievement_detail, demand_detail, scenario_detail
from qiao.core.access import PUBLIC
from qiao.core.outcomes import Missing
from qiao.matching.selectors.matches import MatchesOf, matches_for
from qiao.web.listings.kinds import ListingKind

_MODELS: dict[str, Any] = {"demand": Demand, "achievement": Achievement, "scenario": Scenario}
_DETAILS: dict[str, Any] = {
    "demand": demand_detail,
    "achievement": achievement_detail,
    "scenario": scenario_detail,
}


@dataclass(frozen=True)
class PublicRecord:
    """A record as everybody may see it, and its current matches."""

    view: dict[str, Any]
    found: MatchesOf


def public_record(kind: ListingKind, code: str, now: datetime) -> PublicRecord:
    """The record with this code. Raises Missing when it does not exist for everybody."""
    model = _MODELS[kind.key]
    record = model.objects.visible_to(PUBLIC).select_related("organisation").filter(code=code).order_by("pk").first()
    if record is None:
        raise Missing("no_such_object", object_type=model._meta.label_lower, object_id=code)
    detail = _DETAILS[kind.key](PUBLIC, record.pk, now)
    return PublicRecord(detail.view, matches_for(PUBLIC, record))


def all_rows(kind: ListingKind, filters: ListingFilters, sort: str) -> Iterator[dict[str, Any]]:
    """Every row of a filtered list as everybody may see it, read page by page so that memory stays bounded."""
    number = 1
    while True:
        page = kind.page(PUBLIC, filters, PageRequest(number, LARGEST_PAGE, sort))
        yield from page.rows
        if number >= page.pages:
            return
        number += 1
