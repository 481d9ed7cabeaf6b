"""File storage in the data folder, named by content hash."""

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings

from qiao.foundation.models import StoredFile

BLOCK = 1 << 20


class FileAltered(Exception):
    """The file on disk no longer has the content that was stored; names the file."""


def store_file(source: Path, name: str, media_type: str, now: datetime) -> StoredFile:
    """Copy a file into the store (memory use does not grow with its size); the same content is kept once."""
    folder = Path(settings.DATA_FOLDER) / "files"
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    handle, temporary = tempfile.mkstemp(dir=folder)
    with os.fdopen(handle, "wb") as target, source.open("rb") as origin:
        while block := origin.read(BLOCK):
            digest.update(block)
            target.write(block)
        target.flush()
        os.fsync(target.fileno())
    sha256 = digest.hexdigest()
    place = path_of(sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    size = Path(temporary).stat().st_size
    Path(temporary).replace(place)
    row, _ = StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"name": name, "media_type": media_type, "size": size, "stored_at": now}
    )
    return row


def path_of(sha256: str) -> Path:
    """Where the content with this hash lies."""
    return Path(settings.DATA_FOLDER) / "files" / sha256[:2] / sha256


def intact_path(stored: StoredFile) -> Path:
    """The path of a stored file after checking its hash. Raises FileAltered when content and hash differ."""
    path = path_of(stored.sha256)
    if not path.exists() or hash_of(path) != stored.sha256:
        raise FileAltered(stored.name)
    return path


def hash_of(path: Path) -> str:
    """Hex SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
