"""`qiao audit`: verify, seal and read the audit."""

import sys

import click
from django.utils.translation import gettext as _

from qiao.catalogue.editions.verification import verify_editions
from qiao.console.explaining import object_name, through_token
from qiao.console.options import json_option
from qiao.console.output import as_json, note, say, table
from qiao.console.session import ready_database, seal_everything
from qiao.core.calendar import CHINA
from qiao.foundation.audit_verification import Finding, readable, verify_chain
from qiao.foundation.guard_verification import audit_guards, verify_guards
from qiao.foundation.record_verification import verify_records
from qiao.foundation.register_verification import verify_registers, verify_stored_files
from qiao.foundation.registers import audit_head, audit_rows
from qiao.foundation.wording import text_of
from qiao.matching.verification import verify_match_results
from qiao.reports.verification import edition_file_uses, edition_guards, verify_edition_files


@click.group()
def audit() -> None:
    """Verify, seal and read the audit chain."""


@audit.command()
@json_option
def verify(json_output: bool) -> None:
    """Check the audit, records, registers, editions, matches, files and guards; exit 1 names what was altered."""
    ready_database()
    findings = all_findings()
    head = audit_head()
    if json_output:
        as_json(
            {"rows": head.rows, "sealed": head.sealed, "seal": head.digest, "findings": [vars(f) for f in findings]}
        )
    elif findings:
        table(
            _("Altered or missing"),
            [_("What"), _("Number"), _("Where")],
            [(text_of(f"finding.{f.kind}"), f.number, f.label) for f in findings],
        )
    else:
        text = _("Everything is as it was written: %(rows)s audit rows, %(sealed)s of them sealed; last seal %(seal)s.")
        say(text % {"rows": head.rows, "sealed": head.sealed, "seal": head.digest or "–"})
    sys.exit(1 if findings else 0)


def all_findings() -> list[Finding]:
    """Everything that differs from what was written: chain, guards, records, registers, matches, editions, files."""
    return [
        *verify_chain(),
        *verify_guards([*audit_guards(), *edition_guards()]),
        *verify_records(),
        *verify_registers(),
        *verify_match_results(),
        *readable("catalogue.edition", verify_editions()),
        *readable("reports.editionfile", verify_edition_files()),
        *readable("foundation.storedfile", verify_stored_files(edition_file_uses())),
    ]


@audit.command()
def seal() -> None:
    """Seal the rows that are not sealed yet (commands and the worker do this by themselves)."""
    ready_database()
    say(_("%(count)s rows sealed.") % {"count": seal_everything()})


@audit.command()
def head() -> None:
    """Print the digest of the last seal; note it outside, and nobody can rewrite the chain unseen."""
    ready_database()
    digest = audit_head().digest
    if digest:
        say(digest)
    else:
        note(_("Nothing is sealed yet. `qiao audit seal` seals what there is."))


@audit.command()
@click.option("--object", "object_type", default="", help="Kind of object, e.g. catalogue.demand.")
@click.option("--id", "object_id", type=int, default=None, help="Key of the object.")
@click.option("--limit", default=30, show_default=True, type=click.IntRange(min=1), help="Most rows shown.")
@json_option
def rows(object_type: str, object_id: int | None, limit: int, json_output: bool) -> None:
    """Show the latest audit rows, of everything or of one object."""
    ready_database()
    found = list(audit_rows(object_type, object_id, limit))
    if json_output:
        as_json([{k: v for k, v in vars(row).items() if not k.startswith("_")} for row in found])
        return
    table(
        _("Audit"),
        [_("No."), _("When"), _("Who"), _("What"), _("Object and reason")],
        [
            (
                row.pk,
                row.at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M"),
                "\n".join((row.actor_name, text_of(f"role.{row.actor_role}"), *through_token(row.token_name))),
                text_of(f"verb.{row.action}"),
                "\n".join(filter(None, (f"{object_name(row.object_type)} {row.object_label[:60]}", row.reason))),
            )
            for row in found
        ],
    )
