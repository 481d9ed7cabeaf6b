"""What register pages have in common: input turned into use cases, outcomes turned back into the form."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from qiao.core.access import Actor
from qiao.core.calendar import CHINA
from qiao.core.outcomes import Invalid, Missing, Outcome, Problem
from qiao.parties.selectors.register_entries import organisations_named
from qiao.web.acting import ActingRequest
from qiao.web.desk.outcome_words import put_into_form, status_of
from qiao.web.pages import render_page


def today(request: ActingRequest) -> date:
    """The day in China on which the request was made."""
    return request.now.astimezone(CHINA).date()


def organisation_key(actor: Actor, name: str) -> int | None:
    """The key of the registered organisation of this name, None for an empty one. Raises Invalid for any other."""
    wanted = name.strip()
    if not wanted:
        return None
    for found in organisations_named(actor, wanted):
        if found.name == wanted:
            return found.pk
    raise Invalid(Problem("organisation", "not_an_organisation_of_the_zone", wanted[:60]))


def carried_out(
    form: forms.Form,
    act: Callable[[Mapping[str, Any]], object],
    object_type: str,
    names: Mapping[str, str] | None = None,
) -> int:
    """Do it with what was typed; 0 when it was done, else the status of the answer, faults beside their fields.

    Missing goes on to the caller: what does not exist for the actor has no form.
    """
    if not form.is_valid():
        return 422
    try:
        act(form.cleaned_data)
    except Missing:
        raise
    except Outcome as outcome:
        put_into_form(form, outcome, object_type, names or {})
        return status_of(outcome)
    return 0


def form_page(
    request: ActingRequest, form: forms.Form, words: Mapping[str, Any], *, section: str, status: int = 200
) -> HttpResponse:
    """A page with one form: ``words`` gives heading, lead, button and back."""
    context = {"form": form, "lead": "", "warning": "", "danger": False, **words}
    return render_page(request, "web/registers/form.html", context, section=section, status=status)


def done(request: ActingRequest, sentence: str, address: str) -> HttpResponse:
    """Say that it was done and go on."""
    messages.success(request, sentence)
    return HttpResponseRedirect(address)
