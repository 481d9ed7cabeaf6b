"""Merging two entries of an organisation: suspicion, preview, the merge, and taking it back."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qiao.core.outcomes import Missing
from qiao.foundation.wording import text_of
from qiao.parties.actions.merge_organisations import merge_organisations
from qiao.parties.actions.undo_organisation_merge import undo_organisation_merge
from qiao.parties.models import MergeKind
from qiao.parties.selectors.duplicates import duplicate_organisations
from qiao.parties.selectors.merges import merge_preview, merges_of_zone
from qiao.parties.selectors.register_entries import organisation_to_merge, organisations_named, organisations_to_merge
from qiao.parties.selectors.rights import may_merge_organisations
from qiao.web.access import signed_in
from qiao.web.acting import ActingRequest
from qiao.web.pages import answers_outcomes, render_page
from qiao.web.reading_input import AddressValues
from qiao.web.registers.asking import carried_out, done, form_page, today
from qiao.web.registers.forms import ReasonForm
from qiao.web.registers.organisations import SECTION, address_of

_TYPE = "parties.merge"


@require_safe
@signed_in
@answers_outcomes
def duplicates(request: ActingRequest) -> HttpResponse:
    """Entries that probably stand for the same organisation, and the merges there were."""
    if not may_merge_organisations(request.actor):
        raise Missing("no_such_object")
    zone = request.actor.zone_code
    context = {"pairs": duplicate_organisations(zone, today(request)), "merges": merges_of_zone(zone)[:50]}
    return render_page(request, "web/registers/duplicates.html", context, section=SECTION)


@require_safe
@signed_in
@answers_outcomes
def choose(request: ActingRequest, organisation_id: int) -> HttpResponse:
    """Look for the entry that is to be merged into this one."""
    kept = organisation_to_merge(request.actor, organisation_id)
    given = AddressValues(request.GET.dict())
    text = given.search("q") or kept.name[:4]
    found = [row for row in organisations_named(request.actor, text) if row.pk != kept.pk]
    context = {"kept": kept, "found": found, "asked": {"q": text}, "faults": given.faults}
    return render_page(request, "web/registers/choose_duplicate.html", context, section=SECTION)


@require_http_methods(["GET", "POST"])
@signed_in
@answers_outcomes
def merge(request: ActingRequest, kept_id: int, dropped_id: int) -> HttpResponse:
    """What the merge would do; with a reason, do it."""
    organisations_to_merge(request.actor, kept_id, dropped_id)
    form = ReasonForm(request.POST or None)

    def unite(values: Mapping[str, Any]) -> None:
        merge_organisations(
            actor=request.actor, kept_id=kept_id, dropped_id=dropped_id, reason=values["reason"], now=request.now
        )

    status = carried_out(form, unite, _TYPE) if request.method == "POST" else 200
    if not status:
        return done(request, _("The two entries have been merged."), address_of(kept_id))
    preview = merge_preview(MergeKind.ORGANISATION, kept_id, dropped_id)
    refusal = text_of(f"refusal.{preview.refusal}") if preview.refusal else ""
    context = {"form": form, "preview": preview, "refusal": refusal}
    return render_page(request, "web/registers/merge.html", context, section=SECTION, status=status)


@require_http_methods(["GET", "POST"])
@signed_in
@answers_outcomes
def undo(request: ActingRequest, merge_id: int) -> HttpResponse:
    """Take a merge back, as far as its rows still lie where it put them."""
    if not may_merge_organisations(request.actor):
        raise Missing("no_such_object")
    done_merge = merges_of_zone(request.actor.zone_code).filter(pk=merge_id, kind=MergeKind.ORGANISATION).first()
    if done_merge is None:
        raise Missing("no_such_object")
    form = ReasonForm(request.POST or None)

    def take_back(values: Mapping[str, Any]) -> None:
        undo_organisation_merge(actor=request.actor, merge_id=merge_id, reason=values["reason"], now=request.now)

    status = carried_out(form, take_back, _TYPE) if request.method == "POST" else 200
    if not status:
        return done(request, _("The merge has been taken back."), reverse("work-duplicates"))
    words = {
        "heading": _("Take the merge back"),
        "lead": _("What still lies where the merge put it goes back; the rest stays and is listed."),
        "button": _("Take back"),
        "back": reverse("work-duplicates"),
    }
    return form_page(request, form, words, section=SECTION, status=status)
