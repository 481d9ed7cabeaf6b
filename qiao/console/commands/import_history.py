"""`qiao import history` and `qiao import show`: what was imported, and its bad rows once more."""

from pathlib import Path

import click
from django.utils.translation import gettext as _

from qiao.console.commands.imports import LISTS
from qiao.console.explaining import text_of_state
from qiao.console.import_report import LIFECYCLE, bad_rows_file, show_import
from qiao.console.options import json_option
from qiao.console.output import as_json, table
from qiao.console.session import acting, out_folder, today
from qiao.foundation.intake.summary import summary_of
from qiao.foundation.models import ImportBatch
from qiao.foundation.selectors_imports import import_of, latest_imports

_FIGURES = ("total", "added", "changed", "same", "bad", "left_out")
_LIST_OF = {kind: name for name, kind in LISTS.items()}


@click.command()
@click.option("--limit", default=20, show_default=True, type=click.IntRange(min=1), help="Most imports shown.")
@json_option
def history(limit: int, json_output: bool) -> None:
    """The imports of the zone with their figures, newest first."""
    actor, _at = acting()
    batches = list(latest_imports(actor, limit))
    if json_output:
        as_json([_as_dict(batch) for batch in batches])
        return
    table(
        _("Imports"),
        [_("No."), _("Day"), _("File and source"), _("Rows"), _("Added"), _("Changed"), _("Bad"), _("State")],
        [
            (
                *(b.pk, today(b.created_at), f"{b.file_name}\n{b.source}", b.total, b.added, b.changed),
                *(b.bad, text_of_state(LIFECYCLE, b.state)),
            )
            for b in batches
        ],
    )


@click.command()
@click.argument("import_id", type=int)
@click.option("--bad-rows", type=click.Path(path_type=Path), help="Write the bad rows with their errors here again.")
@json_option
def show(import_id: int, bad_rows: Path | None, json_output: bool) -> None:
    """The figures, notes and first bad rows of import IMPORT_ID (its number in `qiao import history`)."""
    actor, _at = acting()
    batch = import_of(actor, import_id)
    written = None
    if bad_rows is not None:
        out_folder(str(bad_rows.parent))
        written = bad_rows_file(batch, bad_rows)
    show_import(summary_of(batch), written, json_output)


def _as_dict(batch: ImportBatch) -> dict[str, object]:
    return {
        "id": batch.pk,
        "list": _LIST_OF.get(batch.kind, batch.kind),
        "file_name": batch.file_name,
        "source": batch.source,
        "state": batch.state,
        "created_at": batch.created_at,
        "applied_at": batch.applied_at,
        **{name: getattr(batch, name) for name in _FIGURES},
    }
