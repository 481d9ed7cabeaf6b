"""One visit to a form: who opened it, on which record, with what typed values; and the page that shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.http.request import QueryDict

from qiao.catalogue.selectors.editing import Editable
from qiao.core.access import Actor
from qiao.foundation.form_drafts import FormKey, open_drafts
from qiao.foundation.models import FormDraft
from qiao.web.acting import ActingRequest
from qiao.web.form_passes import FormPass, new_pass
from qiao.web.forms_desk.choices import industries
from qiao.web.forms_desk.desk_form import DeskForm, Fault
from qiao.web.forms_desk.kinds import DeskKind
from qiao.web.forms_desk.party_form import PartyForm, ReasonForm, own_draft
from qiao.web.forms_desk.questions import guide_context
from qiao.web.forms_desk.shared_fields import INDUSTRY_LIST
from qiao.web.kept_input import Kept
from qiao.web.pages import render_page

Typed = Mapping[str, Sequence[str]]
PAGE = "web/forms_desk/form.html"
_BESIDES = ("organisation_name", "organisation_id", "reason", "asked")


@dataclass(frozen=True)
class Visit:
    """A request to the form of a kind; ``record`` is None for a new one. ``guided`` is the form of the questions."""

    request: ActingRequest
    kind: DeskKind
    record: Editable | None
    opened: FormPass
    guided: bool = False

    @property
    def actor(self) -> Actor:
        """Who fills the form in."""
        return self.request.actor

    @property
    def now(self) -> datetime:
        """The instant of the request."""
        return self.request.now

    @property
    def key(self) -> FormKey:
        """Under which the typed values are kept."""
        return FormKey(
            person_id=self.actor.person_id or 0,
            holding_id=self.actor.holding_id or 0,
            form=f"{self.kind.key}.guide" if self.guided else self.kind.key,
            object_id=self.record.record_id if self.record else 0,
            token=self.opened.token,
        )

    @property
    def version(self) -> int:
        """The version of the record now; 0 for a new one."""
        return self.record.version if self.record else 0

    def anew(self) -> "Visit":
        """The same visit with a form of its own."""
        return replace(self, opened=fresh_pass(self.request))

    def typed(self) -> dict[str, list[str]]:
        """The posted values of the form, and nothing else that was posted."""
        return typed_values(self.request.POST, self.kind.form)


@dataclass
class Shown:
    """What the page shows besides the form: notices, how it stands, and what was kept earlier."""

    form: DeskForm
    version: int
    party: PartyForm | None = None
    reason: ReasonForm | None = None
    notice: str = ""
    notice_tone: str = "info"
    kept: Kept | None = None
    continued: datetime | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


def fresh_pass(request: ActingRequest, token: str = "") -> FormPass:
    """A pass for the person who asks."""
    return new_pass(request.user.pk or 0, request.actor.holding_id or 0, token)


def typed_values(posted: QueryDict, form: type[DeskForm]) -> dict[str, list[str]]:
    """The posted values that belong to the form."""
    rows = tuple(f"{row.NAME}-" for row in form.ROWS)
    names = {*form.base_fields, *_BESIDES}
    return {name: posted.getlist(name) for name in posted if name in names or name.startswith(rows)}


def party_form(visit: Visit, typed: Typed | None, *, checked: bool = False, search: bool = False) -> PartyForm | None:
    """The choice of the organisation, for those who write for others and only when the record is new."""
    if visit.record is not None or own_draft(visit.actor) is not None:
        return None
    return PartyForm(typed, visit.actor, checked=checked, search=search)


def reason_form(visit: Visit, typed: Typed | None, *, checked: bool = False) -> ReasonForm | None:
    """The question why, once the record is no draft any more."""
    if visit.record is None or not visit.record.needs_reason:
        return None
    texts = {"reason": next(iter((typed or {}).get("reason", ())), "")}
    return ReasonForm(texts if checked else None, initial=texts, use_required_attribute=False)


def show(visit: Visit, shown: Shown, *, status: int = 200) -> HttpResponse:
    """The form as a page."""
    faults = shown.form.faults()
    waiting = [draft for draft in open_drafts(visit.key) if draft.token != visit.opened.token]
    record = visit.record
    context: dict[str, Any] = {
        "kind": visit.kind,
        "record": record,
        "heading": visit.kind.edit_heading if record else visit.kind.new_heading,
        "form": shown.form,
        "sections": shown.form.shown_sections(),
        "faults": [*faults, *_faults_beside(shown)],
        "party": shown.party,
        "reason": shown.reason,
        "own_name": visit.actor.organisation_name,
        "form_token": str(visit.opened),
        "version": shown.version,
        "notice": shown.notice,
        "notice_tone": shown.notice_tone,
        "kept": shown.kept,
        "continued": shown.continued,
        "waiting": [_waiting(draft) for draft in waiting],
        "industry_list": INDUSTRY_LIST,
        "industries": industries(),
        "edit_address": visit.kind.edit_address(record.record_id) if record else "",
        "back": visit.kind.address(record.record_id) if record else visit.kind.list_address(),
        **(guide_context(record, shown.form) if record and visit.guided else {}),
        **shown.more,
    }
    template = "web/forms_desk/guide.html" if visit.guided else PAGE
    return render_page(visit.request, template, context, section=f"work-{visit.kind.section}", status=status)


def _faults_beside(shown: Shown) -> list[Fault]:
    found: list[Fault] = []
    for form in (shown.party, shown.reason):
        if form is not None and form.is_bound:
            found += [
                Fault(bound.auto_id, str(bound.label), str(message)) for bound in form for message in bound.errors
            ]
    return found


def _waiting(draft: FormDraft) -> dict[str, Any]:
    title = next(iter(draft.values.get("title", [])), "")
    return {"token": draft.token, "saved_at": draft.saved_at, "title": str(title).strip()[:80]}
