"""`qiao backup`: make, check and restore backups."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click
from django.utils.translation import gettext as _

from qiao.console.commands.audits import all_findings
from qiao.console.output import note, say
from qiao.console.session import ready_database, seal_everything
from qiao.foundation.backup.archive import check_backup, make_backup, restore_backup
from qiao.foundation.backup.manifest import BackupUnusable
from qiao.foundation.clock import now
from qiao.foundation.files import hash_of
from qiao.foundation.registers import audit_head, seal_exists

T = TypeVar("T")


@click.group()
def backup() -> None:
    """Make, check and restore backups of the whole data folder."""


@backup.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--keep", type=click.IntRange(min=1), help="Remove older backups of this folder beyond this number.")
def make(folder: Path, keep: int | None) -> None:
    """Write one file with database, stored files and signing key into FOLDER. Others may go on working meanwhile."""
    ready_database()
    seal_everything()
    path = _usable(lambda: make_backup(folder, now()))
    say(_("Backup: %(path)s, %(size)s bytes, SHA-256 %(digest)s.") % _facts(path))
    note(_("It holds the signing key: keep it where only the office can read it, and on another machine."))
    if keep:
        for old in sorted(folder.glob("qiao-????????-??????.tar.gz"))[:-keep]:
            old.unlink()
            say(_("Removed: %(path)s") % {"path": old})


@backup.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(file: Path) -> None:
    """Compare every member of a backup with its manifest, without restoring it."""
    manifest = _usable(lambda: check_backup(file))
    text = _("Complete: made %(at)s on %(engine)s, %(members)s files, %(rows)s audit rows, last seal %(seal)s.")
    say(text % {
        "at": manifest.made_at, "engine": manifest.engine, "members": len(manifest.members), "rows": manifest.rows,
        "seal": manifest.seal or "–",
    })  # fmt: skip


@backup.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Restore a backup into the empty data folder that QIAO_DATA names, then verify everything; exit 1 on a finding."""
    manifest = _usable(lambda: restore_backup(file))
    ready_database()
    head, findings = audit_head(), all_findings()
    for finding in findings:
        note(f"{finding.kind} {finding.number} {finding.label}")
    # The backup was begun at that seal; what was recorded while it was made may have come in as well.
    same = head.rows >= manifest.rows and (not manifest.seal or seal_exists(manifest.seal))
    if findings or not same:
        raise click.ClickException(_("The restored records are not those that were backed up. Take another backup."))
    say(_("Restored and verified: %(rows)s audit rows, last seal %(seal)s.") % {"rows": head.rows, "seal": head.digest})


def _usable(step: Callable[[], T]) -> T:
    try:
        return step()
    except BackupUnusable as fault:
        raise click.ClickException(str(fault)) from fault


def _facts(path: Path) -> dict[str, object]:
    return {"path": path, "size": path.stat().st_size, "digest": hash_of(path)}
