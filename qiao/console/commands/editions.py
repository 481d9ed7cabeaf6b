"""`qiao edition`: the zone's lists as numbered, frozen editions."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _

from qiao.catalogue.actions.approve_edition import approve_edition
from qiao.catalogue.actions.compile_edition import compile_edition
from qiao.catalogue.actions.issue_edition import issue_edition
from qiao.catalogue.actions.submit_edition import submit_edition
from qiao.catalogue.actions.withdraw_edition import withdraw_edition
from qiao.catalogue.editions.criteria import EditionCriteria, EditionRequest
from qiao.catalogue.models import Edition
from qiao.catalogue.selectors.editions import EditionFilters, edition_by_number, editions_page
from qiao.console.output import OUT, as_json, note, table
from qiao.console.session import acting, out_folder
from qiao.core.access import Role
from qiao.foundation.clock import now
from qiao.foundation.wording import text_of
from qiao.reports.publication import publish_edition


@click.group()
def edition() -> None:
    """Demand, scenario and supply lists as editions."""


def _criteria_options(command: Callable[..., None]) -> Callable[..., None]:
    options = (
        click.argument("kind", type=click.Choice(["demands", "scenarios"])),
        click.option("--title", default="", help="Title of the list; a regular one is made when it is left out."),
        click.option("--field", "fields", multiple=True, help="Hi-tech field digit 1–8; may be repeated."),
        click.option("--industry", "industries", multiple=True, help="Beginning of a GB/T 4754 code."),
        click.option("--code", "codes", multiple=True, help="Only these records."),
        click.option("--min-clarity", default=0, show_default=True, help="Only demands at least as clear as this."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _request(kind: str, title: str, **criteria: Any) -> EditionRequest:
    return EditionRequest(kind=kind, criteria=EditionCriteria(**criteria), title=title)


def _submitted(request: EditionRequest) -> Edition:
    operator, at = acting()
    draft = compile_edition(actor=operator, request=request, now=at)
    return submit_edition(actor=operator, edition_id=draft.pk, now=now())


@edition.command()
@_criteria_options
def draft(kind: str, title: str, **criteria: Any) -> None:
    """Compile a list and submit it for approval; prints the key that `approve` and `release` take."""
    submitted = _submitted(_request(kind, title, **criteria))
    OUT.print(_("Draft %(id)s is submitted for approval.") % {"id": submitted.pk})


@edition.command()
@click.argument("edition_id", type=int)
def approve(edition_id: int) -> None:
    """Approve draft EDITION_ID under the holding of the competent department."""
    _approved(edition_id)


@edition.command()
@click.argument("edition_id", type=int)
@click.option("--out", default="out", show_default=True, help="Folder for the files.")
def release(edition_id: int, out: str) -> None:
    """Give the approved EDITION_ID its numbers, freeze it, and write its files."""
    operator, at = acting()
    written(issue_edition(actor=operator, edition_id=edition_id, now=at), out_folder(out))


@edition.command()
@_criteria_options
@click.option("--out", default="out", show_default=True, help="Folder for the files.")
def issue(kind: str, title: str, out: str, **criteria: Any) -> None:
    """Draft, approve and release in one go, for an office where both people sit at this desk.

    The operator compiles, submits and releases; the approval is recorded under the name of the person who holds the
    department's role, and said so. Use `draft`, `approve` and `release` where they work apart.
    """
    submitted = _submitted(_request(kind, title, **criteria))
    written(approve_and_issue(submitted.pk), out_folder(out))


def approve_and_issue(edition_id: int) -> Edition:
    """The approver's signature, then the operator's release."""
    _approved(edition_id)
    operator, at = acting()
    return issue_edition(actor=operator, edition_id=edition_id, now=at)


def _approved(edition_id: int) -> None:
    approver, at = acting(Role.DEPARTMENT)
    approve_edition(actor=approver, edition_id=edition_id, now=at)
    note(_("Approved in the name of %(name)s (holding %(id)s).") % {"name": approver.name, "id": approver.holding_id})


def written(issued: Edition, folder: Path) -> None:
    """Write the files of an issued edition and say what they are."""
    files = publish_edition(issued.pk, folder, now())
    OUT.print(f"{issued.number}  {issued.title}", markup=False, highlight=False)
    table(
        _("Files in %(folder)s") % {"folder": folder},
        [_("File"), _("Bytes"), "SHA-256"],
        [(file.path.name, file.size, file.sha256[:16] + "…") for file in files],
    )


@edition.command("list")
@click.option("--json", "json_output", is_flag=True)
def list_editions(json_output: bool) -> None:
    """The editions of the zone, newest first."""
    actor, _at = acting()
    rows = editions_page(actor, EditionFilters()).rows
    if json_output:
        as_json([{"number": e.number, "kind": e.kind, "title": e.title, "state": e.state} for e in rows])
        return
    table(
        _("Editions"),
        [_("Number"), _("Title"), _("Issued on"), _("State")],
        [(e.number, e.title, e.issued_on, text_of(f"state.catalogue.edition.{e.state}")) for e in rows],
    )


@edition.command()
@click.argument("number")
@click.option("--out", default="out", show_default=True)
def export(number: str, out: str) -> None:
    """Write the files of edition NUMBER again; they are the same to the byte."""
    actor, at = acting()
    detail = edition_by_number(actor, actor.zone_code, number, at)
    written(detail.edition, out_folder(out))


@edition.command()
@click.argument("number")
@click.option("--reason", required=True)
@click.option("--out", default="out", show_default=True)
def withdraw(number: str, reason: str, out: str) -> None:
    """Withdraw edition NUMBER: it stays on record with a mark and the reason."""
    actor, at = acting()
    detail = edition_by_number(actor, actor.zone_code, number, at)
    click.confirm(_("Withdraw %(number)s? This cannot be undone.") % {"number": number}, abort=True)
    written(withdraw_edition(actor=actor, edition_id=detail.edition.pk, now=at, reason=reason), out_folder(out))
