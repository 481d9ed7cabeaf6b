"""`qiao organisation`: the register, its duplicates, merging them and taking a merge back."""

from collections.abc import Mapping
from dataclasses import asdict

import click
from django.utils.translation import gettext as _

from qiao.console.explaining import object_name
from qiao.console.naming import organisation_key
from qiao.console.options import json_option, page_option, reason_option, yes_option
from qiao.console.output import as_json, say, say_page, table, yes_or_no
from qiao.console.session import acting, today
from qiao.core.access import Actor
from qiao.core.outcomes import Missing, Refused
from qiao.foundation.registry import POLICY
from qiao.foundation.wording import has_text, text_of
from qiao.parties.access import ZoneFacts
from qiao.parties.actions.merge_organisations import ACTION as MERGE
from qiao.parties.actions.merge_organisations import merge_organisations
from qiao.parties.actions.undo_organisation_merge import ACTION as UNDO
from qiao.parties.actions.undo_organisation_merge import undo_organisation_merge
from qiao.parties.models import Merge, MergeKind
from qiao.parties.selectors.duplicates import duplicate_organisations
from qiao.parties.selectors.merges import ColumnValues, MergePreview, merge_preview, merges_of_zone
from qiao.parties.selectors.organisations import OrganisationFilters, organisations_page


@click.group()
def organisation() -> None:
    """The register of organisations and its duplicates."""


@organisation.command("list")
@click.argument("text", default="")
@page_option
@json_option
def list_organisations(text: str, page: int, json_output: bool) -> None:
    """The organisations of the zone by name, all or those with TEXT in name or credit code."""
    actor, _at = acting()
    found = organisations_page(actor, OrganisationFilters(text=text), page)
    rows = [{"id": o.pk, "name": o.name, "kind": o.kind, "credit_code": o.credit_code} for o in found.rows]
    if json_output:
        as_json({"total": found.total, "page": found.number, "rows": rows})
        return
    table(
        _("Organisations"), [_("No."), _("Name"), _("Credit code")], [(o.pk, o.name, o.credit_code) for o in found.rows]
    )
    say_page(found.number, found.last_number, found.total)


@organisation.command()
@json_option
def duplicates(json_output: bool) -> None:
    """Pairs that probably stand for one organisation; look at them, nothing is merged by itself."""
    actor, at = acting()
    POLICY.require(actor, MERGE, ZoneFacts(actor.zone_code))
    pairs = duplicate_organisations(actor.zone_code, today(at))
    if json_output:
        as_json([asdict(pair) for pair in pairs])
        return
    table(
        _("Suspected duplicates"),
        [_("No."), _("Name"), _("No."), _("Name"), _("Why")],
        [
            (
                *(pair.first, pair.first_name, pair.second, pair.second_name),
                "；".join(text_of(f"duplicate.{reason}") for reason in pair.reasons),
            )
            for pair in pairs
        ],
    )


@organisation.command()
@click.argument("kept")
@click.argument("dropped")
@reason_option
@click.option("--preview", is_flag=True, help="Show what would happen, and stop.")
@yes_option
def merge(kept: str, dropped: str, reason: str, preview: bool, confirmed: bool) -> None:
    """Merge the organisation DROPPED into KEPT (numbers or exact names); shows what would happen and asks first."""
    actor, at = acting()
    POLICY.require(actor, MERGE, ZoneFacts(actor.zone_code))
    kept_id, dropped_id = (organisation_key(actor, given, today(at)) for given in (kept, dropped))
    plan = merge_preview(MergeKind.ORGANISATION, kept_id, dropped_id)
    if plan.refusal:
        raise Refused(plan.refusal, action=MERGE)
    _print_plan(plan)
    if preview:
        return
    if not confirmed:
        click.confirm(_("Merge them?"), abort=True, err=True)
    done = merge_organisations(actor=actor, kept_id=kept_id, dropped_id=dropped_id, reason=reason, now=at)
    say(_("Merged. To take it back: qiao organisation undo-merge %(id)s --reason …") % {"id": done.pk})


@organisation.command("merges")
@json_option
def list_merges(json_output: bool) -> None:
    """The merges of organisations in the zone, the latest first."""
    actor, _at = acting()
    rows = [row for row in merges_of_zone(actor.zone_code) if row.kind == MergeKind.ORGANISATION]
    if json_output:
        names = ("pk", "kept_id", "dropped_id", "reason", "created_at", "undone_at", "remaining")
        as_json([{"id" if name == "pk" else name: getattr(row, name) for name in names} for row in rows])
        return
    table(
        _("Merges"),
        [_("No."), _("Day"), _("Kept"), _("Merged into it"), _("Reason"), _("Undone")],
        [
            (*(m.pk, today(m.created_at), m.kept_id, m.dropped_id, m.reason), yes_or_no(m.undone_at is not None))
            for m in rows
        ],
    )


@organisation.command("undo-merge")
@click.argument("merge_id", type=int)
@reason_option
@yes_option
def undo_merge(merge_id: int, reason: str, confirmed: bool) -> None:
    """Take merge MERGE_ID back (its number in `qiao organisation merges`)."""
    actor, at = acting()
    POLICY.require(actor, UNDO, ZoneFacts(actor.zone_code))
    found = _merge(actor, merge_id)
    if not confirmed:
        click.confirm(_("Take merge %(merge)s back?") % {"merge": found}, abort=True, err=True)
    undone = undo_organisation_merge(actor=actor, merge_id=merge_id, reason=reason, now=at)
    say(_("Merge %(id)s was taken back.") % {"id": undone.pk})
    _print_remaining(undone.remaining)


def _merge(actor: Actor, merge_id: int) -> Merge:
    found = next((row for row in merges_of_zone(actor.zone_code) if row.pk == merge_id), None)
    if found is None:
        raise Missing("no_such_object", object_type="parties.merge", object_id=merge_id)
    return found


def _print_plan(plan: MergePreview) -> None:
    say(f"{plan.dropped_id} {plan.dropped_name} → {plan.kept_id} {plan.kept_name}")
    if plan.rows:
        table(
            _("What moves"),
            [_("Records"), _("Column"), _("Moving"), _("Staying")],
            [(object_name(row.table), row.column, row.moving, row.staying) for row in plan.rows],
        )
    _print_columns(_("Filled from the duplicate"), plan.filled)
    _print_columns(_("Both know something else; the kept value stays"), plan.conflicts)


def _print_columns(title: str, columns: tuple[ColumnValues, ...]) -> None:
    if columns:
        rows = [(_column(one.column), one.kept, one.dropped) for one in columns]
        table(title, [_("Column"), _("Kept"), _("Duplicate")], rows)


def _column(name: str) -> str:
    code = f"field.parties.organisation.{name}"
    return text_of(code) if has_text(code) else name


def _print_remaining(remaining: Mapping[str, list[int]]) -> None:
    if remaining:
        rows = [(where, ", ".join(map(str, keys))) for where, keys in remaining.items()]
        table(_("Changed since the merge, and left as they are"), [_("Column"), _("No.")], rows)
