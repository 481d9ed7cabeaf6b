"""Lists of the catalogue, each row at the depth at which the actor may see it; the number of queries is constant."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, Value

from qiao.catalogue.disclosure import masked_view
from qiao.catalogue.filters import (
    AchievementFilters,
    DemandFilters,
    ListingFilters,
    Page,
    PageRequest,
    ScenarioFilters,
)
from qiao.catalogue.models import Achievement, Demand, Scenario
from qiao.catalogue.models.visibility import JsonListHas, JsonListSays, ListingQuerySet, inside
from qiao.core.access import Actor

SORTS: Mapping[str, tuple[str, ...]] = {
    "demand": ("published_at", "code", "title", "field", "valid_until", "clarity"),
    "achievement": ("published_at", "code", "title", "field", "valid_until", "maturity"),
    "scenario": ("published_at", "code", "title", "field", "valid_until", "expected_maturity"),
}


def demands_page(actor: Actor, filters: DemandFilters, page: PageRequest) -> Page:
    """Demands that exist for the actor. Raises ValueError for an unknown order."""
    rows = _filtered(Demand.objects.all(), actor, filters)
    if filters.clarity_min is not None:
        rows = rows.filter(clarity__gte=filters.clarity_min)
    return _page(_with_any_way(rows, filters.ways), actor, page)


def achievements_page(actor: Actor, filters: AchievementFilters, page: PageRequest) -> Page:
    """Achievements that exist for the actor. Raises ValueError for an unknown order."""
    rows = _filtered(Achievement.objects.prefetch_related("rights"), actor, filters)
    rows = _between(rows, "maturity", filters.maturity_min, filters.maturity_max)
    return _page(_with_any_way(rows, filters.ways), actor, page)


def scenarios_page(actor: Actor, filters: ScenarioFilters, page: PageRequest) -> Page:
    """Scenarios that exist for the actor. Raises ValueError for an unknown order."""
    rows = _filtered(Scenario.objects.all(), actor, filters)
    return _page(_between(rows, "expected_maturity", filters.maturity_min, filters.maturity_max), actor, page)


def _filtered(rows: Any, actor: Actor, filters: ListingFilters) -> Any:
    rows = rows.visible_to(actor)
    if filters.organisation_id is not None:
        # By unit only where the unit may be known: otherwise the filter itself would name it.
        rows = rows.named_to(actor).filter(organisation_id=filters.organisation_id)
    for name in ("field", "state", "disclosure"):
        if getattr(filters, name):
            rows = rows.filter(**{name: getattr(filters, name)})
    if filters.industry:
        rows = rows.filter(industry__startswith=filters.industry)
    if filters.region:
        rows = rows.filter(region__startswith=region_prefix(filters.region))
    for word in filters.text.split():
        rows = rows.filter(_says(rows, actor, word))
    return rows


def _says(rows: ListingQuerySet, actor: Actor, word: str) -> Q:
    """Outsiders search the text from which names have been taken out; insiders the names too."""
    named = Q(title__icontains=word) | Q(organisation_name__icontains=word) | Q(organisation__name__icontains=word)
    named |= Q(JsonListSays("organisation__former_names", word))
    return Q(open_text__icontains=word) | Q(code__iexact=word) | (inside(rows.model, actor) & named)


def region_prefix(region: str) -> str:
    """The significant digits of a GB/T 2260 code: 320000 → 32, 320100 → 3201, 320102 stays."""
    if region.endswith("0000"):
        return region[:-4]
    return region.removesuffix("00")


def _with_any_way(rows: Any, ways: tuple[str, ...]) -> Any:
    if not ways:
        return rows
    wanted = Q()
    for way in ways:
        wanted |= Q(JsonListHas("ways", Value(way)))
    return rows.filter(wanted)


def _between(rows: Any, field: str, least: int | None, most: int | None) -> Any:
    if least is not None:
        rows = rows.filter(**{f"{field}__gte": least})
    return rows if most is None else rows.filter(**{f"{field}__lte": most})


def _page(rows: Any, actor: Actor, page: PageRequest) -> Page:
    allowed = SORTS[rows.model._meta.model_name]
    if page.sort.removeprefix("-") not in allowed:
        raise ValueError(f"sort: {page.sort!r} is no order of this list, choose one of {', '.join(allowed)}")
    total = rows.count()
    first = (page.number - 1) * page.size
    found = rows.select_related("organisation").order_by(page.sort, "-pk")[first : first + page.size]
    return Page(tuple(masked_view(record, actor) for record in found), total, page.number, page.size)
