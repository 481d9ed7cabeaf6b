"""Lists of the catalogue, each row at the depth at which the actor may see it; the number of queries is constant."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import F

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
from qiao.catalogue.selectors.narrowing import narrowed
from qiao.core.access import Actor

PIECE = 500
_MODELS: Mapping[str, Any] = {"demand": Demand, "achievement": Achievement, "scenario": Scenario}
_MAY_BE_UNKNOWN = ("maturity", "expected_maturity", "valid_until")
SORTS: Mapping[str, tuple[str, ...]] = {
    "demand": ("published_at", "code", "title", "field", "valid_until", "clarity"),
    "achievement": ("published_at", "code", "title", "field", "valid_until", "maturity"),
    "scenario": ("published_at", "code", "title", "field", "valid_until", "expected_maturity"),
}


def demands_page(actor: Actor, filters: DemandFilters, page: PageRequest) -> Page:
    """Demands that exist for the actor. Raises ValueError for an unknown order."""
    return _page(narrowed(Demand.objects.all(), actor, filters), actor, page)


def achievements_page(actor: Actor, filters: AchievementFilters, page: PageRequest) -> Page:
    """Achievements that exist for the actor. Raises ValueError for an unknown order."""
    return _page(narrowed(Achievement.objects.prefetch_related("rights"), actor, filters), actor, page)


def scenarios_page(actor: Actor, filters: ScenarioFilters, page: PageRequest) -> Page:
    """Scenarios that exist for the actor. Raises ValueError for an unknown order."""
    return _page(narrowed(Scenario.objects.all(), actor, filters), actor, page)


def every_row(kind: str, actor: Actor, filters: ListingFilters, sort: str) -> Iterator[dict[str, Any]]:
    """Every row of a filtered list in order, for an export. Raises ValueError for an unknown order.

    The keys are read once, so that no row is given twice or left out when the list changes meanwhile; the rows follow
    in pieces, each again as the actor may see it at that moment. Only keys and one piece are ever in memory.
    """
    rows = _MODELS[kind].objects.prefetch_related("rights") if kind == "achievement" else _MODELS[kind].objects.all()
    keys = list(narrowed(rows, actor, filters).order_by(*_order(kind, sort)).values_list("pk", flat=True))
    for first in range(0, len(keys), PIECE):
        wanted = keys[first : first + PIECE]
        piece = rows.visible_to(actor).select_related("organisation").filter(pk__in=wanted)
        found = {record.pk: record for record in piece}
        yield from (masked_view(found[key], actor) for key in wanted if key in found)


def _order(kind: str, sort: str) -> tuple[Any, str]:
    allowed = SORTS[kind]
    name = sort.removeprefix("-")
    if name not in allowed:
        raise ValueError(f"sort: {sort!r} is no order of this list, choose one of {', '.join(allowed)}")
    # The order itself must not tell a masked title: the open text begins with the title as outsiders read it.
    column = F("open_text" if name == "title" else name)
    unknown_last = True if name in _MAY_BE_UNKNOWN else None
    return (column.desc if sort.startswith("-") else column.asc)(nulls_last=unknown_last), "-pk"


def _page(rows: Any, actor: Actor, page: PageRequest) -> Page:
    order = _order(rows.model._meta.model_name, page.sort)
    total = rows.count()
    first = (page.number - 1) * page.size
    found = rows.select_related("organisation").order_by(*order)[first : first + page.size]
    return Page(tuple(masked_view(record, actor) for record in found), total, page.number, page.size)
