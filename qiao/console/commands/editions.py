"""`qiao edition`: the zone's lists as numbered, frozen editions."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from django.db import transaction
from django.utils.translation import gettext as _

from qiao.catalogue.actions.approve_edition import approve_edition
from qiao.catalogue.actions.compile_edition import compile_edition
from qiao.catalogue.actions.issue_edition import issue_edition
from qiao.catalogue.actions.submit_edition import submit_edition
from qiao.catalogue.actions.withdraw_edition import withdraw_edition
from qiao.catalogue.editions.criteria import EditionCriteria, EditionRequest
from qiao.catalogue.models import Edition
from qiao.catalogue.selectors.editions import EditionFilters, edition_by_number, editions_page
from qiao.console.options import json_option, out_option, page_option, reason_option, yes_option
from qiao.console.output import as_json, note, say, say_page, table
from qiao.console.session import acting, out_folder
from qiao.core.access import Role
from qiao.foundation.clock import now
from qiao.foundation.wording import text_of
from qiao.reports.publication import notice_fonts, publish_edition


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
        click.option(
            "--min-clarity",
            default=0,
            show_default=True,
            type=click.IntRange(0, 100),
            help="Only demands at least as clear as this.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _request(kind: str, title: str, **criteria: Any) -> EditionRequest:
    return EditionRequest(kind=kind, criteria=EditionCriteria(**criteria), title=title)


def _submitted(request: EditionRequest) -> Edition:
    operator, at = acting()
    with transaction.atomic():
        draft = compile_edition(actor=operator, request=request, now=at)
        return submit_edition(actor=operator, edition_id=draft.pk, now=now())


@edition.command()
@_criteria_options
def draft(kind: str, title: str, **criteria: Any) -> None:
    """Compile a list and submit it for approval; prints the key that `approve` and `release` take."""
    submitted = _submitted(_request(kind, title, **criteria))
    say(_("Draft %(id)s is submitted for approval.") % {"id": submitted.pk})


@edition.command()
@click.argument("edition_id", type=int)
def approve(edition_id: int) -> None:
    """Approve draft EDITION_ID under the holding of the competent department."""
    _approved(edition_id)


@edition.command()
@click.argument("edition_id", type=int)
@out_option
def release(edition_id: int, out: str) -> None:
    """Give the approved EDITION_ID its numbers, freeze it, and write its files."""
    operator, at = acting()
    folder = ready_to_write(out)
    written(issue_edition(actor=operator, edition_id=edition_id, now=at), folder)


@edition.command()
@_criteria_options
@out_option
def issue(kind: str, title: str, out: str, **criteria: Any) -> None:
    """Draft, approve and release in one go, for an office where both people sit at this desk.

    The operator compiles, submits and releases; the approval is recorded under the name of the person who holds the
    department's role, and said so. Use `draft`, `approve` and `release` where they work apart.
    """
    acting()
    folder = ready_to_write(out)
    with transaction.atomic():
        issued = approve_and_issue(_submitted(_request(kind, title, **criteria)).pk)
    written(issued, folder)


def approve_and_issue(edition_id: int) -> Edition:
    """The approver's signature, then the operator's release."""
    _approved(edition_id)
    operator, at = acting()
    return issue_edition(actor=operator, edition_id=edition_id, now=at)


def _approved(edition_id: int) -> None:
    approver, at = acting(Role.DEPARTMENT)
    approve_edition(actor=approver, edition_id=edition_id, now=at)
    note(_("Approved in the name of %(name)s (holding %(id)s).") % {"name": approver.name, "id": approver.holding_id})


def ready_to_write(out: str) -> Path:
    """The folder for the files; whatever would keep them from being written ends the command before it acts."""
    notice_fonts()
    return out_folder(out)


def written(issued: Edition, folder: Path) -> None:
    """Write the files of an issued edition and say what they are."""
    files = publish_edition(issued.pk, folder, now())
    say(f"{issued.number}  {issued.title}")
    table(
        _("Files in %(folder)s") % {"folder": folder},
        [_("File"), _("Bytes"), "SHA-256"],
        [(file.path.name, file.size, file.sha256[:16] + "…") for file in files],
    )


@edition.command("list")
@page_option
@json_option
def list_editions(page: int, json_output: bool) -> None:
    """The editions of the zone, drafts first, then the newest."""
    actor, _at = acting()
    found = editions_page(actor, EditionFilters(zone_code=actor.zone_code), page)
    rows = found.rows
    if json_output:
        names = ("pk", "number", "kind", "title", "issued_on", "state")
        shown = [{"id" if name == "pk" else name: getattr(e, name) for name in names} for e in rows]
        as_json({"total": found.total, "page": found.number, "rows": shown})
        return
    table(
        _("Editions"),
        [_("No."), _("Number"), _("Title"), _("Issued on"), _("State")],
        [(e.pk, e.number, e.title, e.issued_on, text_of(f"state.catalogue.edition.{e.state}")) for e in rows],
    )
    say_page(found.number, found.pages, found.total)


@edition.command()
@click.argument("number")
@out_option
def export(number: str, out: str) -> None:
    """Write the files of edition NUMBER again; they are the same to the byte."""
    actor, at = acting()
    detail = edition_by_number(actor, actor.zone_code, number, at)
    written(detail.edition, ready_to_write(out))


@edition.command()
@click.argument("number")
@reason_option
@yes_option
@out_option
def withdraw(number: str, reason: str, confirmed: bool, out: str) -> None:
    """Withdraw edition NUMBER: it stays on record with a mark and the reason."""
    actor, at = acting()
    detail = edition_by_number(actor, actor.zone_code, number, at)
    folder = ready_to_write(out)
    if not confirmed:
        asked = _("Withdraw %(number)s? This cannot be undone.") % {"number": number}
        click.confirm(asked, abort=True, err=True)
    written(withdraw_edition(actor=actor, edition_id=detail.edition.pk, now=at, reason=reason), folder)
