"""One entry of the register with what its own page shows beside it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from qiao.core.access import Actor, Role
from qiao.core.outcomes import Missing
from qiao.foundation.keys import possible_keys
from qiao.parties.models import Holding, Organisation, Person
from qiao.parties.selectors.people import PersonRow, person_detail
from qiao.parties.selectors.rights import grantable_roles, organisation_verbs, person_verbs


@dataclass(frozen=True)
class PersonEntry:
    """A person, every holding (also ended and future ones, latest first), and what the reader may do."""

    row: PersonRow
    person: Person
    holdings: tuple[Holding, ...]
    verbs: frozenset[str]
    grantable: tuple[Role, ...]


def person_entry(actor: Actor, person_id: int, on: date) -> PersonEntry:
    """One person as the actor may see it; four queries. Raises Missing."""
    row = person_detail(actor, person_id, on)
    person = Person.objects.get(pk=person_id)
    holdings = Holding.objects.filter(person=person_id).select_related("organisation").order_by("-starts_on", "-pk")
    return PersonEntry(row, person, tuple(holdings), person_verbs(actor, person), grantable_roles(actor, person))


def organisation_to_revise(actor: Actor, organisation_id: int) -> Organisation:
    """An organisation that the actor may revise. Raises Missing for every other, so that nothing is told of it."""
    found = Organisation.objects.visible_to(actor).filter(pk=organisation_id).first()
    if found is None or "revise" not in organisation_verbs(actor, found):
        raise Missing("no_such_object", object_type="parties.organisation", object_id=organisation_id)
    return found


def organisation_to_merge(actor: Actor, organisation_id: int) -> Organisation:
    """An organisation that the actor may merge with another. Raises Missing for every other."""
    return organisations_to_merge(actor, organisation_id)[0]


def organisations_to_merge(actor: Actor, *organisation_ids: int) -> tuple[Organisation, ...]:
    """Organisations that the actor may merge, in the order asked for. One statement. Raises Missing for every other."""
    rows = Organisation.objects.visible_to(actor)
    found: dict[int, Organisation] = rows.in_bulk(possible_keys(organisation_ids))
    for key in organisation_ids:
        if key not in found or "merge" not in organisation_verbs(actor, found[key]):
            raise Missing("no_such_object", object_type="parties.organisation", object_id=key)
    return tuple(found[key] for key in organisation_ids)


def person_to_revise(actor: Actor, person_id: int) -> Person:
    """A person whom the actor may revise. Raises Missing for every other."""
    found = Person.objects.visible_to(actor).filter(pk=person_id).first()
    if found is None or "revise" not in person_verbs(actor, found):
        raise Missing("no_such_object", object_type="parties.person", object_id=person_id)
    return found


def holding_of(actor: Actor, holding_id: int) -> Holding:
    """A holding of a person whom the actor sees. Raises Missing."""
    people = Person.objects.visible_to(actor).values("pk")
    found = Holding.objects.filter(pk=holding_id, person__in=people).select_related("person", "organisation").first()
    if found is None:
        raise Missing("no_such_object", object_type="parties.holding", object_id=holding_id)
    return found


def organisations_named(actor: Actor, text: str, limit: int = 20) -> QuerySet[Organisation]:
    """Organisations of the register whose name contains the text, for a choice."""
    return Organisation.objects.visible_to(actor).filter(name__icontains=text.strip()).order_by("name", "pk")[:limit]
