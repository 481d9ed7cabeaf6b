"""The confirmation of a verb on a case: what will happen, what it needs, and the act itself. Works without scripts."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.forms import MultipleChoiceField
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qiao.catalogue.lifecycles.facts import Stage
from qiao.catalogue.selectors.case_detail import CaseDetail, case_detail
from qiao.core.calendar import CHINA
from qiao.core.lifecycle import Offer
from qiao.core.outcomes import Denied, Outcome, Refused
from qiao.foundation.form_drafts import Receipt, receipt_of
from qiao.foundation.versions import acts_since
from qiao.foundation.wording import text_of
from qiao.web.access import signed_in
from qiao.web.acting import ActingRequest
from qiao.web.desk.history_words import told
from qiao.web.desk.kinds import EDITIONS, KINDS, CaseKind
from qiao.web.desk.near_duplicates import near_on_submission, near_panel
from qiao.web.desk.outcome_words import put_into_form, status_of
from qiao.web.desk.performing import Act, Sent, perform_once
from qiao.web.desk.verb_forms import Subject, VerbForm, form_for
from qiao.web.form_passes import FIELD, new_pass, pass_of
from qiao.web.kept_input import forget_kept, kept_values
from qiao.web.pages import answers_outcomes, render_page


@dataclass(frozen=True)
class Confirmation:
    """One verb on one case: the kind, the key, the version shown, the title, and the offer as it stands."""

    kind: CaseKind
    pk: int
    version: int
    title: str
    state: str
    offer: Offer

    @property
    def action(self) -> str:
        """The key of the act."""
        return self.offer.action

    @property
    def target(self) -> str:
        """The state afterwards, empty for acts that are no verb of the lifecycle."""
        step = self.kind.lifecycle.transition(self.state, self.offer.verb) if self._in_table else None
        return "" if step is None or step.target == self.state else str(step.target)

    @property
    def cannot_be_undone(self) -> bool:
        """Whether no verb leads out of the state afterwards."""
        return bool(self.target) and self.target in self.kind.lifecycle.final_states

    @property
    def publishes(self) -> bool:
        """Whether everybody can read the case afterwards, and could not before."""
        stages = getattr(self.kind.model, "STAGES", {})
        if not self.target or not stages:
            return self.offer.verb == "issue"
        return stages[self.target] is Stage.OPEN and stages[self.state] is not Stage.OPEN

    @property
    def is_public_already(self) -> bool:
        """Whether the step withdraws what the public can read under its number, reason included."""
        return self.kind is EDITIONS and self.offer.verb == "withdraw"

    @property
    def _in_table(self) -> bool:
        return self.offer.verb in self.kind.lifecycle.verbs


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@answers_outcomes
def verb(request: ActingRequest, section: str, pk: int | str, verb: str) -> HttpResponse:
    """Ask for what the verb needs (GET), or do it (POST)."""
    kind, key = KINDS[section], int(pk)
    detail = case_detail(kind.key, request.actor, key, request.now)
    offer = _offer(request, kind, detail, verb)
    shown = Confirmation(kind, key, detail.version, detail.view["title"], detail.state, offer)
    near = near_on_submission(request, verb, detail)
    needs = Subject(request.actor, request.now.astimezone(CHINA).date(), detail, _search(request), near)
    return confirmed(request, shown, lambda data: _form(needs, shown, data))


def confirmed(request: ActingRequest, shown: Confirmation, form_of: Callable[[Any], VerbForm]) -> HttpResponse:
    """The confirmation page, or the act and then the case again; whatever went wrong comes back on the page."""
    if request.method != "POST":
        form = form_of(None)
        return confirmation_page(request, shown, form, is_kept=_typed_before(request, form))
    form = form_of(request.POST)
    seen, sent = seen_version(request), _sent(request)
    if seen != shown.version:
        receipt = receipt_of(sent.key(shown.action, shown.pk, request.actor), sent.values) if sent.token else None
        return _answered(request, shown, receipt) if receipt else moved_meanwhile(request, shown, seen)
    if not form.is_valid():
        return confirmation_page(request, shown, form, 422)
    act = Act(shown.kind, shown.pk, shown.offer.verb, seen, form.arguments())
    try:
        receipt = perform_once(act, sent, request.actor, request.now)
    except Outcome as outcome:
        if isinstance(outcome, Refused) and outcome.code == "changed_meanwhile":
            return moved_meanwhile(request, shown, seen)
        put_into_form(form, outcome, shown.kind.object_type, form.names)
        return confirmation_page(request, shown, form, status_of(outcome))
    return _answered(request, shown, receipt)


def _answered(request: ActingRequest, shown: Confirmation, receipt: Receipt) -> HttpResponse:
    """Back to the case; whoever sent the form twice is told so, and sees what the first time has done."""
    if not receipt.same:
        return moved_meanwhile(request, shown, seen_version(request))
    forget_kept(request, request.path)
    done = _("“%(verb)s” is done: %(title)s")
    again = _("“%(verb)s” had been done already when the form came a second time: %(title)s")
    words = {"verb": text_of(f"verb.{shown.action}"), "title": shown.title}
    messages.success(request, (again if receipt.again else done) % words)
    return HttpResponseRedirect(shown.kind.address(shown.pk))


def _sent(request: ActingRequest) -> Sent:
    """What the browser sent: the same form sent twice says the same."""
    opened, marks = pass_of(request), {FIELD, "csrfmiddlewaretoken"}
    values = {name: texts for name, texts in request.POST.lists() if name not in marks}
    return Sent(opened.token if opened else "", values)


def confirmation_page(
    request: ActingRequest, shown: Confirmation, form: VerbForm, status: int = 200, *, is_kept: bool = False
) -> HttpResponse:
    """What the verb does, and what it needs; ``is_kept`` when the values were typed before the session had ended."""
    opened = new_pass(request.user.pk or 0, request.actor.holding_id or 0)
    context = {
        "shown": shown,
        "kind": shown.kind,
        "form": form,
        "search": form.subject.search,
        "verb": text_of(f"verb.{shown.action}"),
        "refusal": text_of(f"refusal.{shown.offer.refusal}") if shown.offer.refusal else "",
        "back": shown.kind.address(shown.pk),
        "is_kept": is_kept,
        "near": near_panel(form.subject.near),
        "pass_name": FIELD,
        "pass_value": str(opened),
    }
    return render_page(request, "web/desk/verb.html", context, section=f"work-{shown.kind.section}", status=status)


def moved_meanwhile(request: ActingRequest, shown: Confirmation, seen: int) -> HttpResponse:
    """What others have done since the page was opened; nothing was done now (409)."""
    kind = shown.kind
    # Read again: it may have moved between the opening of this page and the attempt to write.
    shown = replace(shown, **kind.model._default_manager.values("version", "state").get(pk=shown.pk))
    rows = acts_since(kind.object_type, shown.pk, seen, shown.version)
    context = {
        "shown": shown,
        "kind": kind,
        "verb": text_of(f"verb.{shown.action}"),
        "acts": told(rows, kind.object_type, kind.lifecycle.key),
        "back": kind.address(shown.pk),
        "typed": [request.POST[name] for name in ("reason", "diagnosis", "note") if request.POST.get(name)],
    }
    return render_page(request, "web/desk/moved.html", context, section=f"work-{kind.section}", status=409)


def _typed_before(request: ActingRequest, form: VerbForm) -> bool:
    """Put in what was kept of this form, its version too, so that a case that has moved since is noticed."""
    kept = kept_values(request, request.path)
    if kept is None or not kept.values:
        return False
    for name, field in form.fields.items():
        texts = kept.values.get(name, [])
        if texts:
            form.initial[name] = texts if isinstance(field, MultipleChoiceField) else texts[-1]
    return True


def _offer(request: ActingRequest, kind: CaseKind, detail: CaseDetail, verb: str) -> Offer:
    for offer in (*detail.offers, *detail.beside):
        if offer.verb == verb:
            return offer
    action = f"{kind.lifecycle.key}.{verb}"
    if request.method == "POST" and verb in kind.lifecycle.verbs and seen_version(request) != detail.version:
        # The state that the verb belonged to may be gone since the page was opened: that is told, not hidden.
        return Offer(verb, action, "not_in_this_state", needs_reason=False)
    if verb in kind.lifecycle.verbs and kind.lifecycle.transition(detail.state, verb) is None:
        raise Http404("verb")
    raise Denied("no_right", action=action, role=str(request.actor.role))


def _form(needs: Subject, shown: Confirmation, data: Any) -> VerbForm:
    form = form_for(shown.action)(needs, data, needs_reason=shown.offer.needs_reason)
    form.initial["version"] = shown.version
    form.initial["q"] = needs.search
    return form


def seen_version(request: ActingRequest) -> int:
    """The version that the form was made from, -1 when it brings none."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else -1


def _search(request: ActingRequest) -> str:
    given = request.POST if request.method == "POST" else request.GET
    return " ".join(given.get("q", "")[:100].split())
