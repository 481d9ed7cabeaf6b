"""Saved searches of the person who acts: the list, the results with their reasons, small acts, the export."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from qiao.core.calendar import CHINA
from qiao.foundation.rules import rule_value
from qiao.foundation.wording import text_of
from qiao.matching.models import SavedSearch
from qiao.matching.notice_rules import UNDO_DAYS
from qiao.matching.searches.keeping import (
    delete_search,
    mark_seen,
    pause_search,
    restore_search,
    resume_search,
)
from qiao.matching.selectors.saved_searches import SearchRow, search_results, searches_of
from qiao.web.access import signed_in
from qiao.web.acting import ActingRequest
from qiao.web.listings.exporting import csv_of
from qiao.web.listings.kinds import BY_KEY
from qiao.web.pages import answers_outcomes, render_page
from qiao.web.reading_input import AddressValues

SECTION = "work-searches"


@require_safe
@signed_in
def searches(request: ActingRequest) -> HttpResponse:
    """The list, with what can still be restored."""
    rows = searches_of(request.actor)
    days = int(rule_value(UNDO_DAYS, request.actor.zone_code, request.now.astimezone(CHINA).date()))
    context = {
        "rows": [(row, BY_KEY[row.search.kind], _list_address(row.search)) for row in rows],
        "deleted": searches_of(request.actor, deleted=True),
        "days": days,
        "lists": BY_KEY.values(),
    }
    return render_page(request, "web/searches/list.html", context, section=SECTION)


@require_safe
@signed_in
@answers_outcomes
def results(request: ActingRequest, search_id: int) -> HttpResponse:
    """What the search finds now, each record with the reason, new ones marked."""
    given = AddressValues(request.GET.dict())
    number = given.page()
    found = search_results(request.actor, search_id, request.now, number)
    status = 400 if given.faults else 200
    if number > found.pages:
        given.page_beyond(number, found.pages)
        status = 404
    context: dict[str, Any] = {
        "found": found,
        "search": found.search,
        "kind": BY_KEY[found.search.kind],
        "list_address": _list_address(found.search),
        "faults": given.faults,
        "asked": {},
    }
    return render_page(request, "web/searches/results.html", context, section=SECTION, status=status)


@require_safe
@signed_in
def export(request: ActingRequest) -> StreamingHttpResponse:
    """The list of searches as CSV."""
    columns: tuple[tuple[str, Callable[[SearchRow], object]], ...] = (
        (_("Name"), lambda row: row.search.name),
        (_("List"), lambda row: str(BY_KEY[row.search.kind].title)),
        (_("Filters"), lambda row: row.search.query),
        (_("Text"), lambda row: row.search.words),
        (_("Frequency"), lambda row: text_of(f"search_frequency.{row.search.frequency}")),
        (_("Paused"), lambda row: _("Yes") if row.search.paused_at else _("No")),
        (_("Last run"), lambda row: localtime(row.search.last_run_at).strftime("%Y-%m-%d %H:%M")),
        (_("New results"), lambda row: row.new),
    )
    # At most as many as the rule allows, so that the lines are made here, in the language of the reader.
    lines = list(csv_of(columns, searches_of(request.actor)))
    response = StreamingHttpResponse(iter(lines), content_type="text/csv; charset=utf-8")
    day = request.now.astimezone(CHINA).date().isoformat()
    response["Content-Disposition"] = f'attachment; filename="searches-{day}.csv"'
    return response


_ACTS: dict[str, Callable[..., SavedSearch]] = {
    "pause": pause_search,
    "resume": resume_search,
    "seen": mark_seen,
    "delete": delete_search,
    "restore": restore_search,
}


@require_POST
@signed_in
@answers_outcomes
def act(request: ActingRequest, search_id: int, verb: str) -> HttpResponse:
    """Pause, resume, mark as seen, delete or restore."""
    search = _ACTS[verb](request.actor, search_id, request.now)
    said = {
        "pause": _("“%(name)s” is paused: it is not run and no mail is sent."),
        "resume": _("“%(name)s” runs again."),
        "seen": _("The results of “%(name)s” are marked as seen."),
        "delete": _("“%(name)s” was deleted. It can be restored below."),
        "restore": _("“%(name)s” is back and runs as before."),
    }
    messages.success(request, said[verb] % {"name": search.name})
    return HttpResponseRedirect(reverse("saved-searches"))


def _list_address(search: SavedSearch) -> str:
    """The list with these filters; "" for a free text, which stands in no address."""
    if search.words:
        return ""
    address = reverse(BY_KEY[search.kind].section)
    return f"{address}?{search.query}" if search.query else address
