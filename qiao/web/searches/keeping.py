"""The form that keeps a search, the one that changes it, and the page of the link in its mails."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qiao.core.notice_times import Way
from qiao.core.outcomes import Invalid
from qiao.foundation.wording import text_of
from qiao.matching.models import SavedSearch
from qiao.matching.searches.keeping import edit_search, own_search, save_search, search_of_token, stop_mails
from qiao.parties.notices import digest_hour
from qiao.web.access import signed_in
from qiao.web.acting import ActingRequest
from qiao.web.pages import answers_outcomes, render_page
from qiao.web.searches.asking import Wanted, wanted
from qiao.web.searches.forms import SearchForm

SECTION = "work-searches"


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActingRequest) -> HttpResponseBase:
    """The form filled from the address of a list or from a free text (posted with ``prefill``); a POST keeps it."""
    if not request.user.is_authenticated and (request.method != "POST" or "prefill" in request.POST):
        given = wanted(request.POST if request.method == "POST" else request.GET)
        return render_page(request, "web/searches/visitor.html", {"wanted": given, "here": request.get_full_path()})
    return _new(request)


@signed_in
@answers_outcomes
def _new(request: ActingRequest) -> HttpResponseBase:
    posted = request.method == "POST"
    asked = wanted(request.POST if posted else request.GET)
    initial = {"name": asked.guess, "words": asked.words, "frequency": str(Way.DAILY)}
    if not posted or "prefill" in request.POST or asked.faults:
        form = SearchForm(initial=initial, free_text=bool(asked.words))
        return _form(request, form, asked, status=400 if asked.faults else 200)
    form = SearchForm(request.POST, free_text="words" in request.POST)
    if form.is_valid():
        try:
            search = save_search(request.actor, form.draft(asked), request.now)
        except Invalid as invalid:
            _faults_of(form, invalid)
        else:
            messages.success(request, _("“%(name)s” is saved. Here you see when it runs.") % {"name": search.name})
            return HttpResponseRedirect(reverse("saved-searches"))
    return _form(request, form, asked, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@answers_outcomes
def edit(request: ActingRequest, search_id: int) -> HttpResponseBase:
    """Change name, frequency and the free text; other filters are chosen at the list and saved as a new search."""
    search = own_search(request.actor, search_id)
    free_text = bool(search.words)
    asked = _as_kept(search)
    initial = {"name": search.name, "words": search.words, "frequency": search.frequency}
    form = SearchForm(request.POST or None, initial=initial, free_text=free_text)
    if request.method == "POST" and form.is_valid():
        try:
            edit_search(request.actor, search_id, form.draft(asked), request.now)
        except Invalid as invalid:
            _faults_of(form, invalid)
        else:
            messages.success(request, _("The search is changed."))
            return HttpResponseRedirect(reverse("saved-searches"))
    return _form(request, form, asked, status=422 if form.errors else 200, search=search)


@require_http_methods(["GET", "HEAD", "POST"])
@answers_outcomes
def stop(request: ActingRequest, token: str) -> HttpResponse:
    """The link of a mail: says which search it is and asks; the POST ends its mails, without any log-in."""
    search = search_of_token(token)
    stopped = request.method == "POST"
    if stopped:
        search = stop_mails(token, request.now)
    return render_page(request, "web/searches/stop.html", {"search": search, "stopped": stopped})


def _form(
    request: ActingRequest, form: SearchForm, asked: Wanted, *, status: int, search: SavedSearch | None = None
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "wanted": asked,
        "faults": asked.faults,
        "search": search,
        "hour": digest_hour(request.actor.zone_code, request.now),
        "email": getattr(getattr(request.user, "person", None), "email", ""),
    }
    return render_page(request, "web/searches/form.html", context, section=SECTION, status=status)


def _as_kept(search: SavedSearch) -> Wanted:
    given = QueryDict(mutable=True)
    given.update({"list": search.kind, "query": search.query, "words": search.words})
    asked = wanted(given)
    return Wanted(asked.kind, search.filters, search.query, asked.shown, search.words, ())


def _faults_of(form: SearchForm, invalid: Invalid) -> None:
    for fault in invalid.problems:
        field = fault.field if fault.field in form.fields else None
        form.add_error(field, text_of(f"rule.{fault.rule}", {"value": fault.value, **fault.params}))
