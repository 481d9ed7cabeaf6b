"""The register of people, with personal data only for those whom they concern."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from qiao.core.access import Actor, Role
from qiao.core.outcomes import Missing
from qiao.parties.access import sees_personal_data
from qiao.parties.models import Holding, Person
from qiao.parties.selectors.facts import person_facts
from qiao.parties.selectors.paging import PAGE_SIZE, Page, page_of


@dataclass(frozen=True)
class PeopleFilters:
    """What a list of people is narrowed to. ``text`` is looked for in name, speciality and organisation."""

    text: str = ""
    field: str = ""
    organisation_id: int | None = None
    role: str = ""


@dataclass(frozen=True)
class PersonRow:
    """A person as the reader may see it; ``email`` and ``id_last4`` are None for whom they do not concern.

    ``roles`` are those in force.
    """

    person_id: int
    name: str
    title: str
    organisation_id: int | None
    organisation_name: str
    fields: tuple[str, ...]
    speciality: str
    roles: tuple[str, ...]
    email: str | None
    id_last4: str | None


def people_page(
    actor: Actor, filters: PeopleFilters, on: date, number: int = 1, size: int = PAGE_SIZE
) -> Page[PersonRow]:
    """A page of the people of the register as the actor may read it, by name; three queries."""
    rows = _narrowed(_with_roles(Person.objects.visible_to(actor), on), filters, on)
    return page_of(rows.order_by("name", "pk"), number, size, lambda person: _row(actor, person))


def person_detail(actor: Actor, person_id: int, on: date) -> PersonRow:
    """One person as the actor may see it; two queries. Raises Missing."""
    person = _with_roles(Person.objects.visible_to(actor), on).filter(pk=person_id).first()
    if person is None:
        raise Missing("no_such_object", object_type="parties.person", object_id=person_id)
    return _row(actor, person)


def experts(actor: Actor, on: date) -> tuple[PersonRow, ...]:
    """Everybody who is an expert that day; two queries."""
    return _holders(actor, Role.EXPERT, on)


def technology_managers(actor: Actor, on: date) -> tuple[PersonRow, ...]:
    """Everybody who is a technology manager that day; two queries."""
    return _holders(actor, Role.TECHNOLOGY_MANAGER, on)


def people_of_organisation(actor: Actor, organisation_id: int, on: date) -> tuple[PersonRow, ...]:
    """The people of an organisation; two queries."""
    rows = _with_roles(Person.objects.visible_to(actor), on).filter(organisation=organisation_id)
    return tuple(_row(actor, person) for person in rows.order_by("name", "pk"))


def _holders(actor: Actor, role: Role, on: date) -> tuple[PersonRow, ...]:
    rows = _narrowed(_with_roles(Person.objects.visible_to(actor), on), PeopleFilters(role=role), on)
    return tuple(_row(actor, person) for person in rows.order_by("name", "pk"))


def _with_roles(people: QuerySet[Person], on: date) -> QuerySet[Person]:
    in_force = Prefetch("holdings", Holding.objects.in_force(on).order_by("role", "pk"), to_attr="holdings_in_force")
    return people.select_related("organisation").prefetch_related(in_force)


def _narrowed(rows: QuerySet[Person], filters: PeopleFilters, on: date) -> QuerySet[Person]:
    if text := filters.text.strip():
        named = Q(name__icontains=text) | Q(speciality__icontains=text) | Q(organisation__name__icontains=text)
        rows = rows.filter(named)
    if filters.field:
        # A JSON list of one-character codes; SQLite has no containment operator of its own.
        rows = rows.filter(fields__icontains=f'"{filters.field}"')
    if filters.organisation_id is not None:
        rows = rows.filter(organisation=filters.organisation_id)
    if filters.role:
        rows = rows.filter(pk__in=Holding.objects.in_force(on).filter(role=filters.role).values("person"))
    return rows


def _row(actor: Actor, person: Person) -> PersonRow:
    known = sees_personal_data(actor, person_facts(person))
    roles = (holding.role for holding in person.holdings_in_force)  # type: ignore[attr-defined]
    return PersonRow(
        person_id=person.pk,
        name=person.name,
        title=person.title,
        organisation_id=person.organisation_id,
        organisation_name=person.organisation.name if person.organisation else "",
        fields=tuple(person.fields),
        speciality=person.speciality,
        roles=tuple(dict.fromkeys(roles)),
        email=person.email if known else None,
        id_last4=person.id_last4 if known else None,
    )
