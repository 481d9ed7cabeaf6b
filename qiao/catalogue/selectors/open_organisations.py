"""Organisations as readers of the catalogue may see them.

The register itself is for those who work in the zone. Everybody else sees the organisations that an open record names:
a list of all of them, cut by region and industry, would lead to the unit behind a masked record.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from qiao.catalogue.disclosure import masked_view
from qiao.catalogue.models import Achievement, Demand, Scenario
from qiao.catalogue.selectors.facets import Counts, counted
from qiao.catalogue.selectors.narrowing import list_facet, plain_facet, province_facet, section_facet
from qiao.catalogue.selectors.related import without_rights
from qiao.core.access import Actor
from qiao.core.outcomes import Missing
from qiao.parties.models import Organisation
from qiao.parties.selectors.paging import PAGE_SIZE, Page

SORTS: Mapping[str, tuple[str, ...]] = {"name": ("name", "pk"), "-records": ("-records", "name", "pk")}
RECORDS_SHOWN = 6
_MODELS: Mapping[str, Any] = {"achievement": Achievement, "demand": Demand, "scenario": Scenario}
FACETS = (
    plain_facet("kinds", "kind"),
    plain_facet("fields", "field"),
    section_facet("sections", "industry"),
    province_facet("provinces", "region"),
    plain_facet("sizes", "size"),
    list_facet("qualifications", "qualifications"),
)


@dataclass(frozen=True, kw_only=True)
class OrganisationSearch:
    """What a list of organisations is narrowed to; empty means any. Tuples are choices, any of which will do."""

    text: str = ""
    kinds: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    qualifications: tuple[str, ...] = ()


@dataclass(frozen=True)
class OpenOrganisation:
    """An organisation, its open records by kind as far as the reader may know that they are its own.

    ``in_register`` says whether the reader may read the register entry, contact included.
    """

    organisation: Organisation
    records: Mapping[str, tuple[dict[str, Any], ...]]
    in_register: bool


def open_organisations(actor: Actor) -> Any:
    """The organisations that exist for the actor, each with the numbers of open records that it is named in."""
    named = Q()
    for model in _MODELS.values():
        named |= Q(Exists(_named(model, actor).filter(organisation=OuterRef("pk"))))
    readable = Organisation.objects.visible_to(actor).values("pk")
    return Organisation.objects.live().filter(named | Q(pk__in=readable))


def organisations_found(
    actor: Actor, search: OrganisationSearch, sort: str = "name", number: int = 1
) -> Page[Organisation]:
    """One page of them; a number beyond the end gives no rows. Two statements. Raises ValueError for an unknown order.

    Each row has ``achievement_count``, ``demand_count``, ``scenario_count`` and their sum ``records``.
    """
    if sort not in SORTS:
        raise ValueError(f"sort: {sort!r} is no order of this list, choose one of {', '.join(SORTS)}")
    rows = _fitting(actor, search)
    first = (number - 1) * PAGE_SIZE
    found = _with_numbers(rows, actor).order_by(*SORTS[sort])[first : first + PAGE_SIZE]
    return Page(tuple(found), rows.count(), number, PAGE_SIZE)


def organisations_fitting(actor: Actor, search: OrganisationSearch) -> Any:
    """The rows of all of them in no order, each with its numbers, for readers that go through them in their own way."""
    return _with_numbers(_fitting(actor, search), actor)


def every_organisation(actor: Actor, search: OrganisationSearch, sort: str = "name") -> Any:
    """Every organisation found, in order, for an export; read in pieces."""
    return organisations_fitting(actor, search).order_by(*SORTS[sort]).iterator(chunk_size=500)


def organisation_counts(actor: Actor, search: OrganisationSearch) -> Counts:
    """How many organisations each choice of a facet would give. One statement."""
    return counted(_searched(actor, search), FACETS, search)


def open_organisation(actor: Actor, organisation_id: int) -> OpenOrganisation:
    """One organisation with its newest open records. Raises Missing when it does not exist for the actor.

    Four statements. Masked records are left out, unless the actor is inside them.
    """
    found = _with_numbers(open_organisations(actor), actor).filter(pk=organisation_id)
    registered = Exists(Organisation.objects.visible_to(actor).filter(pk=OuterRef("pk")))
    organisation = found.annotate(in_register=registered).first()
    if organisation is None:
        raise Missing("no_such_object", object_type="parties.organisation", object_id=organisation_id)
    records = {kind: _newest(model, actor, organisation_id) for kind, model in _MODELS.items()}
    return OpenOrganisation(organisation, records, organisation.in_register)


def named_organisation(actor: Actor, organisation_id: int) -> str:
    """The name of an organisation that exists for the actor, otherwise ""."""
    names = open_organisations(actor).filter(pk=organisation_id).values_list("name", flat=True)
    return names.first() or ""


def _newest(model: Any, actor: Actor, organisation_id: int) -> tuple[dict[str, Any], ...]:
    rows = _named(model, actor).filter(organisation_id=organisation_id).select_related("organisation")
    rows = without_rights(rows.order_by("-published_at", "-pk"))
    return tuple(masked_view(record, actor) for record in rows[:RECORDS_SHOWN])


def _named(model: Any, actor: Actor) -> Any:
    return model.objects.named_to(actor).open()


def _with_numbers(rows: Any, actor: Actor) -> Any:
    numbers = {f"{kind}_count": _number(model, actor) for kind, model in _MODELS.items()}
    rows = rows.annotate(**numbers)
    return rows.annotate(records=reduce(add, (F(name) for name in numbers)))


def _number(model: Any, actor: Actor) -> Any:
    own = _named(model, actor).filter(organisation=OuterRef("pk")).order_by().values("organisation")
    number = own.annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def _fitting(actor: Actor, search: OrganisationSearch) -> Any:
    rows = _searched(actor, search)
    for facet in FACETS:
        condition = facet.chosen(search)
        if condition is not None:
            rows = rows.filter(condition)
    return rows


def _searched(actor: Actor, search: OrganisationSearch) -> Any:
    rows = open_organisations(actor)
    for word in search.text.split():
        rows = rows.filter(Q(name__icontains=word) | Q(credit_code__iexact=word))
    return rows
