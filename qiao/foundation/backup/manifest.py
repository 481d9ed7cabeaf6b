"""What a backup says of itself, so that it can be checked without being restored."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

FORMAT = 1
NAME = "manifest.json"


class BackupUnusable(Exception):
    """The backup cannot be made, read or restored; the message says what to do."""


@dataclass(frozen=True)
class Member:
    """A file in the archive: its path, its size in bytes and its SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """When and of what the backup was made.

    ``engine`` is sqlite or postgresql; ``seal`` is the digest of the last link of the audit chain, empty when nothing
    was sealed; ``rows`` counts audit rows.
    """

    made_at: str
    engine: str
    database: str
    rows: int
    seal: str
    members: tuple[Member, ...]
    format: int = FORMAT

    def as_bytes(self) -> bytes:
        """The JSON text."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


def manifest_of(text: bytes) -> Manifest:
    """Read a manifest. Raises BackupUnusable when it is none, or of a later format."""
    try:
        values: Mapping[str, Any] = json.loads(text)
        if values["format"] != FORMAT:
            sentence = _(
                "The backup has format %(format)s, which is not known here. Use the version of Qiao that made it."
            )
            raise BackupUnusable(sentence % {"format": values["format"]})
        members = tuple(Member(**member) for member in values["members"])
        return Manifest(**{**values, "members": members})
    except (ValueError, KeyError, TypeError) as fault:
        raise BackupUnusable(_("This is not a backup of Qiao: its manifest cannot be read.")) from fault
