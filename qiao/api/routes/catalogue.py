"""Lists and records of the catalogue."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Query, Schema

from qiao.api.cursors import link_next, numbers_of, part_of
from qiao.api.registering import Cursor, Key, Limit, Operation, call_of, reading
from qiao.api.schemas.answers import History
from qiao.api.schemas.asking import AchievementsAsked, DemandsAsked, ListingAsked, ScenariosAsked
from qiao.api.schemas.catalogue import (
    AchievementDetailOut,
    AchievementsPart,
    DemandDetailOut,
    DemandsPart,
    ScenarioDetailOut,
    ScenariosPart,
)
from qiao.api.selectors.versions import version_of
from qiao.catalogue.filters import AchievementFilters, DemandFilters, ListingFilters, ScenarioFilters
from qiao.catalogue.selectors.cursors import records_beyond
from qiao.catalogue.selectors.details import ListingDetail, achievement_detail, demand_detail, scenario_detail
from qiao.core.access import Actor
from qiao.core.scopes import Scope


@dataclass(frozen=True)
class Kind:
    """One kind of record: its place in addresses, its word, filters, part of a list, detail, how the detail is read."""

    name: str
    one: str
    filters: type[ListingFilters]
    part: type[Schema]
    detail: type[Schema]
    read: Callable[[Actor, int, datetime], ListingDetail]

    @property
    def place(self) -> str:
        """The first part of its addresses."""
        return f"/{self.name}s"


DEMAND = Kind("demand", _("One demand"), DemandFilters, DemandsPart, DemandDetailOut, demand_detail)
ACHIEVEMENT = Kind(
    "achievement", _("One achievement"), AchievementFilters, AchievementsPart, AchievementDetailOut, achievement_detail
)
SCENARIO = Kind("scenario", _("One scenario"), ScenarioFilters, ScenariosPart, ScenarioDetailOut, scenario_detail)


def _reads(kind: Kind, what: str, **more: Any) -> Operation:
    return Operation(key=f"catalogue.{kind.name}.{what}", scope=Scope.CATALOGUE_READ, public=True, **more)


@reading(DEMAND.place, _reads(DEMAND, "list", pages=True), DemandsPart, summary=_("Demands"))
def demands(
    request: HttpRequest, response: HttpResponse, filters: Query[DemandsAsked], limit: Limit = 20, cursor: Cursor = ""
) -> dict[str, Any]:
    """Demands that the caller may see, each at the depth that is open to it."""
    return _part(request, response, DEMAND, filters, (limit, cursor))


@reading(ACHIEVEMENT.place, _reads(ACHIEVEMENT, "list", pages=True), AchievementsPart, summary=_("Achievements"))
def achievements(
    request: HttpRequest,
    response: HttpResponse,
    filters: Query[AchievementsAsked],
    limit: Limit = 20,
    cursor: Cursor = "",
) -> dict[str, Any]:
    """Achievements that the caller may see, each at the depth that is open to it."""
    return _part(request, response, ACHIEVEMENT, filters, (limit, cursor))


@reading(SCENARIO.place, _reads(SCENARIO, "list", pages=True), ScenariosPart, summary=_("Scenarios"))
def scenarios(
    request: HttpRequest, response: HttpResponse, filters: Query[ScenariosAsked], limit: Limit = 20, cursor: Cursor = ""
) -> dict[str, Any]:
    """Scenarios that the caller may see, each at the depth that is open to it."""
    return _part(request, response, SCENARIO, filters, (limit, cursor))


def _part(
    request: HttpRequest, response: HttpResponse, kind: Kind, asked: ListingAsked, place: tuple[int, str]
) -> dict[str, Any]:
    limit, cursor = place
    beyond = numbers_of(kind.name, cursor)
    given = asked.dict(exclude={"sort"})
    chosen: dict[str, Any] = {name: tuple(map(str, v)) if isinstance(v, list) else v for name, v in given.items()}
    filters = kind.filters(**chosen)
    rows = records_beyond(
        call_of(request).actor,
        kind.name,
        filters,
        beyond[0] if beyond else None,
        limit=limit + 1,
        newest_first=asked.sort == "newest",
    )
    items, following = part_of(rows, limit, kind.name, lambda row: int(row["id"]))
    link_next(request, response, following)
    return {"items": items, "next": following}


def _detail(request: HttpRequest, kind: Kind, key: int) -> dict[str, Any]:
    call = call_of(request)
    found = kind.read(call.actor, key, call.now)
    inside = found.view["depth"] == "inside"
    offers = [
        {**dataclasses.asdict(offer), "href": f"/api/v1{kind.place}/{key}/verbs/{offer.verb}"} for offer in found.offers
    ]
    return {
        "record": found.view,
        "offers": offers,
        "due": found.due,
        "version": version_of(f"catalogue.{kind.name}", key) if inside else None,
        "clarity": _clarity(getattr(found, "clarity", None)),
        "applicants": [{"organisation_id": one, "name": name} for one, name in getattr(found, "applicants", ())],
    }


def _clarity(report: Any) -> dict[str, Any] | None:
    return dataclasses.asdict(report) if report else None


def _add_record_routes(kind: Kind) -> None:
    @reading(f"{kind.place}/{{record_id}}", _reads(kind, "read"), kind.detail, summary=kind.one)
    def record(request: HttpRequest, record_id: Key) -> dict[str, Any]:
        return _detail(request, kind, record_id)

    @reading(f"{kind.place}/{{record_id}}/history", _reads(kind, "history"), History, summary=_("What was done to it"))
    def history(request: HttpRequest, record_id: Key) -> dict[str, Any]:
        call = call_of(request)
        return {"items": kind.read(call.actor, record_id, call.now).history}


for _kind in (DEMAND, ACHIEVEMENT, SCENARIO):
    _add_record_routes(_kind)
