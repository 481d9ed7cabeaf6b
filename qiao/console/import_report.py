"""What an import found or did, as a table, as JSON, and as a file of its bad rows."""

from dataclasses import asdict
from pathlib import Path

from django.utils.translation import gettext as _

from qiao.console.explaining import text_of_state
from qiao.console.output import as_json, say, table
from qiao.foundation.intake.bad_rows import bad_rows_suffix, source_name, write_bad_rows
from qiao.foundation.intake.summary import ImportSummary
from qiao.foundation.models import ImportBatch

LIFECYCLE = "foundation.import"


def bad_rows_file(batch: ImportBatch, asked: Path | None) -> Path | None:
    """Write the bad rows where asked, or beside the user under a name that is still free; None without bad rows."""
    if not batch.bad and not batch.left_out:
        return None
    path = asked or _free(f"{source_name(batch.file_name)}-bad-rows", bad_rows_suffix(batch))
    write_bad_rows(batch, path)
    return path


def _free(stem: str, suffix: str) -> Path:
    path, number = Path(f"{stem}{suffix}"), 2
    while path.exists():
        path, number = Path(f"{stem}-{number}{suffix}"), number + 1
    return path


def show_import(summary: ImportSummary, bad_rows: Path | None, json_output: bool) -> None:
    """Print what an import found or did."""
    if json_output:
        as_json({**asdict(summary), "bad_rows": bad_rows})
        return
    table(
        _("Import %(id)s: %(file)s") % {"id": summary.importbatch_id, "file": summary.file_name},
        [_("Rows"), _("Added"), _("Changed"), _("Same"), _("Bad"), _("Left out"), _("State")],
        [
            (
                *(summary.total, summary.added, summary.changed, summary.same, summary.bad, summary.left_out),
                text_of_state(LIFECYCLE, summary.state),
            )
        ],
    )
    if summary.problems:
        table(
            _("Bad rows (the first %(count)s)") % {"count": len(summary.problems)},
            [_("Sheet"), _("Row"), _("Column"), _("Value"), _("What is wrong and what to do")],
            [(p.sheet, p.row, p.column, p.value[:40], p.sentence) for p in summary.problems],
        )
    for remark in dict.fromkeys(summary.notes):
        say(f"· {remark}")
    if bad_rows:
        say(_("The bad rows with their errors: %(path)s") % {"path": bad_rows})
