"""Matching of a text that somebody writes; nothing of it is kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qiao.core.access import PUBLIC
from qiao.core.calendar import CHINA
from qiao.foundation.clock import now
from qiao.matching.scoring import weights_in_force
from qiao.matching.selectors.matches import FreeText, match_text
from qiao.web.front.selectors import zone_code
from qiao.web.labels import choices_of
from qiao.web.matches.presenting import shown_match
from qiao.web.pages import InputFault, render_page
from qiao.web.reading_input import AddressValues

LONGEST_TEXT = 2000


@require_http_methods(["GET", "HEAD", "POST"])
def match(request: HttpRequest) -> HttpResponse:
    """A box for a text and, once there is one, what answers it. A posted text stands in no address and no log."""
    sent = request.POST if request.method == "POST" else request.GET
    given = AddressValues(sent.dict())
    wanted = {
        "achievement": _("Achievements"),
        "demand": _("Technology demands"),
        "scenario": _("Application scenarios"),
    }
    kind = given.choice("kind", wanted) or "achievement"
    field = given.choice("field", dict(choices_of("field")))
    text = _text(sent, given, required=request.method == "POST")
    asked = bool(text) and not given.faults
    context = {
        "text": text or sent.get("q", "")[:LONGEST_TEXT],
        "kind": kind,
        "field": field,
        "kinds": wanted.items(),
        "fields": choices_of("field"),
        "longest": LONGEST_TEXT,
        "faults": given.faults,
        "asked": asked,
        **(_answers(text, field, kind) if asked else {"matches": []}),
    }
    return render_page(request, "web/match.html", context, section="match", status=400 if given.faults else 200)


def _text(sent: QueryDict, given: AddressValues, *, required: bool) -> str:
    text = sent.get("q", "").replace("\r\n", "\n").strip()
    if required and not text:
        given.faults.append(InputFault("q", "", _("Write what you are looking for.")))
    if len(text) > LONGEST_TEXT:
        message = _("The text has %(length)s characters, %(most)s are taken. Shorten it to what matters.")
        given.faults.append(InputFault("q", text, message % {"length": len(text), "most": LONGEST_TEXT}))
        return ""
    if "\x00" in text:
        given.faults.append(InputFault("q", "", _("The text holds control characters. Type it again.")))
        return ""
    return text


def _answers(text: str, field: str, kind: str) -> dict[str, Any]:
    zone, moment = zone_code(), now()
    if not zone:
        return {"matches": []}
    found = match_text(PUBLIC, zone, FreeText(words=text, field=field), kind, now=moment)
    levels = weights_in_force(zone, moment.astimezone(CHINA).date())
    return {"matches": [shown_match(match) for match in found], "score_levels": levels}
