"""`qiao import` and `qiao template`: lists in."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _

from qiao.console.import_report import bad_rows_file, show_import
from qiao.console.options import json_option
from qiao.console.output import note, progress, say
from qiao.console.session import acting, out_folder
from qiao.foundation.actions.apply_import import Take, apply_import
from qiao.foundation.actions.discard_import import discard_import
from qiao.foundation.actions.preview_import import ImportRequest, preview_import
from qiao.foundation.actions.save_mapping import NewMapping, save_mapping
from qiao.foundation.intake.bad_rows import source_name
from qiao.foundation.intake.kinds import KINDS
from qiao.foundation.intake.mapping import resolved_mapping
from qiao.foundation.intake.summary import summary_of
from qiao.foundation.intake.template import write_template
from qiao.foundation.models import ImportBatch

LISTS = {
    "demands": "catalogue.demand",
    "achievements": "catalogue.achievement",
    "scenarios": "catalogue.scenario",
    "organisations": "parties.organisation",
    "people": "parties.person",
}
_file = click.Path(exists=True, dir_okay=False, path_type=Path)
_options = (
    click.argument("file", type=_file),
    click.option("--source", default="", help="Name of the source; rows are recognised by source and number again."),
    click.option("--mapping", "mapping_file", type=_file, help="JSON file: header → column (its heading or key)."),
    click.option("--all-or-nothing", is_flag=True, help="Take nothing when any row is bad (default: the good rows)."),
    click.option("--preview", is_flag=True, help="Check only; no record is changed."),
    click.option("--bad-rows", type=click.Path(path_type=Path), help="Where to write the bad rows with their errors."),
    json_option,
)
_draft = click.option("--draft", is_flag=True, help="Enter as drafts to be reviewed here, not as already reviewed.")


@click.group("import")
def import_group() -> None:
    """Import lists: check every row, take the good ones, give the bad ones back.

    Run an import again with the same source and only what is new or changed is taken. The columns are found by their
    Chinese or English headers; `qiao template LIST FILE` writes an empty file that fits.
    """


def _add_command(list_name: str) -> None:
    can_admit = KINDS[LISTS[list_name]].can_admit

    def command(draft: bool = False, **given: Any) -> None:
        _import(list_name, draft=draft, **given)

    command.__doc__ = f"Import FILE (.xlsx, .xls, .csv) as a list of {list_name}."
    decorated: Callable[..., None] = command
    for option in reversed((*_options, *((_draft,) if can_admit else ()))):
        decorated = option(decorated)
    import_group.command(list_name)(decorated)


def _import(
    list_name: str,
    *,
    draft: bool,
    file: Path,
    source: str,
    mapping_file: Path | None,
    all_or_nothing: bool,
    preview: bool,
    bad_rows: Path | None,
    json_output: bool,
) -> None:
    mapping = _mapping(mapping_file)
    _check_bad_rows_path(bad_rows, file)
    actor, at = acting()
    kind = KINDS[LISTS[list_name]]
    request = ImportRequest(
        kind=kind.key,
        path=file,
        source=source or source_name(file.name),
        file_name=file.name,
        mapping=mapping,
        admit=kind.can_admit and not draft,
    )
    with progress(_("Checking %(file)s") % {"file": file.name}) as tell:
        batch = preview_import(actor=actor, request=request, now=at, progress=tell)
    if mapping:
        chosen = resolved_mapping(mapping, kind)
        save_mapping(actor=actor, mapping=NewMapping(kind.key, request.source, chosen), now=at)
    if not preview:
        batch = _decided(batch, all_or_nothing)
    show_import(summary_of(batch), bad_rows_file(batch, bad_rows), json_output)
    sys.exit(1 if batch.bad or batch.left_out else 0)


def _decided(batch: ImportBatch, all_or_nothing: bool) -> ImportBatch:
    """The import applied, or dropped when no row can be taken or some may not be left out."""
    actor, at = acting()
    if batch.bad == batch.total or (all_or_nothing and batch.bad):
        note(_("Nothing was taken: %(bad)s of %(total)s rows are bad.") % {"bad": batch.bad, "total": batch.total})
        return discard_import(actor=actor, importbatch_id=batch.pk, now=at)
    with progress(_("Taking the rows")):
        take: Take = "all_or_nothing" if all_or_nothing else "good_rows"
        return apply_import(actor=actor, importbatch_id=batch.pk, take=take, now=at)


def _mapping(file: Path | None) -> dict[str, str]:
    if file is None:
        return {}
    try:
        found = json.loads(file.read_text(encoding="utf-8-sig"))
    except ValueError as fault:
        raise click.ClickException(_("%(file)s is no JSON: %(fault)s") % {"file": file, "fault": fault}) from fault
    if not isinstance(found, dict) or not all(isinstance(column, str) for column in found.values()):
        text = _("%(file)s: write an object of the form {“your header”: “column”}, both as text.")
        raise click.ClickException(text % {"file": file})
    return found


def _check_bad_rows_path(bad_rows: Path | None, file: Path) -> None:
    if bad_rows is None:
        return
    if bad_rows.resolve() == file.resolve():
        raise click.UsageError(_("--bad-rows: %(path)s is the list itself. Choose another name.") % {"path": bad_rows})
    out_folder(str(bad_rows.parent))


for _list_name in LISTS:
    _add_command(_list_name)


@click.command()
@click.argument("list_name", metavar="LIST", type=click.Choice(list(LISTS)))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def template(list_name: str, file: Path) -> None:
    """Write an empty Excel FILE with the headers that `qiao import LIST` understands.

    LIST is demands, achievements, scenarios, organisations or people. A file that exists is not overwritten.
    """
    if file.exists():
        raise click.ClickException(_("%(path)s exists already. Choose another name.") % {"path": file})
    if file.suffix.lower() != ".xlsx":
        raise click.UsageError(_("%(path)s: the template is an Excel file; end its name in .xlsx.") % {"path": file})
    out_folder(str(file.parent))
    write_template(KINDS[LISTS[list_name]], file)
    say(_("Written: %(path)s") % {"path": file})
