"""What somebody was told: a list, opening and putting back, and the settings."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.core.outcomes import Invalid, Problem
from qiao.foundation.wording import text_of
from qiao.parties.models import Holding
from qiao.parties.notice_kinds import KINDS, SEARCHES
from qiao.parties.notices import choose_ways, digest_hour, mark_all_read, mark_read, mark_unread
from qiao.parties.selectors.notices import NoticeView, notice_of, notices_page, settings_of
from qiao.web.access import own_address, signed_in
from qiao.web.acting import CHOSEN_HOLDING, ActingRequest
from qiao.web.notices.addresses import case_address
from qiao.web.pages import answers_outcomes, render_page
from qiao.web.reading_input import AddressValues

SECTION = "work-notices"


@require_safe
@signed_in
def notices(request: ActingRequest) -> HttpResponse:
    """The list, unread first, by kind and page."""
    given = AddressValues(request.GET.dict())
    kinds = {kind: text_of(f"notice_kind.{kind}") for kind in (*KINDS, SEARCHES)}
    kind = given.choice("kind", kinds)
    unread = given.choice("unread", {"1": _("Unread only")}) == "1"
    number = given.page()
    page = notices_page(_person(request), _holdings(request), kind=kind, unread_only=unread, page=number)
    status = 400 if given.faults else 200
    if number > page.pages:
        given.page_beyond(number, page.pages)
        status = 404
    context: dict[str, Any] = {
        "page": page,
        "rows": [(row, case_address(row)) for row in page.rows],
        "kinds": kinds.items(),
        "kind": kind,
        "unread_only": unread,
        "faults": given.faults,
        "asked": {"kind": kind, "unread": "1" if unread else ""},
        "holdings": {holding.pk: holding for holding in request.holdings} if len(request.holdings) > 1 else {},
        "here": request.get_full_path(),
    }
    template = "web/notices/_list.html" if _wants_part(request) else "web/notices/list.html"
    return render_page(request, template, context, section=SECTION, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@answers_outcomes
def notice(request: ActingRequest, notice_id: int) -> HttpResponseBase:
    """Go to the case. A POST (the button of the list) notes that it was read and takes on the role that is concerned.

    A link in a mail changes nothing: it leads to the case, or to the notice where another role is needed.
    """
    found = _found(request, notice_id)
    address = case_address(found)
    if request.method == "POST":
        mark_read(_person(request), notice_id, request.now)
        _take_on(request, found)
        return HttpResponseRedirect(address or reverse("notices"))
    if address and found.holding_id in (None, request.actor.holding_id):
        return HttpResponseRedirect(address)
    context = {"row": found, "address": address, "holding": _holding_of(request, found)}
    return render_page(request, "web/notices/one.html", context, section=SECTION)


@require_POST
@signed_in
@answers_outcomes
def read(request: ActingRequest, notice_id: int) -> HttpResponse:
    """Note that it was read, without leaving the list."""
    found = _found(request, notice_id)
    mark_read(_person(request), found.id, request.now)
    return _back(request)


@require_POST
@signed_in
@answers_outcomes
def unread(request: ActingRequest, notice_id: int) -> HttpResponse:
    """Put it back among the unread ones."""
    found = _found(request, notice_id)
    mark_unread(_person(request), found.id)
    return _back(request)


@require_POST
@signed_in
def read_all(request: ActingRequest) -> HttpResponse:
    """Note that everything was read."""
    mark_all_read(_person(request), request.now)
    messages.success(request, _("All notices are marked as read."))
    return _back(request)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def settings(request: ActingRequest) -> HttpResponse:
    """How each kind of notice is told."""
    refused: list[Any] = []
    if request.method == "POST":
        try:
            choose_ways(_person(request), {kind: request.POST.get(kind, "") for kind in KINDS}, request.now)
        except Invalid as invalid:
            refused = [_in_words(fault) for fault in invalid.problems]
        else:
            messages.success(request, _("Your choice is saved."))
            return HttpResponseRedirect(reverse("notice-settings"))
    context = {
        "kinds": settings_of(_person(request)),
        "refused": refused,
        "hour": digest_hour(request.actor.zone_code, request.now),
        "email": getattr(request.user.person, "email", "") if request.user.is_authenticated else "",
    }
    status = 422 if refused else 200
    return render_page(request, "web/notices/settings.html", context, section=SECTION, status=status)


def _in_words(fault: Problem) -> tuple[str, str]:
    return text_of(f"notice_kind.{fault.field}"), text_of(f"rule.{fault.rule}", {"value": fault.value, **fault.params})


def _person(request: ActingRequest) -> int:
    """The person who acts; `signed_in` lets nobody in without one."""
    if request.actor.person_id is None:
        raise ValueError("an actor without a person")
    return request.actor.person_id


def _holdings(request: ActingRequest) -> list[int]:
    return [holding.pk for holding in request.holdings]


def _found(request: ActingRequest, notice_id: int) -> NoticeView:
    return notice_of(_person(request), _holdings(request), notice_id)


def _holding_of(request: ActingRequest, found: NoticeView) -> Holding | None:
    return next((holding for holding in request.holdings if holding.pk == found.holding_id), None)


def _take_on(request: ActingRequest, found: NoticeView) -> None:
    holding = _holding_of(request, found)
    if holding is not None and holding.pk != request.actor.holding_id:
        request.session[CHOSEN_HOLDING] = holding.pk
        messages.info(request, _("You act as %(role)s now.") % {"role": text_of(f"role.{holding.role}")})


def _back(request: ActingRequest) -> HttpResponse:
    return HttpResponseRedirect(own_address(request, request.POST.get("next", ""), reverse("notices")))


def _wants_part(request: ActingRequest) -> bool:
    return bool(request.headers.get("HX-Request")) and not request.headers.get("HX-History-Restore-Request")
