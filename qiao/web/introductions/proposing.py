"""Proposing an introduction out of a match or of two records."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qiao.core.access import Role
from qiao.core.outcomes import Denied, Invalid, Refused
from qiao.foundation.wording import text_of
from qiao.matching.access import PROPOSE, ZONE
from qiao.matching.actions.propose_introduction import Proposal, propose_introduction
from qiao.matching.proposals import Pair
from qiao.matching.selectors.proposal_pages import ProposalSheet, counterparts, proposal_sheet
from qiao.matching.selectors.records import KINDS
from qiao.web.access import signed_in
from qiao.web.acting import ActingRequest
from qiao.web.introductions.forms import ProposalForm
from qiao.web.introductions.views import SECTION
from qiao.web.pages import answers_outcomes, render_page

_MOST_DIGITS = 18


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@answers_outcomes
def propose(request: ActingRequest) -> HttpResponseBase:
    """Show both records and what will happen; a POST asks both sides."""
    keys = {name: _key(request.GET, name) for name in ("match", "demand", "scenario", "achievement")}
    lone = [name for name in KINDS if keys[name] is not None]
    if keys["match"] is None and len(lone) == 1:
        return _choosing(request, lone[0], keys[lone[0]] or 0)
    pair = None
    if keys["match"] is None:
        pair = Pair(keys["achievement"] or 0, demand_id=keys["demand"], scenario_id=keys["scenario"])
    form = ProposalForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        proposal = Proposal(pair, keys["match"], form.cleaned_data["note"])
        return _proposed(request, proposal)
    try:
        sheet = proposal_sheet(request.actor, pair, keys["match"], request.now)
    except Invalid as invalid:
        raise Http404("pair") from invalid
    return _page(request, sheet, form)


def _choosing(request: ActingRequest, kind: str, record_id: int) -> HttpResponseBase:
    """One record is named: a firm chooses its own for the other side, the zone looks at the matches."""
    if request.actor.role in ZONE:
        return HttpResponseRedirect(reverse("work-matches", args=(kind, record_id)))
    if request.actor.role is not Role.ORGANISATION_EDITOR:
        raise Denied("no_right", action=PROPOSE, role=str(request.actor.role))
    found = counterparts(request.actor, kind, record_id)
    context = {"found": found, "kind": kind, "new": "demand-new" if kind == "achievement" else "achievement-new"}
    return render_page(request, "web/introductions/choosing.html", context, section=SECTION)


def _proposed(request: ActingRequest, proposal: Proposal) -> HttpResponseBase:
    try:
        made = propose_introduction(actor=request.actor, proposal=proposal, now=request.now)
    except Refused as refused:
        messages.warning(request, _("Nothing was done. %(why)s") % {"why": _why(refused)})
        return HttpResponseRedirect(request.get_full_path())
    except Invalid as invalid:
        raise Http404("pair") from invalid
    messages.success(request, _("The introduction is proposed. The sides concerned are asked."))
    return HttpResponseRedirect(reverse("work-introduction", args=(made.pk,)))


def _page(request: ActingRequest, sheet: ProposalSheet, form: ProposalForm) -> HttpResponse:
    context = {
        "sheet": sheet,
        "form": form,
        "why_not": text_of(f"refusal.{sheet.refusal}") if sheet.refusal else "",
        "address": request.get_full_path(),
    }
    return render_page(
        request, "web/introductions/new.html", context, section=SECTION, status=400 if form.errors else 200
    )


def _why(refused: Refused) -> str:
    return text_of(f"refusal.{refused.code}", refused.params)


def _key(sent: Mapping[str, Any], name: str) -> int | None:
    text = str(sent.get(name, "")).strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise Http404(name)
    return int(text)
