"""How a list of the catalogue is narrowed: what it is searched for, and the facets it can be cut by.

A facet never looks at the unit behind a record beyond its kind, which masked records show too: no choice of a facet
finds a masked record by its unit.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Substr

from qiao.catalogue.filters import ListingFilters
from qiao.catalogue.models import IntellectualProperty
from qiao.catalogue.models.visibility import JsonListHas, JsonListSays, ListingQuerySet, inside
from qiao.core.access import Actor
from qiao.core.codes.classification import section_of_industry
from qiao.core.taxonomy import SECTION_DIVISIONS, IndustrySection

WITH_RIGHTS, WITHOUT_RIGHTS = "with", "without"
_ALL_ZEROS = "0000"


@dataclass(frozen=True)
class Facet:
    """One way to cut a list: the value that a row has, and the condition that the filters put on it (None: no such).

    ``group`` turns a value into the choice it counts for ("" for none); ``many`` when the value is a JSON list.
    """

    name: str
    value: Any
    chosen: Callable[[Any], Q | None]
    group: Callable[[str], str] = str
    many: bool = False


def narrowed(rows: Any, actor: Actor, filters: ListingFilters) -> Any:
    """The rows that exist for the actor and fit every filter."""
    rows = searched(rows, actor, filters)
    for facet in FACETS[rows.model._meta.model_name]:
        condition = facet.chosen(filters)
        if condition is not None:
            rows = rows.filter(condition)
    return rows


def searched(rows: Any, actor: Actor, filters: ListingFilters) -> Any:
    """The rows that exist for the actor and fit everything but the facets."""
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
    least = getattr(filters, "clarity_min", None)
    if least is not None:
        rows = rows.filter(clarity__gte=least)
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
    if region.endswith(_ALL_ZEROS):
        return region[:-4]
    return region.removesuffix("00")


def plain_facet(name: str, column: str) -> Facet:
    """A facet of which each row has one value, in this column."""
    return Facet(name, F(column), lambda filters: _one_of(column, getattr(filters, name)))


def section_facet(name: str, column: str) -> Facet:
    """A facet of the sections of GB/T 4754 that the codes of a column fall into."""
    return Facet(name, Substr(column, 1, 2), lambda filters: _in_sections(column, getattr(filters, name)), _section)


def province_facet(name: str, column: str) -> Facet:
    """A facet of the provinces of the region codes of a column."""
    return Facet(name, Substr(column, 1, 2), lambda filters: _in_provinces(column, getattr(filters, name)), _province)


def list_facet(name: str, column: str) -> Facet:
    """A facet of which a row may have several values, in a column that holds a JSON list."""
    return Facet(name, F(column), lambda filters: _any_of(column, getattr(filters, name)), many=True)


def _one_of(column: str, values: tuple[str, ...]) -> Q | None:
    return Q(**{f"{column}__in": values}) if values else None


def _any_of(column: str, values: tuple[str, ...]) -> Q | None:
    wanted = Q()
    for value in values:
        wanted |= Q(JsonListHas(column, Value(value)))
    return wanted if values else None


def _in_sections(column: str, sections: tuple[str, ...]) -> Q | None:
    wanted = Q()
    for section in sections:
        divisions = SECTION_DIVISIONS[IndustrySection(section)]
        wanted |= Q(**{f"{column}__gte": f"{divisions[0]:02d}", f"{column}__lt": f"{divisions[-1] + 1:02d}"})
    return wanted if sections else None


def _in_provinces(column: str, provinces: tuple[str, ...]) -> Q | None:
    wanted = Q()
    for province in provinces:
        wanted |= Q(**{f"{column}__startswith": province[:2]})
    return wanted if provinces else None


def _section(division: str) -> str:
    section = section_of_industry(division) if division.isdigit() else None
    return section.value if section else ""


def _province(digits: str) -> str:
    return f"{digits}{_ALL_ZEROS}" if digits else ""


def _between(column: str) -> Callable[[Any], Q | None]:
    def condition(filters: Any) -> Q | None:
        wanted = Q()
        if filters.maturity_min is not None:
            wanted &= Q(**{f"{column}__gte": filters.maturity_min})
        if filters.maturity_max is not None:
            wanted &= Q(**{f"{column}__lte": filters.maturity_max})
        return wanted or None

    return condition


def _with_rights(filters: Any) -> Q | None:
    if set(filters.rights) == {WITH_RIGHTS}:
        return Q(_HAS_RIGHTS)
    return ~Q(_HAS_RIGHTS) if set(filters.rights) == {WITHOUT_RIGHTS} else None


_HAS_RIGHTS = Exists(IntellectualProperty.objects.filter(achievement=OuterRef("pk")))
_COMMON = (
    plain_facet("fields", "field"),
    section_facet("sections", "industry"),
    province_facet("provinces", "region"),
    plain_facet("states", "state"),
    plain_facet("organisation_kinds", "organisation__kind"),
)
FACETS: Mapping[str, tuple[Facet, ...]] = {
    "demand": (
        *_COMMON,
        plain_facet("kinds", "kind"),
        plain_facet("urgencies", "urgency"),
        plain_facet("budgets", "budget_band"),
        list_facet("ways", "ways"),
    ),
    "achievement": (
        *_COMMON,
        plain_facet("kinds", "kind"),
        Facet("maturity", F("maturity"), _between("maturity")),
        list_facet("ways", "ways"),
        Facet("rights", Case(When(_HAS_RIGHTS, Value(WITH_RIGHTS)), default=Value(WITHOUT_RIGHTS)), _with_rights),
    ),
    "scenario": (
        *_COMMON,
        plain_facet("opener_kinds", "opener_kind"),
        plain_facet("scales", "scale"),
        Facet("maturity", F("expected_maturity"), _between("expected_maturity")),
        plain_facet("fundings", "funding"),
    ),
}
