"""The list of introductions and the page of one."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from qiao.core.access import Role
from qiao.matching.lifecycles.introduction import Side
from qiao.matching.selectors.introduction_lists import every_introduction, introduction_list
from qiao.matching.selectors.introduction_pages import IntroductionSheet, introduction_sheet
from qiao.web.access import signed_in
from qiao.web.acting import ActingRequest
from qiao.web.follows.button import follow_button
from qiao.web.introductions.asking import list_asked, side_choices, state_choices
from qiao.web.introductions.exporting import csv_lines
from qiao.web.pages import answers_outcomes, render_page

SECTION = "work-introductions"


@require_safe
@signed_in
def introductions(request: ActingRequest) -> HttpResponse:
    """One page of the list: what waits for the actor first. Faulty input gives a message in place of the rows."""
    asked = list_asked(request.GET.dict(), request.actor)
    found = None
    status = 400 if asked.faults else 200
    if not asked.faults:
        found = introduction_list(request.actor, asked.filters, asked.page)
        if asked.page > found.pages:
            asked.address.page_beyond(asked.page, found.pages)
            found, status = None, 404
    context = {
        "found": found,
        "asked": asked.values,
        "filtered": any(asked.values.values()),
        "faults": asked.faults,
        "states": state_choices().items(),
        "sides": side_choices().items() if request.actor.role is Role.ORGANISATION_EDITOR else (),
    }
    # Going back, HTMX asks anew and wants the whole page.
    part = bool(request.headers.get("HX-Request")) and not request.headers.get("HX-History-Restore-Request")
    template = "web/introductions/_list.html" if part else "web/introductions/list.html"
    # A fragment is put into the page with any message in it, which HTMX does for successful answers only.
    response = render_page(request, template, context, section=SECTION, status=200 if part else status)
    patch_vary_headers(response, ("HX-Request",))
    return response


@require_safe
@signed_in
def export(request: ActingRequest) -> HttpResponseBase:
    """The whole filtered list as CSV, as the actor may see it."""
    asked = list_asked(request.GET.dict(), request.actor)
    if asked.faults:
        return introductions(request)
    lines = csv_lines(every_introduction(request.actor, asked.filters))
    language = get_language() or ""
    response = StreamingHttpResponse(_in_language(lines, language), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="introductions-{localdate().isoformat()}.csv"'
    return response


@require_safe
@signed_in
@answers_outcomes
def introduction(request: ActingRequest, introduction_id: int) -> HttpResponse:
    """Both records at the depth of the viewer, what the other side sees, the course, and what can be done."""
    sheet = introduction_sheet(request.actor, introduction_id, request.now)
    context = {**sheet_context(sheet), **follow_button(request.actor, "introduction", introduction_id, sheet.follow_id)}
    return render_page(request, "web/introductions/detail.html", context, section=SECTION)


def sheet_context(sheet: IntroductionSheet) -> dict[str, Any]:
    """What the templates of one introduction need."""
    return {
        "sheet": sheet,
        "columns": [
            {
                "side": str(side),
                "own": sheet.side is side,
                "view": sheet.views[side],
                "accepted_at": sheet.accepted_at[side],
                "waiting": side in sheet.waiting,
                "present": side in sheet.present,
                # What the other side sees of this record now.
                "shown": sheet.shown_to[side.other],
                "other_present": side.other in sheet.present,
            }
            for side in Side
        ],
    }


def _in_language(lines: Iterator[bytes], language: str) -> Iterator[bytes]:
    # The lines are made while the answer is sent, when the language of the request is no longer active.
    while True:
        with translation.override(language):
            line = next(lines, None)
        if line is None:
            return
        yield line
