"""`qiao import` and `qiao template`: lists in."""

import json
import sys
from pathlib import Path

import click
from django.utils.translation import gettext as _

from qiao.console.output import OUT, as_json, progress, table
from qiao.console.session import acting
from qiao.foundation.actions.apply_import import Take, apply_import
from qiao.foundation.actions.preview_import import ImportRequest, preview_import
from qiao.foundation.actions.save_mapping import NewMapping, save_mapping
from qiao.foundation.intake.bad_rows import bad_rows_suffix, write_bad_rows
from qiao.foundation.intake.kinds import KINDS
from qiao.foundation.intake.summary import ImportSummary, summary_of
from qiao.foundation.intake.template import write_template
from qiao.foundation.models import ImportBatch

LISTS = {
    "demands": "catalogue.demand",
    "achievements": "catalogue.achievement",
    "scenarios": "catalogue.scenario",
    "organisations": "parties.organisation",
    "people": "parties.person",
}


@click.command("import")
@click.argument("list_name", metavar="LIST", type=click.Choice(list(LISTS)))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", default="", help="Name of the source; rows are recognised by source and number again.")
@click.option("--mapping", "mapping_file", type=click.Path(exists=True, path_type=Path), help="JSON: header → column.")
@click.option("--draft", is_flag=True, help="Enter as drafts to be reviewed here, not as an already reviewed list.")
@click.option("--all-or-nothing", is_flag=True, help="Take nothing when any row is bad (default: the good rows).")
@click.option("--preview", is_flag=True, help="Check only; nothing is changed.")
@click.option("--bad-rows", type=click.Path(path_type=Path), help="Where to write the bad rows with their errors.")
@click.option("--json", "json_output", is_flag=True, help="The result as JSON.")
def import_group(
    list_name: str,
    file: Path,
    source: str,
    mapping_file: Path | None,
    draft: bool,
    all_or_nothing: bool,
    preview: bool,
    bad_rows: Path | None,
    json_output: bool,
) -> None:  # fmt: skip
    """Import FILE (.xlsx, .xls, .csv) as a LIST: check every row, then take the good rows or nothing.

    Run it again with the same source and only what is new or changed is taken. The columns are found by their
    Chinese or English headers; `qiao template LIST FILE` writes an empty file that fits.
    """
    actor, at = acting()
    kind = KINDS[LISTS[list_name]]
    mapping = json.loads(mapping_file.read_text(encoding="utf-8")) if mapping_file else {}
    request = ImportRequest(
        kind=kind.key,
        path=file,
        source=source or file.stem,
        file_name=file.name,
        mapping=mapping,
        admit=kind.can_admit and not draft,
    )
    with progress(_("Checking %(file)s") % {"file": file.name}) as tell:
        batch = preview_import(actor=actor, request=request, now=at, progress=tell)
    if mapping:
        save_mapping(actor=actor, mapping=NewMapping(kind.key, request.source, mapping), now=at)
    written = _bad_rows_file(batch, bad_rows, file)
    if not preview and batch.total:
        batch = _apply(batch, "all_or_nothing" if all_or_nothing else "good_rows")
    show(summary_of(batch), written, json_output)
    sys.exit(0 if not batch.bad else 1)


def _apply(batch: ImportBatch, take: Take) -> ImportBatch:
    actor, at = acting()
    with progress(_("Taking the rows")):
        return apply_import(actor=actor, importbatch_id=batch.pk, take=take, now=at)


def _bad_rows_file(batch: ImportBatch, asked: Path | None, file: Path) -> Path | None:
    if not batch.bad:
        return None
    path = asked or Path(f"{file.stem}-bad-rows{bad_rows_suffix(batch)}")
    write_bad_rows(batch, path)
    return path


def show(summary: ImportSummary, bad_rows: Path | None, json_output: bool) -> None:
    """Print what an import found or did."""
    if json_output:
        as_json({**{name: getattr(summary, name) for name in summary.__dataclass_fields__}, "bad_rows": bad_rows})
        return
    table(
        _("Import %(id)s: %(file)s") % {"id": summary.importbatch_id, "file": summary.file_name},
        [_("Rows"), _("Added"), _("Changed"), _("Same"), _("Bad"), _("State")],
        [(summary.total, summary.added, summary.changed, summary.same, summary.bad, summary.state)],
    )
    if summary.problems:
        table(
            _("Bad rows (the first %(count)s)") % {"count": len(summary.problems)},
            [_("Sheet"), _("Row"), _("Column"), _("Value"), _("What is wrong and what to do")],
            [(p.sheet, p.row, p.column, p.value[:40], p.sentence) for p in summary.problems],
        )
    for remark in summary.notes:
        OUT.print(f"· {remark}", markup=False, highlight=False)
    if bad_rows:
        OUT.print(_("The bad rows with their errors: %(path)s") % {"path": bad_rows}, markup=False)


@click.command()
@click.argument("list_name", metavar="LIST", type=click.Choice(list(LISTS)))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def template(list_name: str, file: Path) -> None:
    """Write an empty Excel file for LIST with the headers that `qiao import` understands."""
    write_template(KINDS[LISTS[list_name]], file)
    OUT.print(_("Written: %(path)s") % {"path": file}, markup=False)
