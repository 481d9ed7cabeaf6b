"""Making, checking and restoring the one file of a backup."""

import io
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from qiao.foundation.backup.database import COPY_NAMES, copy_database, restore_database
from qiao.foundation.backup.manifest import NAME, BackupUnusable, Manifest, Member, manifest_of
from qiao.foundation.files import hash_of
from qiao.foundation.registers import audit_head

KEY = "secret.key"
FILES = "files"
_BLOCK = 1 << 20


def make_backup(folder: Path, now: datetime) -> Path:
    """Write a backup into the folder, readable by its owner only; returns its path.

    The database is copied first: files are stored before the row that names them and are never removed, so every file
    that the copy names is there. Raises BackupUnusable.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"qiao-{now:%Y%m%d-%H%M%S}.tar.gz"
    if target.exists():
        raise BackupUnusable(_("%(path)s exists already. Wait a second or choose another folder.") % {"path": target})
    data = Path(settings.DATA_FOLDER)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".qiao-backup-") as name:
        scratch = Path(name)
        copy = scratch / COPY_NAMES[connection.vendor]
        head = audit_head()
        copy_database(copy)
        sources = [copy, *(path for path in (data / KEY,) if path.exists()), *_stored(data)]
        members = tuple(_member(path, _inside(path, copy, data)) for path in sources)
        manifest = Manifest(
            made_at=now.isoformat(), engine=connection.vendor, database=copy.name, rows=head.rows,
            seal=head.digest or "", members=members,
        )  # fmt: skip
        unfinished = scratch / "unfinished"
        unfinished.touch(mode=0o600)
        with tarfile.open(unfinished, "w:gz", compresslevel=6) as archive:
            _add_bytes(archive, NAME, manifest.as_bytes())
            for path, member in zip(sources, members, strict=True):
                archive.add(path, arcname=member.path, recursive=False)
        unfinished.replace(target)
    return target


def check_backup(path: Path) -> Manifest:
    """The manifest, after every member was compared with it. Raises BackupUnusable, naming the first that differs."""
    with tempfile.TemporaryDirectory() as name:
        return _unpack(path, Path(name))


def restore_backup(path: Path) -> Manifest:
    """Bring database, files and signing key back into an empty data folder; nothing is written before all is checked.

    Raises BackupUnusable when the backup is damaged or the folder or database is in use.
    """
    data = Path(settings.DATA_FOLDER)
    if any((data / FILES).rglob("*")):
        text = _("%(folder)s already holds files. Restore into an empty data folder (QIAO_DATA=…).")
        raise BackupUnusable(text % {"folder": data})
    data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data, prefix=".qiao-restore-") as name:
        scratch = Path(name)
        manifest = _unpack(path, scratch)
        restore_database(scratch / manifest.database, manifest.engine)
        if (scratch / FILES).exists():
            shutil.rmtree(data / FILES, ignore_errors=True)
            (scratch / FILES).replace(data / FILES)
        if (scratch / KEY).exists():
            (scratch / KEY).chmod(0o600)
            (scratch / KEY).replace(data / KEY)
    return manifest


def _unpack(path: Path, folder: Path) -> Manifest:
    try:
        with tarfile.open(path, "r:gz") as archive:
            first = archive.next()
            content = archive.extractfile(first) if first is not None and first.name == NAME else None
            if content is None:
                raise BackupUnusable(_("%(name)s is not a backup of Qiao.") % {"name": path.name})
            manifest = manifest_of(content.read())
            _extract(archive, {member.path: member for member in manifest.members}, folder)
    except (tarfile.TarError, OSError, EOFError) as fault:
        text = _("%(name)s cannot be read (%(fault)s). Take another backup.")
        raise BackupUnusable(text % {"name": path.name, "fault": fault}) from fault
    return manifest


def _extract(archive: tarfile.TarFile, wanted: dict[str, Member], folder: Path) -> None:
    while (entry := archive.next()) is not None:
        member = wanted.pop(entry.name, None)
        target = (folder / entry.name).resolve()
        content = archive.extractfile(entry) if entry.isfile() else None
        if member is None or content is None or not target.is_relative_to(folder.resolve()):
            raise BackupUnusable(_("%(name)s does not belong in this backup.") % {"name": entry.name})
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            shutil.copyfileobj(content, file, _BLOCK)
        if hash_of(target) != member.sha256:
            raise BackupUnusable(_("%(name)s is not what was backed up. Take another backup.") % {"name": entry.name})
    if wanted:
        text = _("%(name)s is missing from the backup. Take another backup.")
        raise BackupUnusable(text % {"name": sorted(wanted)[0]})


def _stored(data: Path) -> Iterator[Path]:
    yield from sorted(path for path in (data / FILES).glob("??/*") if path.is_file())


def _inside(path: Path, copy: Path, data: Path) -> str:
    return path.name if path == copy else path.relative_to(data).as_posix()


def _member(path: Path, inside: str) -> Member:
    return Member(inside, path.stat().st_size, hash_of(path))


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))
