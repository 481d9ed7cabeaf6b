"""The register of people: list, one person with all roles, entering, revising, granting and ending roles."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qiao.core.access import HUMAN_ROLES, Actor
from qiao.core.outcomes import Missing
from qiao.foundation.wording import text_of
from qiao.parties.actions.end_holding import end_holding
from qiao.parties.actions.grant_holding import grant_holding
from qiao.parties.actions.register_person import register_person
from qiao.parties.actions.revise_person import revise_person
from qiao.parties.contents import HoldingDetails, PersonDetails
from qiao.parties.models import Person
from qiao.parties.selectors.people import PeopleFilters, people_page
from qiao.parties.selectors.register_entries import holding_of, person_entry, person_to_revise
from qiao.parties.selectors.rights import grantable_roles, may_register_people
from qiao.web.access import signed_in
from qiao.web.acting import ActingRequest
from qiao.web.labels import choices_of
from qiao.web.pages import answers_outcomes, render_page
from qiao.web.reading_input import AddressValues
from qiao.web.registers.asking import carried_out, done, form_page, organisation_key, today
from qiao.web.registers.forms import EndForm, HoldingForm, PersonForm

SECTION = "work-people"
_PERSON, _HOLDING = "parties.person", "parties.holding"
_NAMES = {"organisation_id": "organisation", "fields": "fields_of_work"}


@require_safe
@signed_in
@answers_outcomes
def people(request: ActingRequest) -> HttpResponse:
    """One page of the register."""
    given = AddressValues(request.GET.dict())
    roles = {str(role): text_of(f"role.{role}") for role in HUMAN_ROLES}
    asked = {
        "q": given.search("q"),
        "role": given.choice("role", roles),
        "field": given.choice("field", dict(choices_of("field"))),
    }
    filters = PeopleFilters(text=asked["q"], role=asked["role"], field=asked["field"])
    page = None if given.faults else people_page(request.actor, filters, today(request), given.page())
    context = {
        "page": page,
        "faults": given.faults,
        "asked": asked,
        "filtered": any(asked.values()),
        "roles": roles.items(),
        "fields": choices_of("field"),
        "may_register": may_register_people(request.actor),
    }
    return render_page(
        request, "web/registers/people.html", context, section=SECTION, status=400 if given.faults else 200
    )


@require_safe
@signed_in
@answers_outcomes
def person(request: ActingRequest, person_id: int) -> HttpResponse:
    """One person with every role, past and to come."""
    on = today(request)
    context = {"entry": person_entry(request.actor, person_id, on), "today": on}
    return render_page(request, "web/registers/person.html", context, section=SECTION)


@require_http_methods(["GET", "POST"])
@signed_in
@answers_outcomes
def new_person(request: ActingRequest) -> HttpResponse:
    """Enter a person; editors enter those of their own organisation."""
    if not may_register_people(request.actor):
        raise Missing("no_such_object")
    form = PersonForm(request.POST or None, initial={"organisation": request.actor.organisation_name})
    made: list[Person] = []

    def enter(values: Mapping[str, Any]) -> None:
        details = _details(request.actor, values)
        zone = request.actor.zone_code
        made.append(register_person(actor=request.actor, zone_code=zone, details=details, now=request.now))

    status = carried_out(form, enter, _PERSON, _NAMES) if request.method == "POST" else 200
    if made:
        return done(request, _("The person has been registered."), address_of(made[0].pk))
    del form.fields["reason"]
    words = {"heading": _("Register a person"), "button": _("Register"), "back": reverse("work-people")}
    return form_page(request, form, words, section=SECTION, status=status)


@require_http_methods(["GET", "POST"])
@signed_in
@answers_outcomes
def revise(request: ActingRequest, person_id: int) -> HttpResponse:
    """Change what is known of a person."""
    row = person_to_revise(request.actor, person_id)
    form = PersonForm(request.POST or None, initial=_initial(row))

    def change(values: Mapping[str, Any]) -> None:
        details = _details(request.actor, values)
        revise_person(actor=request.actor, person_id=row.pk, details=details, now=request.now, reason=values["reason"])

    status = carried_out(form, change, _PERSON, _NAMES) if request.method == "POST" else 200
    if not status:
        return done(request, _("The changes have been saved."), address_of(row.pk))
    words = {"heading": _("Revise %(name)s") % {"name": row.name}, "button": _("Save"), "back": address_of(row.pk)}
    return form_page(request, form, words, section=SECTION, status=status)


@require_http_methods(["GET", "POST"])
@signed_in
@answers_outcomes
def grant(request: ActingRequest, person_id: int) -> HttpResponse:
    """Give a person a role from a day on."""
    entry = person_entry(request.actor, person_id, today(request))
    if not entry.grantable:
        raise Missing("no_such_object")
    initial = {"starts_on": today(request), "organisation": entry.row.organisation_name}
    form = HoldingForm(request.POST or None, initial=initial, roles=entry.grantable)

    def give(values: Mapping[str, Any]) -> None:
        key = organisation_key(request.actor, values["organisation"])
        details = HoldingDetails(
            person_id=person_id, role=values["role"], starts_on=values["starts_on"], organisation_id=key,
            ends_on=values["ends_on"],
        )  # fmt: skip
        grant_holding(actor=request.actor, details=details, now=request.now, reason=values["reason"])

    status = carried_out(form, give, _HOLDING, _NAMES) if request.method == "POST" else 200
    if not status:
        return done(request, _("The role has been granted."), address_of(person_id))
    heading = _("Grant %(name)s a role") % {"name": entry.row.name}
    words = {"heading": heading, "button": _("Grant"), "back": address_of(person_id)}
    return form_page(request, form, words, section=SECTION, status=status)


@require_http_methods(["GET", "POST"])
@signed_in
@answers_outcomes
def end(request: ActingRequest, holding_id: int) -> HttpResponse:
    """End a role; what was done under it stays valid."""
    row = holding_of(request.actor, holding_id)
    if row.role not in grantable_roles(request.actor, row.person):
        raise Missing("no_such_object")
    form = EndForm(request.POST or None)

    def finish(values: Mapping[str, Any]) -> None:
        end_holding(
            actor=request.actor, holding_id=row.pk, now=request.now, reason=values["reason"], ends_on=values["ends_on"]
        )

    status = carried_out(form, finish, _HOLDING) if request.method == "POST" else 200
    if not status:
        return done(request, _("The role has been ended."), address_of(row.person_id))
    names = {"name": row.person.name, "role": text_of(f"role.{row.role}")}
    words = {
        "heading": _("End the role “%(role)s” of %(name)s") % names,
        "lead": _("What was done in this role stays valid. The person cannot act in it afterwards."),
        "button": _("End the role"),
        "back": address_of(row.person_id),
        "danger": True,
    }
    return form_page(request, form, words, section=SECTION, status=status)


def address_of(person_id: int) -> str:
    """Where the person is shown."""
    return reverse("work-person", args=[person_id])


def _details(actor: Actor, values: Mapping[str, Any]) -> PersonDetails:
    return PersonDetails(
        name=values["name"],
        organisation_id=organisation_key(actor, values["organisation"]),
        title=values["title"],
        fields=tuple(values["fields_of_work"]),
        speciality=values["speciality"],
        email=values["email"],
        resident_id=values["resident_id"],
    )


def _initial(row: Person) -> dict[str, Any]:
    return {
        "name": row.name,
        "organisation": row.organisation.name if row.organisation else "",
        "title": row.title,
        "fields_of_work": row.fields,
        "speciality": row.speciality,
        "email": row.email,
    }
