"""Compiling a list: a new draft, or a draft anew."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qiao.catalogue.access_editions import COMPILE
from qiao.catalogue.actions.compile_edition import compile_edition
from qiao.catalogue.actions.recompile_edition import recompile_edition
from qiao.catalogue.lifecycles.edition import EDITION, EditionKind
from qiao.catalogue.models import Edition
from qiao.catalogue.selectors.editions import compile_facts
from qiao.core.outcomes import Outcome, Refused
from qiao.foundation.registry import POLICY
from qiao.foundation.versions import lock_as_seen
from qiao.foundation.wording import text_of
from qiao.web.access import signed_in
from qiao.web.acting import ActingRequest
from qiao.web.desk.kinds import EDITIONS
from qiao.web.desk.outcome_words import put_into_form, status_of
from qiao.web.desk.verbs import moved_meanwhile, seen_version
from qiao.web.editions_desk.edition_form import NAMES, EditionForm, values_of
from qiao.web.editions_desk.reading import confirmation_of, offer_of, readable
from qiao.web.pages import answers_outcomes, render_page

SECTION = "work-editions"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@answers_outcomes
def new(request: ActingRequest) -> HttpResponse:
    """Compile a new draft."""
    POLICY.require(request.actor, COMPILE, compile_facts(request.actor, EditionKind.DEMANDS, request.now))
    form = EditionForm(request.POST if request.method == "POST" else None, initial={"kind": EditionKind.DEMANDS})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = compile_edition(actor=request.actor, request=form.request(), now=request.now)
        except Outcome as outcome:
            put_into_form(form, outcome, EDITIONS.object_type, NAMES)
            status = status_of(outcome)
        else:
            messages.success(request, _("The draft is compiled. Look at its lines, then submit it for approval."))
            return HttpResponseRedirect(EDITIONS.address(made.pk))
    elif request.method == "POST":
        status = 422
    context = {
        "form": form,
        "edition": None,
        "back": EDITIONS.list_address,
        "refusal": "",
        "verb": text_of(f"verb.{COMPILE}"),
    }
    return render_page(request, "web/editions_desk/form.html", context, section=SECTION, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@answers_outcomes
def recompile(request: ActingRequest, pk: int) -> HttpResponse:
    """Compile a draft anew, with the same criteria or others."""
    detail = readable(request, pk)
    offer = offer_of(request, detail, "recompile")
    shown = confirmation_of(detail, offer)
    form = EditionForm(request.POST if request.method == "POST" else None, initial=values_of(detail.edition))
    if request.method != "POST":
        return _form_page(request, form, detail.edition, 200)
    seen = seen_version(request)
    if seen != detail.edition.version:
        return moved_meanwhile(request, shown, seen)
    if not form.is_valid():
        return _form_page(request, form, detail.edition, 422)
    try:
        _recompiled(request, pk, seen, form)
    except Outcome as outcome:
        if isinstance(outcome, Refused) and outcome.code == "changed_meanwhile":
            return moved_meanwhile(request, shown, seen)
        put_into_form(form, outcome, EDITIONS.object_type, NAMES)
        return _form_page(request, form, detail.edition, status_of(outcome))
    messages.success(request, _("The list is compiled anew."))
    return HttpResponseRedirect(EDITIONS.address(pk))


def _recompiled(request: ActingRequest, pk: int, seen: int, form: EditionForm) -> None:
    with transaction.atomic():
        lock_as_seen(Edition, pk, seen)
        recompile_edition(actor=request.actor, edition_id=pk, now=request.now, request=form.request())


def _form_page(request: ActingRequest, form: EditionForm, edition: Edition | None, status: int) -> HttpResponse:
    action = EDITION.action("recompile") if edition else COMPILE
    context = {
        "form": form,
        "edition": edition,
        "back": EDITIONS.address(edition.pk) if edition else EDITIONS.list_address,
        "verb": text_of(f"verb.{action}"),
    }
    return render_page(request, "web/editions_desk/form.html", context, section=SECTION, status=status)
