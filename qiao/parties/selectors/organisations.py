"""The register of organisations."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from qiao.core.access import Actor
from qiao.core.outcomes import Missing
from qiao.parties.checks import credit_code_warnings
from qiao.parties.models import Organisation
from qiao.parties.selectors.paging import PAGE_SIZE, Page, page_of
from qiao.parties.selectors.people import PersonRow, people_of_organisation


@dataclass(frozen=True)
class OrganisationFilters:
    """What a list of organisations is narrowed to; empty means everything. ``text`` is looked for in name and code."""

    text: str = ""
    kind: str = ""
    region: str = ""
    industry: str = ""
    field: str = ""
    size: str = ""
    qualification: str = ""


@dataclass(frozen=True)
class OrganisationDetail:
    """An organisation with what deserves a second look (rule codes), its people and the names merged into it."""

    organisation: Organisation
    warnings: tuple[str, ...]
    people: tuple[PersonRow, ...]
    merged_names: tuple[str, ...]


def organisations_page(
    actor: Actor, filters: OrganisationFilters, number: int = 1, size: int = PAGE_SIZE
) -> Page[Organisation]:
    """A page of the register as the actor may read it, by name. Two queries."""
    rows = _narrowed(Organisation.objects.visible_to(actor), filters)
    return page_of(rows.order_by("name", "pk"), number, size, _itself)


def organisation_detail(actor: Actor, organisation_id: int, on: date) -> OrganisationDetail:
    """One organisation as the actor may see it; four queries. Raises Missing."""
    organisation = Organisation.objects.visible_to(actor).filter(pk=organisation_id).first()
    if organisation is None:
        raise Missing("no_such_object", object_type="parties.organisation", object_id=organisation_id)
    return OrganisationDetail(
        organisation=organisation,
        warnings=credit_code_warnings(organisation.credit_code, organisation.kind),
        people=people_of_organisation(actor, organisation_id, on),
        merged_names=tuple(organisation.merged.order_by("name").values_list("name", flat=True)),
    )


def organisation_count(zone_code: str) -> int:
    """How many organisations the register of a zone has."""
    return Organisation.objects.live().filter(zone_code=zone_code).count()


def _narrowed(rows: QuerySet[Organisation], filters: OrganisationFilters) -> QuerySet[Organisation]:
    if text := filters.text.strip():
        rows = rows.filter(Q(name__icontains=text) | Q(credit_code__iexact=text))
    for column in ("kind", "field", "size"):
        if wanted := getattr(filters, column):
            rows = rows.filter(**{column: wanted})
    for column in ("region", "industry"):
        if start := getattr(filters, column):
            rows = rows.filter(**{f"{column}__startswith": start})
    if filters.qualification:
        # A JSON list of codes that are no part of each other; SQLite has no containment operator of its own.
        rows = rows.filter(qualifications__icontains=f'"{filters.qualification}"')
    return rows


def _itself(organisation: Organisation) -> Organisation:
    return organisation
