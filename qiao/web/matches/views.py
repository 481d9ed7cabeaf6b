"""Matching of a text that somebody writes; nothing of it is kept."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qiao.core.access import PUBLIC
from qiao.foundation.clock import now
from qiao.matching.selectors.matches import FreeText, match_text
from qiao.web.front.selectors import zone_code
from qiao.web.labels import choices_of
from qiao.web.matches.presenting import ShownMatch, shown_match
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
        "matches": _matches(text, field, kind) if asked else [],
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


def _matches(text: str, field: str, kind: str) -> list[ShownMatch]:
    zone = zone_code()
    if not zone:
        return []
    found = match_text(PUBLIC, zone, FreeText(words=text, field=field), kind, now=now())
    return [shown_match(match) for match in found]
