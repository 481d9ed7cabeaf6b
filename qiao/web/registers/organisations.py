"""The register of organisations: list, one organisation, entering and revising."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qiao.core.access import Actor
from qiao.core.outcomes import Missing
from qiao.parties.actions.register_organisation import register_organisation
from qiao.parties.actions.revise_organisation import revise_organisation
from qiao.parties.contents import OrganisationDetails
from qiao.parties.models import Organisation
from qiao.parties.selectors.organisations import OrganisationFilters, organisation_detail, organisations_page
from qiao.parties.selectors.register_entries import organisation_to_revise
from qiao.parties.selectors.rights import may_register_organisations, may_register_people, organisation_verbs
from qiao.web.access import signed_in
from qiao.web.acting import ActingRequest
from qiao.web.labels import choices_of
from qiao.web.pages import answers_outcomes, render_page
from qiao.web.reading_input import AddressValues
from qiao.web.registers.asking import carried_out, done, form_page, today
from qiao.web.registers.forms import OrganisationForm

SECTION = "work-organisations"
_TYPE = "parties.organisation"


@require_safe
@signed_in
@answers_outcomes
def organisations(request: ActingRequest) -> HttpResponse:
    """One page of the register."""
    given = AddressValues(request.GET.dict())
    asked = {
        "q": given.search("q"),
        "kind": given.choice("kind", dict(choices_of("organisation_kind"))),
        "qualification": given.choice("qualification", dict(choices_of("qualification"))),
    }
    filters = OrganisationFilters(text=asked["q"], kind=asked["kind"], qualification=asked["qualification"])
    page = None if given.faults else organisations_page(request.actor, filters, given.page())
    context = {
        "page": page,
        "faults": given.faults,
        "asked": asked,
        "filtered": any(asked.values()),
        "kinds": choices_of("organisation_kind"),
        "qualifications": choices_of("qualification"),
        "may_register": may_register_organisations(request.actor),
    }
    template = "web/registers/organisations.html"
    return render_page(request, template, context, section=SECTION, status=400 if given.faults else 200)


@require_safe
@signed_in
@answers_outcomes
def organisation(request: ActingRequest, organisation_id: int) -> HttpResponse:
    """One organisation with its people and, for who may, the ways to change it."""
    detail = organisation_detail(request.actor, organisation_id, today(request))
    context = {
        "detail": detail,
        "organisation": detail.organisation,
        "verbs": organisation_verbs(request.actor, detail.organisation),
        "may_add_people": may_register_people(request.actor),
    }
    return render_page(request, "web/registers/organisation.html", context, section=SECTION)


@require_http_methods(["GET", "POST"])
@signed_in
@answers_outcomes
def new_organisation(request: ActingRequest) -> HttpResponse:
    """Enter an organisation."""
    if not may_register_organisations(request.actor):
        raise Missing("no_such_object")
    form = OrganisationForm(request.POST or None)
    made: list[Organisation] = []

    def enter(values: Mapping[str, Any]) -> None:
        zone = request.actor.zone_code
        made.append(
            register_organisation(actor=request.actor, zone_code=zone, details=_details(values), now=request.now)
        )

    status = carried_out(form, enter, _TYPE) if request.method == "POST" else 200
    if made:
        return done(request, _("The organisation has been registered."), address_of(made[0].pk))
    del form.fields["reason"]
    words = {"heading": _("Register an organisation"), "button": _("Register"), "back": reverse("work-organisations")}
    return form_page(request, form, words, section=SECTION, status=status)


@require_http_methods(["GET", "POST"])
@signed_in
@answers_outcomes
def revise(request: ActingRequest, organisation_id: int) -> HttpResponse:
    """Change what is known of an organisation; a name given up stays known."""
    row = organisation_to_revise(request.actor, organisation_id)
    form = OrganisationForm(request.POST or None, initial=_initial(row))
    status = 200
    if request.method == "POST":
        status = carried_out(form, lambda values: _revised(request.actor, row.pk, values, request), _TYPE)
        if not status:
            return done(request, _("The changes have been saved."), address_of(row.pk))
    words = {"heading": _("Revise %(name)s") % {"name": row.name}, "button": _("Save"), "back": address_of(row.pk)}
    return form_page(request, form, words, section=SECTION, status=status)


def address_of(organisation_id: int) -> str:
    """Where the organisation is shown."""
    return reverse("work-organisation", args=[organisation_id])


def _revised(actor: Actor, key: int, values: Mapping[str, Any], request: ActingRequest) -> Organisation:
    return revise_organisation(
        actor=actor, organisation_id=key, details=_details(values), now=request.now, reason=values["reason"]
    )


def _details(values: Mapping[str, Any]) -> OrganisationDetails:
    taken = {name: value for name, value in values.items() if name not in ("reason", "qualifications")}
    return OrganisationDetails(**taken, qualifications=tuple(values["qualifications"]))


def _initial(row: Organisation) -> dict[str, Any]:
    return {name: getattr(row, name) for name in OrganisationForm.base_fields if name != "reason"}
