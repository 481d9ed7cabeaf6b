"""What follows when an edition is issued or withdrawn: its files are written."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from qiao.foundation.registry import handles
from qiao.reports.publication import publish_as_issued, publish_edition


@handles("catalogue.EditionIssued")
def write_issued_files(payload: dict[str, Any], now: datetime) -> None:
    """Write and store every format as issued, also when the edition was withdrawn before this ran."""
    with TemporaryDirectory() as folder:
        publish_as_issued(payload["edition_id"], Path(folder), now)


@handles("catalogue.EditionWithdrawn")
def write_marked_files(payload: dict[str, Any], now: datetime) -> None:
    """Write and store every format again with the mark; the files as issued stay."""
    with TemporaryDirectory() as folder:
        publish_edition(payload["edition_id"], Path(folder), now)
