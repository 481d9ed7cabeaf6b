"""What happens when a form is posted: saved, kept for later, given more rows, or brought back with its faults."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.timezone import localtime

from qiao.catalogue.contents import Draft, ListingContent
from qiao.catalogue.selectors.editing import changes_since, editable
from qiao.core.outcomes import Invalid, Refused
from qiao.foundation.form_drafts import forget_draft, save_draft, submit_once
from qiao.foundation.wording import text_of
from qiao.web.forms_desk import wording_texts as words
from qiao.web.forms_desk.beginnings import forget_beginning
from qiao.web.forms_desk.conflicts import clashes, merged
from qiao.web.forms_desk.desk_form import DeskForm
from qiao.web.forms_desk.party_form import own_draft
from qiao.web.forms_desk.visits import Shown, Typed, Visit, party_form, reason_form, show
from qiao.web.kept_input import forget_kept
from qiao.web.pages import render_page

DO = "do"
KEEP, SAVE, FIND, MORE, DISCARD = "keep", "save", "find", "more-", "discard"
SAVE_MERGED, EDIT_MERGED = "save-merged", "edit-merged"
_VERSION_DIGITS = 9


def submitted(visit: Visit, form_of: Callable[..., DeskForm]) -> HttpResponse:
    """The answer to a posted form. ``form_of`` makes the form out of typed values."""
    wanted = visit.request.POST.get(DO, SAVE)
    typed = visit.typed()
    if wanted == KEEP:
        return _kept(visit, typed, form_of)
    if wanted == FIND or wanted.startswith(MORE):
        form = form_of(typed, more=wanted.removeprefix(MORE))
        return show(visit, _plain(visit, form, typed, search=wanted == FIND))
    if visit.record is not None and wanted in (SAVE_MERGED, EDIT_MERGED):
        typed = merged(visit.kind.form, typed, visit.request.POST, visit.record.content)
        if wanted == EDIT_MERGED:
            return show(visit, _plain(visit, form_of(typed), typed))
    return _saved(visit, typed, form_of(typed, checked=True))


def opened_elsewhere(visit: Visit, form_of: Callable[..., DeskForm]) -> HttpResponse:
    """The form came back under another account or role: show it again, with a pass of its own, and save nothing."""
    typed = visit.typed()
    shown = _plain(visit, form_of(typed), typed)
    shown.notice, shown.notice_tone = str(words.OPENED_ELSEWHERE), "warning"
    return show(visit, shown, status=409)


def discarded(visit: Visit) -> HttpResponse:
    """Throw away a kept form, named by its token, and what an expired session had kept."""
    forget_draft(replace(visit.key, token=visit.request.POST.get("draft", "")))
    forget_kept(visit.request, visit.request.path)
    messages.info(visit.request, str(words.DISCARDED))
    return HttpResponseRedirect(visit.request.path)


def seen_version(visit: Visit) -> int:
    """The version that the person had before them, as the form brings it; the present one if it brings none."""
    text = visit.request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) <= _VERSION_DIGITS else visit.version


def _plain(visit: Visit, form: DeskForm, typed: Typed, *, search: bool = False, checked: bool = False) -> Shown:
    return Shown(
        form=form,
        version=seen_version(visit),
        party=party_form(visit, typed, checked=checked, search=search),
        reason=reason_form(visit, typed, checked=checked),
    )


def _kept(visit: Visit, typed: Typed, form_of: Callable[..., DeskForm]) -> HttpResponse:
    try:
        row = save_draft(visit.key, typed, visit.now, seen_version(visit))
    except Invalid as invalid:
        return _not_kept(visit, typed, form_of, str(words.TOO_MUCH_TO_KEEP) % dict(invalid.problems[0].params), 422)
    except Refused:
        forget_kept(visit.request, visit.request.path)
        return _not_kept(visit, typed, form_of, str(words.CLASSIFIED), 409)
    forget_kept(visit.request, visit.request.path)
    forget_beginning(visit.request)
    if _is_automatic(visit):
        return JsonResponse({"said": str(words.SAVED_AT) % {"time": localtime(row.saved_at).strftime("%H:%M")}})
    messages.success(visit.request, str(words.KEPT_FOR_LATER))
    return HttpResponseRedirect(f"{visit.request.path}?draft={visit.opened.token}")


def _not_kept(visit: Visit, typed: Typed, form_of: Callable[..., DeskForm], sentence: str, status: int) -> HttpResponse:
    if _is_automatic(visit):
        return JsonResponse({"said": sentence}, status=status)
    shown = _plain(visit, form_of(typed), typed)
    shown.notice, shown.notice_tone = sentence, "danger"
    return show(visit, shown, status=status)


def _is_automatic(visit: Visit) -> bool:
    return visit.request.headers.get("X-Requested-With") == "fetch"


def _saved(visit: Visit, typed: Typed, form: DeskForm) -> HttpResponse:
    content, shown = form.reading(), _plain(visit, form, typed, checked=True)
    draft = own_draft(visit.actor) if shown.party is None else shown.party.draft()
    reason_given = shown.reason is None or shown.reason.is_valid()
    if content is None or not reason_given or (visit.record is None and draft is None):
        return show(visit, shown, status=422)
    reason = shown.reason.cleaned_data["reason"] if shown.reason else ""
    act = _act(visit, content, draft, reason)
    try:
        receipt = submit_once(visit.key, typed, visit.now, act)
    except Invalid as invalid:
        _place(shown, invalid)
        return show(visit, shown, status=422)
    except Refused as refused:
        return _refused(visit, shown, typed, content, refused)
    if receipt.again and not receipt.same and visit.record is not None:
        # Back in the browser, changed and sent again: a change of its own, made for the version before.
        return _saved(visit.anew(), typed, form)
    if receipt.again and not receipt.same:
        shown.form = type(form)(typed, content=form.starting_content, names=form.wanted)
        shown.notice, shown.notice_tone = str(words.SAVED_AND_CHANGED), "warning"
        return show(visit.anew(), shown, status=409)
    forget_kept(visit.request, visit.request.path)
    forget_beginning(visit.request)
    said = words.ALREADY_SAVED if receipt.again else words.REVISED if visit.record else words.DRAFTED
    messages.success(visit.request, str(said) % {"title": content.title})
    return HttpResponseRedirect(_next_page(visit, receipt.made_id), status=303)


def _act(visit: Visit, content: ListingContent, draft: Draft | None, reason: str) -> Callable[[], int]:
    kind, shared = visit.kind, {"actor": visit.actor, "content": content, "now": visit.now}
    record, version = visit.record, seen_version(visit)

    def write() -> int:
        if record is None:
            return int(kind.draft(**shared, draft=draft).pk)
        wanted = {f"{kind.key}_id": record.record_id, "reason": reason, "seen_version": version}
        return int(kind.revise(**shared, **wanted).pk)

    return write


def _next_page(visit: Visit, record_id: int) -> str:
    """A new demand goes on to the questions that make it clearer, everything else to the page of the record."""
    if visit.kind.key == "demand" and visit.record is None:
        return visit.kind.guide_address(record_id)
    return visit.kind.address(record_id)


def _place(shown: Shown, invalid: Invalid) -> None:
    """Put the problems beside their fields; those of the organisation beside the choice of it."""
    beside = [problem for problem in invalid.problems if shown.party and problem.field in shown.party.fields]
    for problem in beside:
        if shown.party is not None:
            shown.party.add_error(problem.field, text_of(f"rule.{problem.rule}", problem.params))
    shown.form.take_problems(problem for problem in invalid.problems if problem not in beside)


def _refused(visit: Visit, shown: Shown, typed: Typed, content: ListingContent, refused: Refused) -> HttpResponse:
    if refused.code == "changed_meanwhile" and visit.record is not None:
        return _clash(visit, typed, content)
    if refused.code == "classified_material":
        forget_draft(visit.key)
        forget_kept(visit.request, visit.request.path)
        shown.notice = str(words.CLASSIFIED)
    else:
        shown.notice = text_of(f"refusal.{refused.code}", refused.params)
    shown.notice_tone = "danger"
    return show(visit, shown, status=409)


def _clash(visit: Visit, typed: Typed, content: ListingContent) -> HttpResponse:
    """The page with both values of each field; what I typed is kept as well, in case I leave it."""
    kind, record = visit.kind, visit.record
    if record is None:
        raise ValueError("a new record cannot have been changed by others")
    # The record is read again: it may have changed between the opening of this page and the attempt to write.
    record, seen = editable(visit.actor, kind.key, record.record_id), seen_version(visit)
    try:
        save_draft(visit.key, typed, visit.now, seen)
    except Invalid:
        pass
    except Refused:
        return show(visit, _classified(visit, typed), status=409)
    since = changes_since(kind.key, record.record_id, seen, record.version)
    context: dict[str, Any] = {
        "kind": kind,
        "record": record,
        "clashes": clashes(kind.form, content, record.content, since or None),
        "since": since,
        "typed": [(name, text) for name, texts in typed.items() for text in texts],
        "form_token": str(visit.opened),
    }
    page = "web/forms_desk/clash.html"
    return render_page(visit.request, page, context, section=f"work-{kind.section}", status=409)


def _classified(visit: Visit, typed: Mapping[str, Any]) -> Shown:
    shown = _plain(visit, visit.kind.form(typed), typed)
    shown.notice, shown.notice_tone = str(words.CLASSIFIED), "danger"
    return shown
