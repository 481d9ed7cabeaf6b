"""The closing tables of the demonstration."""

from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from demo.figures import (
    account_rows,
    clarity_rows,
    decline_rows,
    edition_rows,
    hit_rate_rows,
    outcome_rows,
    register_rows,
    run_rows,
    state_rows,
)
from demo.story.accounts import PASSWORD
from demo.world import World
from qiao.console.output import OUT, table
from qiao.foundation.audit_verification import Finding
from qiao.foundation.registers import audit_head
from qiao.foundation.wording import text_of

KIB = 1024


def print_summary(world: World, files: list[Path], findings: list[Finding], seconds: float) -> None:
    """What was loaded, what happened, what was matched and issued, and whether everything verifies."""
    _lists(world)
    table(_("Register"), [_("What"), _("Count")], register_rows())
    table(_("Cases by state"), [_("Kind"), _("Count"), _("States")], state_rows())
    table(
        _("Demands returned and made clearer by the guided questions"),
        [_("Demand"), _("Title"), _("Clarity before"), _("Clarity after")],
        clarity_rows(world.told.revised),
    )
    table(
        _("Introductions: outcomes confirmed by the other side"),
        [_("Outcome"), _("Count"), _("CNY 10,000")],
        outcome_rows(),
    )
    table(_("Introductions: reasons for declining"), [_("Reason"), _("Count")], decline_rows())
    table(
        _("Matching of everything with everything"),
        [_("Direction"), _("Asking"), _("Answering"), _("Strong"), _("Fair"), _("Weak"), _("Nothing"), _("Seconds")],
        run_rows(world.told.run_seconds),
    )
    table(
        _("Issued lists"),
        [_("Number"), _("Title"), _("Items"), _("Added"), _("Changed"), _("Removed"), _("State")],
        edition_rows(),
    )
    table(
        _("Supply lists: items that came to talks, intent or contract"),
        [_("Number"), _("Title"), _("Items"), _("Reported"), _("Hits"), _("Of reported"), _("Of all")],
        hit_rate_rows(),
    )
    _files(files)
    _accounts()
    _verdict(world, findings, seconds)


def _lists(world: World) -> None:
    rows = [
        (batch.source, batch.file_name, batch.total, batch.added, batch.changed, batch.same, batch.bad)
        for batch in world.told.imports
    ]
    headings = [_("List"), _("File"), _("Rows"), _("Added"), _("Changed"), _("Same"), _("Bad")]
    table(_("Lists loaded through the import"), headings, rows)


def _files(files: Sequence[Path]) -> None:
    """One line for each document, its formats side by side."""
    sizes: dict[str, dict[str, str]] = {}
    for path in files:
        size = f"{path.stat().st_size / KIB:.0f} KiB"
        sizes.setdefault(path.stem, {})[path.suffix] = size
    endings = sorted({path.suffix for path in files})
    rows = [(name, *(found.get(ending, "") for ending in endings)) for name, found in sizes.items()]
    table(_("Files in %(folder)s") % {"folder": files[0].parent}, [_("File"), *endings], rows)


def _accounts() -> None:
    table(_("Accounts of the demonstration"), [_("Account name"), _("Person"), _("Roles")], account_rows())
    text = _("The password of all of them is %(password)s. Everybody knows it: never use it in a real zone.")
    OUT.print(text % {"password": PASSWORD}, highlight=False)


def _verdict(world: World, findings: list[Finding], seconds: float) -> None:
    head = audit_head()
    facts = {
        "rows": head.rows,
        "sealed": head.sealed,
        "clocks": world.told.clocks,
        "events": world.told.events,
        "merged": world.told.merged_organisations,
    }
    OUT.print(
        _(
            "%(rows)s audit rows, %(sealed)s of them sealed; %(clocks)s deadlines were carried out by the clock, "
            "%(events)s events delivered, %(merged)s duplicate of an organisation merged."
        )
        % facts,
        highlight=False,
    )
    if findings:
        rows = [(text_of(f"finding.{one.kind}"), one.number, one.label) for one in findings]
        table(_("Altered or missing"), [_("What"), _("Number"), _("Where")], rows)
    else:
        OUT.print(_("Chain, records, editions and files verify: nothing was altered."), style="green", highlight=False)
    OUT.print(_("The whole demonstration took %(seconds)s seconds.") % {"seconds": f"{seconds:.0f}"}, highlight=False)
