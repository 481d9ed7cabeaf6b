"""Finding an organisation or a person by the number or the name that somebody types."""

from datetime import date

import click
from django.utils.translation import gettext as _

from qiao.core.access import Actor
from qiao.core.outcomes import Missing
from qiao.parties.selectors.console import organisation_by_name
from qiao.parties.selectors.organisations import organisation_detail
from qiao.parties.selectors.people import PeopleFilters, PersonRow, people_page, person_detail

_PAGE = 200


def organisation_key(actor: Actor, given: str, on: date) -> int:
    """The key of an organisation of the actor's zone, by number or exact name. Raises Missing."""
    if not given.isdecimal():
        return organisation_by_name(actor.zone_code, given)
    found = organisation_detail(actor, int(given), on).organisation
    if found.zone_code != actor.zone_code:
        raise Missing("no_such_object", object_type="parties.organisation", object_id=given)
    return found.pk


def person_row(actor: Actor, given: str, on: date) -> PersonRow:
    """A person of the actor's zone, by number or exact name. Raises Missing, or ClickException for several."""
    if given.isdecimal():
        return person_detail(actor, int(given), on)
    found = _people_named(actor, given, on)
    if not found:
        raise Missing("no_such_object", object_type="parties.person", object_id=given)
    if len(found) > 1:
        ones = "; ".join(f"{person.person_id} {person.name} {person.organisation_name}".strip() for person in found)
        text = _("There are %(count)s people called %(name)s. Give the number instead: %(ones)s")
        raise click.ClickException(text % {"count": len(found), "name": given, "ones": ones})
    return found[0]


def _people_named(actor: Actor, name: str, on: date) -> list[PersonRow]:
    found: list[PersonRow] = []
    number, last = 1, 1
    while number <= last:
        page = people_page(actor, PeopleFilters(text=name), on, number, _PAGE)
        found += [person for person in page.rows if person.name == name]
        number, last = number + 1, page.last_number
    return found
