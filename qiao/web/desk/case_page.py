"""The page of a case, and its history."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qiao.catalogue.selectors.case_detail import CaseDetail, case_detail
from qiao.catalogue.selectors.editing import may_draft
from qiao.core.access import Role
from qiao.core.lifecycle import Offer
from qiao.foundation.next_steps import acting_next, onward, way_through
from qiao.foundation.wording import text_of
from qiao.web.access import signed_in
from qiao.web.acting import ActingRequest
from qiao.web.desk.exporting import csv_of
from qiao.web.desk.history_words import Told, told
from qiao.web.desk.kinds import KINDS, CaseKind, address_if_there
from qiao.web.desk.near_duplicates import near_of_case
from qiao.web.follows.button import follow_button
from qiao.web.pages import answers_outcomes, render_page

LATEST = 4
HISTORY_EXPORTERS = (Role.AUDITOR, Role.ZONE_OPERATOR, Role.SUPERVISOR)


@require_safe
@signed_in
@answers_outcomes
def case(request: ActingRequest, section: str, pk: int) -> HttpResponse:
    """One case: where it stands, what it says, what the actor can do, and what happened last."""
    kind = KINDS[section]
    detail = case_detail(kind.key, request.actor, pk, request.now)
    acts = told(detail.history, kind.object_type, kind.lifecycle.key)
    context = {
        "kind": kind,
        "detail": detail,
        "view": detail.view,
        "body": f"web/desk/_{kind.key}.html",
        "steps": steps_of(kind, detail.state),
        **in_order(kind, detail.state, detail.offers, detail.beside),
        "next_roles": [text_of(f"role.{role}") for role in acting_next(kind.model, detail.state)],
        "clock_action": kind.lifecycle.action(detail.clock.verb) if detail.clock else "",
        "acts": tuple(reversed(acts))[:LATEST],
        "acts_in_all": len(acts),
        "may_export": request.actor.role in HISTORY_EXPORTERS,
        "public_url": public_address(kind, detail),
        "matches_url": reverse("work-matches", args=[kind.key, pk]) if detail.view["code"] else "",
        "edit_url": address_if_there(f"{kind.key}-edit", pk) if detail.may_revise else "",
        "guide_url": address_if_there(f"{kind.key}-guide", pk) if detail.may_revise else "",
        "template_url": _template_address(request, kind, detail),
        "own_url": kind.address(pk),
        "near": near_of_case(request, detail),
        **follow_button(request.actor, kind.key, pk, detail.follow_id),
    }
    return render_page(request, "web/desk/case.html", context, section=f"work-{section}")


@require_safe
@signed_in
@answers_outcomes
def history(request: ActingRequest, section: str, pk: int) -> HttpResponse:
    """The whole history of a case in words, to read and to print."""
    kind = KINDS[section]
    detail = case_detail(kind.key, request.actor, pk, request.now)
    context = {
        "kind": kind,
        "title": detail.view["title"],
        "code": detail.view["code"],
        "state": detail.state,
        "acts": told(detail.history, kind.object_type, kind.lifecycle.key),
        "may_export": request.actor.role in HISTORY_EXPORTERS,
        "back": kind.address(pk),
    }
    return render_page(request, "web/desk/history.html", context, section=f"work-{section}")


@require_safe
@signed_in
@answers_outcomes
def history_csv(request: ActingRequest, section: str, pk: int) -> HttpResponseBase:
    """The history of a case as a table; for those who watch over it."""
    kind = KINDS[section]
    detail = case_detail(kind.key, request.actor, pk, request.now)
    return history_table(request, kind, told(detail.history, kind.object_type, kind.lifecycle.key), pk)


def history_table(request: ActingRequest, kind: CaseKind, acts: tuple[Told, ...], pk: int) -> HttpResponseBase:
    """A history as CSV. Raises PermissionDenied for roles that may read it but not take it with them."""
    if request.actor.role not in HISTORY_EXPORTERS:
        raise PermissionDenied("history")
    who = [_("Person"), _("Role"), _("Organisation"), _("Access token")]
    headings = [_("When"), _("Act"), *who, _("Reason"), _("Changes")]
    response = StreamingHttpResponse(list(csv_of(headings, _cells(acts))), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{kind.key}-{pk}-history.csv"'
    return response


def steps_of(kind: CaseKind, state: str) -> list[dict[str, Any]]:
    """The way of the case; what lies behind it and where it stands are marked."""
    key = kind.lifecycle.key
    way = way_through(kind.model, state)
    here = way.index(state)
    return [
        {"label": text_of(f"state.{key}.{each}"), "current": each == state, "past": number < here}
        for number, each in enumerate(way)
    ]


def _template_address(request: ActingRequest, kind: CaseKind, detail: CaseDetail) -> str:
    """Where a new record is begun from this one, for those who see it from the inside and may write new ones."""
    address = address_if_there(f"{kind.key}-new")
    is_own = detail.view["depth"] == "inside" and may_draft(request.actor, kind.key)
    return f"{address}?from={detail.view['id']}" if address and is_own else ""


def in_order(kind: CaseKind, state: str, offers: tuple[Offer, ...], beside: tuple[Offer, ...]) -> dict[str, Any]:
    """What carries the case onward first, then what sets it back, ends it or stands beside its way."""
    verbs = {step.verb for step in onward(kind.model, state)}
    return {
        "steps_on": [offer for offer in offers if offer.verb in verbs],
        "steps_aside": [offer for offer in offers if offer.verb not in verbs],
        "beside": beside,
    }


def public_address(kind: CaseKind, detail: CaseDetail) -> str:
    """The page that everybody sees, empty while there is none."""
    if not detail.view["code"] or str(kind.model.STAGES[detail.state]) != "open":
        return ""
    return address_if_there(kind.key, detail.view["code"]) if detail.view["disclosure"] != "targeted" else ""


def _cells(acts: tuple[Told, ...]) -> Iterator[list[str]]:
    for act in acts:
        changes = "；".join(f"{each.name}: {each.before or '–'} → {each.after or '–'}" for each in act.changes)
        when = localtime(act.at).strftime("%Y-%m-%d %H:%M:%S")
        yield [when, act.verb, act.actor, act.role, act.organisation, act.token, act.reason, changes]
