"""Doing one of the verbs of an introduction: a page that explains it, and the act itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qiao.core.calendar import CHINA
from qiao.core.outcomes import Invalid, Refused
from qiao.foundation.wording import text_of
from qiao.matching.actions.accept_for_demand import accept_for_demand
from qiao.matching.actions.accept_for_supply import accept_for_supply
from qiao.matching.actions.claim_outcome import claim_outcome
from qiao.matching.actions.confirm_outcome import confirm_outcome
from qiao.matching.actions.decline_for_demand import decline_for_demand
from qiao.matching.actions.decline_for_supply import decline_for_supply
from qiao.matching.actions.dispute_outcome import dispute_outcome
from qiao.matching.actions.retract_outcome import retract_outcome
from qiao.matching.actions.start_negotiation import start_negotiation
from qiao.matching.actions.withdraw_introduction import withdraw_introduction
from qiao.matching.lifecycles.introduction import INTRODUCTION, Side
from qiao.matching.selectors.introduction_pages import IntroductionSheet, introduction_sheet
from qiao.web.access import signed_in
from qiao.web.acting import ActingRequest
from qiao.web.introductions.forms import AcceptForm, ActForm, ClaimForm, DeclineForm, ReasonForm
from qiao.web.introductions.views import SECTION, sheet_context
from qiao.web.pages import answers_outcomes, render_page


@dataclass(frozen=True)
class Act:
    """A verb: its use case, its form, the side it answers for, what explains it, and whether it ends things."""

    call: Callable[..., Any]
    form: type[ActForm]
    explain: str
    side: Side | None = None
    grave: bool = False


ACTS: Mapping[str, Act] = {
    "accept_for_demand": Act(accept_for_demand, AcceptForm, "accept", Side.DEMAND),
    "accept_for_supply": Act(accept_for_supply, AcceptForm, "accept", Side.SUPPLY),
    "decline_for_demand": Act(decline_for_demand, DeclineForm, "decline", Side.DEMAND, grave=True),
    "decline_for_supply": Act(decline_for_supply, DeclineForm, "decline", Side.SUPPLY, grave=True),
    "withdraw": Act(withdraw_introduction, ReasonForm, "withdraw", grave=True),
    "start_negotiation": Act(start_negotiation, ActForm, "start_negotiation"),
    "claim_outcome": Act(claim_outcome, ClaimForm, "claim_outcome"),
    "retract_outcome": Act(retract_outcome, ReasonForm, "retract_outcome"),
    "confirm_outcome": Act(confirm_outcome, ActForm, "confirm_outcome"),
    "dispute_outcome": Act(dispute_outcome, ReasonForm, "dispute_outcome", grave=True),
}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@answers_outcomes
def act(request: ActingRequest, introduction_id: int, verb: str) -> HttpResponseBase:
    """Explain the verb and do it. Who may not know of the introduction gets 404, who may not act 403."""
    if verb not in ACTS:
        raise Http404(verb)
    sheet = introduction_sheet(request.actor, introduction_id, request.now)
    found = ACTS[verb]
    page = reverse("work-introduction", args=(introduction_id,))
    sent = request.POST if request.method == "POST" else None
    form = _form(request, found, sheet, sent)
    if sent is not None and form.is_valid():
        try:
            found.call(actor=request.actor, introduction_id=introduction_id, now=request.now, **form.arguments())
        except Refused as refused:
            return _told(request, page, refused.code, refused.params)
        except Invalid as invalid:
            form.take(invalid)
        else:
            messages.success(request, _("Done: %(what)s.") % {"what": text_of(f"verb.{INTRODUCTION.action(verb)}")})
            return HttpResponseRedirect(page)
    offer = next((offer for offer in sheet.offers if offer.verb == verb), None)
    if sent is None and (offer is None or offer.refusal):
        return _told(request, page, (offer and offer.refusal) or "not_in_this_state", {})
    context = {**sheet_context(sheet), "form": form, "act": found, "verb": verb, "action": INTRODUCTION.action(verb)}
    return render_page(
        request, "web/introductions/act.html", context, section=SECTION, status=400 if form.errors else 200
    )


def _form(request: ActingRequest, found: Act, sheet: IntroductionSheet, sent: Any) -> ActForm:
    further: dict[str, Any] = {}
    if issubclass(found.form, AcceptForm):
        further["passed_on"] = found.side not in sheet.present
    if issubclass(found.form, ClaimForm):
        further["today"] = request.now.astimezone(CHINA).date()
    return found.form(sent, initial={"version": sheet.version}, **further)


def _told(request: ActingRequest, page: str, code: str, params: Mapping[str, Any]) -> HttpResponseBase:
    messages.warning(request, _("Nothing was done. %(why)s") % {"why": text_of(f"refusal.{code}", params)})
    return HttpResponseRedirect(page)
