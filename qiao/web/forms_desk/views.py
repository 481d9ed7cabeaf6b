"""Views of the desk: a new record, a change to one, the guided questions, and throwing kept text away."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from qiao.catalogue.selectors.editing import editable, may_draft
from qiao.core.outcomes import Denied, Missing, Refused
from qiao.foundation.form_drafts import load_draft
from qiao.foundation.models import FormDraft
from qiao.foundation.wording import text_of
from qiao.web.access import signed_in
from qiao.web.acting import ActingRequest
from qiao.web.form_passes import pass_of
from qiao.web.forms_desk import wording_texts as words
from qiao.web.forms_desk.beginnings import beginning
from qiao.web.forms_desk.desk_form import DeskForm
from qiao.web.forms_desk.guide import PREVIEW, previewed
from qiao.web.forms_desk.kinds import KINDS, DeskKind
from qiao.web.forms_desk.questions import guided_form
from qiao.web.forms_desk.submitting import DISCARD, DO, discarded, opened_elsewhere, submitted
from qiao.web.forms_desk.visits import (
    Shown,
    Visit,
    fresh_pass,
    party_form,
    reason_form,
    show,
    typed_values,
)
from qiao.web.kept_input import forget_kept, kept_values
from qiao.web.pages import answers_outcomes, render_page

Methods = require_http_methods(["GET", "HEAD", "POST"])
_KEY_DIGITS = 18


@signed_in
@Methods
@answers_outcomes
def new_record(request: ActingRequest, section: str) -> HttpResponse:
    """A new record: the empty form, one that was kept, or one started from another record (``?from=``)."""
    kind = KINDS[section]
    if not may_draft(request.actor, kind.key):
        raise Denied("no_right", action=f"catalogue.{kind.key}.draft", role=str(request.actor.role))

    def form_of(typed: Any, **how: Any) -> DeskForm:
        return kind.form(typed, **how)

    visit = Visit(request, kind, None, pass_of(request) or fresh_pass(request))
    if request.method == "POST":
        return _posted(visit, form_of)
    content, notice = beginning(request, kind)
    return _opened(visit, kind.form(content=content), form_of, notice)


@signed_in
@Methods
@answers_outcomes
def edit_record(request: ActingRequest, section: str, record_id: int) -> HttpResponse:
    """A change to a record that the actor may revise; what was typed is shown when that is over meanwhile."""
    kind = KINDS[section]
    try:
        record = editable(request.actor, kind.key, record_id)
    except Missing:
        raise
    except (Denied, Refused) as outcome:
        return _over(request, kind, outcome)

    def form_of(typed: Any, **how: Any) -> DeskForm:
        return kind.form(typed, content=record.content, **how)

    visit = Visit(request, kind, record, pass_of(request) or fresh_pass(request))
    if request.method == "POST":
        return _posted(visit, form_of)
    return _opened(visit, kind.form(content=record.content), form_of)


@signed_in
@Methods
@answers_outcomes
def guide_demand(request: ActingRequest, record_id: int) -> HttpResponse:
    """The open questions of a demand, answered on one page."""
    kind = KINDS["demands"]
    try:
        record = editable(request.actor, kind.key, record_id)
    except Missing:
        raise
    except (Denied, Refused) as outcome:
        return _over(request, kind, outcome)
    visit = Visit(request, kind, record, pass_of(request) or fresh_pass(request), guided=True)

    def form_of(typed: Any, **how: Any) -> DeskForm:
        return guided_form(record, typed, **how)

    if request.method == "POST" and request.POST.get(DO) == PREVIEW and pass_of(request):
        return previewed(visit, form_of)
    if request.method == "POST":
        return _posted(visit, form_of)
    return _opened(visit, guided_form(record, None), form_of)


def _posted(visit: Visit, form_of: Callable[..., DeskForm]) -> HttpResponse:
    if visit.request.POST.get(DO) == DISCARD:
        return discarded(visit)
    if pass_of(visit.request) is None:
        return opened_elsewhere(visit, form_of)
    return submitted(visit, form_of)


def _opened(visit: Visit, empty: DeskForm, form_of: Callable[..., DeskForm], notice: str = "") -> HttpResponse:
    """The form on a first look: as the record stands, with what was kept when that was asked for."""
    draft = _wanted_draft(visit)
    if draft is None and visit.request.GET.get("draft"):
        return HttpResponseRedirect(visit.request.path)
    kept = kept_values(visit.request, visit.request.path)
    if kept and kept.refusal:
        # Told once; there is nothing behind it.
        forget_kept(visit.request, visit.request.path)
    if kept and draft and kept.token != draft.token:
        kept = None
    if kept and draft and not kept.refusal and kept.at > draft.saved_at:
        # The same form, sent when the session had ended: what came last counts.
        draft = None
    typed = draft.values if draft else kept.values if kept and not kept.refusal else None
    if draft is not None or kept is not None:
        token = draft.token if draft else kept.token if kept else ""
        visit = Visit(visit.request, visit.kind, visit.record, fresh_pass(visit.request, token), visit.guided)
    shown = Shown(
        form=form_of(typed) if typed is not None else empty,
        version=_version_of(visit, draft, typed),
        notice="" if typed is not None else notice,
        party=party_form(visit, typed),
        reason=reason_form(visit, typed),
        kept=kept,
        continued=draft.saved_at if draft else None,
    )
    return show(visit, shown)


def _wanted_draft(visit: Visit) -> FormDraft | None:
    token = visit.request.GET.get("draft", "")
    if not token:
        return None
    asked = Visit(visit.request, visit.kind, visit.record, fresh_pass(visit.request, token), visit.guided)
    try:
        return load_draft(asked.key)
    except Missing:
        return None


def _version_of(visit: Visit, draft: FormDraft | None, typed: Any) -> int:
    """The version that the shown values were written for: what was typed for an older one stays of that one."""
    if draft is not None:
        return draft.version_seen
    given = next(iter((typed or {}).get("version", [])), "")
    return int(given) if given.isdecimal() and len(given) <= _KEY_DIGITS else visit.version


def _over(request: ActingRequest, kind: DeskKind, outcome: Denied | Refused) -> HttpResponse:
    """No form any more; who was in the middle of one gets back what was typed, to copy it."""
    if request.method != "POST" and isinstance(outcome, Denied):
        raise outcome
    typed = typed_values(request.POST, kind.form)
    closed = isinstance(outcome, Refused)
    labels = {name: str(field.label) for name, field in kind.form.base_fields.items()}
    context = {
        "kind": kind,
        "sentence": text_of(f"refusal.{outcome.code}") if closed else str(words.NOT_ALLOWED_ANY_MORE),
        "typed": [(labels.get(name, name), text) for name, texts in typed.items() for text in texts if text.strip()],
    }
    page = "web/forms_desk/over.html"
    return render_page(request, page, context, section=f"work-{kind.section}", status=409 if closed else 403)
