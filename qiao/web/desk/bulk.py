"""One verb on several cases: first what would come of it, then each done for itself, and what came of each."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qiao.catalogue.selectors.case_verbs import Outlook, most_at_once, outlooks
from qiao.catalogue.selectors.cases import filtered_keys
from qiao.core.calendar import CHINA
from qiao.core.outcomes import Outcome
from qiao.foundation.wording import text_of
from qiao.web.access import signed_in
from qiao.web.acting import ActingRequest
from qiao.web.desk.asking import asked_of
from qiao.web.desk.kinds import KINDS, CaseKind
from qiao.web.desk.outcome_words import sentences
from qiao.web.desk.performing import Act, perform
from qiao.web.desk.verb_forms import Subject, VerbForm, form_for
from qiao.web.pages import answers_outcomes, render_page
from qiao.web.reading_input import AddressValues

_MOST_DIGITS = 18


@dataclass(frozen=True)
class Result:
    """What came of one case; ``fault`` is empty when it was done."""

    title: str
    code: str
    url: str
    fault: str


@dataclass(frozen=True)
class _Bulk:
    kind: CaseKind
    verb: str
    rows: tuple[Outlook, ...]
    most: int
    query: str

    @property
    def action(self) -> str:
        """The key of the verb."""
        return f"{self.kind.lifecycle.key}.{self.verb}"

    @property
    def needs_reason(self) -> bool:
        """Whether the lifecycle asks for a reason."""
        return any(step.verb == self.verb and step.needs_reason for step in self.kind.lifecycle.transitions)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@answers_outcomes
def bulk(request: ActingRequest, section: str) -> HttpResponse:
    """A preview of the verb on the rows that were ticked, or (confirmed) the acts with their results."""
    kind = KINDS[section]
    query = request.POST.get("query", "")[:2000]
    if request.method != "POST":
        return HttpResponseRedirect(kind.list_address)
    verb = request.POST.get("verb", "")
    action = f"{kind.lifecycle.key}.{verb}"
    if verb not in kind.verbs or not form_for(action).for_many:
        return _nothing(request, kind, query, _("Choose what is to be done with the cases that are ticked."))
    most = most_at_once(request.actor.zone_code, request.now.astimezone(CHINA).date())
    seen = _ticked(request, kind, query, most)
    rows = outlooks(kind.key, request.actor, list(seen), verb, request.now)
    if not rows:
        return _nothing(request, kind, query, _("No case is ticked. Tick at least one."))
    if len(seen) > most:
        message = _("%(number)s cases are ticked, at most %(most)s can be moved in one go. Untick some.")
        return _nothing(request, kind, query, message % {"number": len(seen), "most": most})
    asked = _Bulk(kind, verb, rows, most, query)
    subject = Subject(request.actor, request.now.astimezone(CHINA).date())
    confirmed = "confirmed" in request.POST
    form = form_for(action)(subject, request.POST if confirmed else None, needs_reason=asked.needs_reason)
    if not confirmed or not form.is_valid():
        return _preview(request, asked, form, 422 if confirmed else 200)
    return _results(request, asked, _done(request, asked, seen, form))


def _preview(request: ActingRequest, asked: _Bulk, form: VerbForm, status: int) -> HttpResponse:
    shown = [
        {"row": row, "why": text_of(row.hindrance) if row.hindrance else "", "url": asked.kind.address(row.id)}
        for row in asked.rows
    ]
    able = sum(1 for row in asked.rows if not row.hindrance)
    context = {
        **_about(asked),
        "form": form,
        "rows": shown,
        "able": able,
        "unable": len(shown) - able,
        "cut": "all" in request.POST and len(shown) >= asked.most,
        "most": asked.most,
    }
    return render_page(request, "web/desk/bulk.html", context, section=f"work-{asked.kind.section}", status=status)


def _done(request: ActingRequest, asked: _Bulk, seen: dict[int, int | None], form: VerbForm) -> list[Result]:
    results = []
    for row in asked.rows:
        version = seen[row.id]
        act = Act(asked.kind, row.id, asked.verb, row.version if version is None else version, form.arguments())
        fault = ""
        try:
            perform(act, request.actor, request.now)
        except Outcome as outcome:
            fault = " ".join(sentences(outcome, asked.kind.object_type))
        results.append(Result(row.title, row.code, asked.kind.address(row.id), fault))
    return results


def _results(request: ActingRequest, asked: _Bulk, results: list[Result]) -> HttpResponse:
    # Shown at once and not after a redirect: whoever loads it again only finds that every case has moved.
    context = {
        **_about(asked),
        "done": [result for result in results if not result.fault],
        "refused": [result for result in results if result.fault],
    }
    return render_page(request, "web/desk/bulk_done.html", context, section=f"work-{asked.kind.section}")


def _about(asked: _Bulk) -> dict[str, Any]:
    back = asked.kind.list_address
    return {
        "kind": asked.kind,
        "lifecycle": asked.kind.lifecycle.key,
        "verb_key": asked.verb,
        "verb": text_of(f"verb.{asked.action}"),
        "query": asked.query,
        "back": f"{back}?{asked.query}" if asked.query else back,
    }


def _nothing(request: ActingRequest, kind: CaseKind, query: str, why: str) -> HttpResponse:
    context = {"kind": kind, "why": why, "back": f"{kind.list_address}?{query}" if query else kind.list_address}
    return render_page(request, "web/desk/bulk_nothing.html", context, section=f"work-{kind.section}", status=422)


def _ticked(request: ActingRequest, kind: CaseKind, query: str, most: int) -> dict[int, int | None]:
    """Keys of the cases with the version that was shown of each; of a whole list the version is looked up."""
    if "all" in request.POST and "confirmed" not in request.POST:
        asked = asked_of(kind, AddressValues(QueryDict(query).dict()))
        return dict.fromkeys(filtered_keys(kind.key, request.actor, asked.filters, request.now, most))
    found: dict[int, int | None] = {}
    for value in request.POST.getlist("row"):
        key, _colon, version = value.partition(":")
        if _is_number(key):
            found[int(key)] = int(version) if _is_number(version) else None
    return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
