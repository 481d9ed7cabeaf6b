"""What the person who acts follows, and the two small acts. Both are plain forms and lead back where they came from."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from qiao.core.outcomes import Refused
from qiao.parties.actions.follow_case import follow_case
from qiao.parties.actions.unfollow_case import unfollow_case
from qiao.parties.following import shown_title, sight_of
from qiao.parties.selectors.follows import FollowedRow, followed_page
from qiao.web.access import own_address, signed_in
from qiao.web.acting import ActingRequest
from qiao.web.follows.kinds import BY_OBJECT, KINDS
from qiao.web.labels import reads_chinese
from qiao.web.pages import answers_outcomes, render_page
from qiao.web.reading_input import AddressValues

SECTION = "work-follows"


@require_safe
@signed_in
def follows(request: ActingRequest) -> HttpResponse:
    """The list, the latest first, by kind and page."""
    given = AddressValues(request.GET.dict())
    names = {key: str(kind.title) for key, kind in KINDS.items()}
    kind = given.choice("kind", names)
    number = given.page()
    object_type = KINDS[kind].object_type if kind else ""
    page = followed_page(request.actor, request.now, object_type=object_type, number=number)
    status = 400 if given.faults else 200
    if number > page.pages:
        given.page_beyond(number, page.pages)
        status = 404
    context: dict[str, Any] = {
        "page": page,
        "rows": [_line(row) for row in page.rows],
        "kinds": names.items(),
        "kind": kind,
        "asked": {"kind": kind},
        "faults": given.faults,
        "here": request.get_full_path(),
    }
    fragment = request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request")
    template = "web/follows/_list.html" if fragment else "web/follows/list.html"
    return render_page(request, template, context, section=SECTION, status=status)


@require_POST
@signed_in
@answers_outcomes
def follow(request: ActingRequest, kind: str, pk: str) -> HttpResponse:
    """Follow the case; pressing twice is the same as once. A case that does not exist for the actor is no page."""
    object_type, key = KINDS[kind].object_type, int(pk)
    if sight_of(request.actor, object_type, key, request.now) is None:
        raise Http404("case")
    follow_case(actor=request.actor, object_type=object_type, object_id=key, now=request.now)
    messages.success(request, _("You follow this case now. You are told when its state changes or it is revised."))
    return _back(request)


@require_POST
@signed_in
@answers_outcomes
def unfollow(request: ActingRequest, follow_id: int) -> HttpResponse:
    """Follow the case no longer."""
    try:
        unfollow_case(actor=request.actor, follow_id=follow_id, now=request.now)
    except Refused:
        messages.info(request, _("You do not follow this case any more."))
    else:
        messages.success(request, _("You follow this case no longer."))
    return _back(request)


def _line(row: FollowedRow) -> dict[str, Any]:
    kind = BY_OBJECT.get(row.object_type)
    sight = row.sight
    return {
        "row": row,
        "sight": sight,
        "title": shown_title(sight.title, reads_chinese()) if sight else "",
        "kind": kind.title if kind else "",
        "url": reverse(kind.page, args=[row.object_id]) if kind and sight else "",
    }


def _back(request: ActingRequest) -> HttpResponse:
    return HttpResponseRedirect(own_address(request, request.POST.get("next", ""), reverse("follows")))
