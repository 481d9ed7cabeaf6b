"""Matching of a text that somebody writes; nothing of it is kept unless its writer asks for a draft."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qiao.core.access import Role
from qiao.core.calendar import CHINA
from qiao.core.clarity_of_texts import facts_of_text
from qiao.foundation.rules import rule_values
from qiao.matching.rules import FREE_TEXTS
from qiao.matching.scoring import THRESHOLDS, weights_of
from qiao.web.access import signed_in
from qiao.web.acting import ActingRequest
from qiao.web.labels import choices_of
from qiao.web.matches.asking import LONGEST_ANSWER, LONGEST_TEXT, Asked, asked_in, wanted_kinds
from qiao.web.matches.guiding import answer_to
from qiao.web.matches.rate import too_many
from qiao.web.pages import InputFault, page_context
from qiao.web.searches.offering import offers_saving

DRAFTERS = (Role.ORGANISATION_EDITOR, Role.ZONE_OPERATOR, Role.TECHNOLOGY_MANAGER)
KEPT_TEXT = "match_text"
"""Where the session keeps a text that its writer turns into a draft, until the form has taken it over."""


@require_http_methods(["GET", "HEAD", "POST"])
def match(request: ActingRequest) -> HttpResponse:
    """A box for a text and, once there is one, what answers it. A posted text stands in no address and no log."""
    sent = request.POST if request.method == "POST" else request.GET
    asked = asked_in(sent.dict(), required=request.method == "POST")
    frame = page_context(request, "match")
    zone = frame["zone"].code if frame["zone"] else ""
    status = 400 if asked.faults else 200
    rules: dict[str, Any] = {}
    if asked.usable and zone:
        rules = rule_values((FREE_TEXTS, *THRESHOLDS), zone, request.now.astimezone(CHINA).date())
        if too_many(request, rules[FREE_TEXTS], request.now):
            asked.faults.append(InputFault("q", "", _too_often(rules[FREE_TEXTS])))
            status = 429
    context = {
        **frame,
        "asked": asked,
        "kinds": wanted_kinds().items(),
        "fields": choices_of("field"),
        "longest": LONGEST_TEXT,
        "longest_answer": LONGEST_ANSWER,
        "faults": asked.faults,
        "may_save": offers_saving(request.actor),
        "may_draft": request.actor.role in DRAFTERS,
        "answer": answer_to(asked, zone, weights_of(rules)) if asked.usable and rules else None,
    }
    return render(request, "web/match.html", context, status=status)


@require_POST
@signed_in
def to_draft(request: ActingRequest) -> HttpResponseBase:
    """Keep the text for the form of a new demand, because its writer asked for it."""
    asked = asked_in(request.POST.dict(), required=True)
    if asked.faults or request.actor.role not in DRAFTERS:
        return match(request)
    request.session[KEPT_TEXT] = _prefilled(asked)
    return HttpResponseRedirect(f"{reverse('demand-new')}?from=match")


def _prefilled(asked: Asked) -> dict[str, Any]:
    """What the form of a demand can take over: title, content, field, and the figures found in the text."""
    facts = facts_of_text(asked.text, asked.field)
    rows = [
        {"name": one.name, "current": one.current, "target": one.target, "unit": one.unit} for one in facts.indicators
    ]
    return {"title": facts.title, "content": asked.text, "field": asked.field, "indicators": rows}


def _too_often(limit: int) -> str:
    message = _("From one address %(most)s texts an hour are matched. Wait until the next full hour.")
    return message % {"most": limit}
