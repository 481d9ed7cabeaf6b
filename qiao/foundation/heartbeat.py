"""The sign of life of the worker: a small file in the data folder, so that it tells also when the database does not."""

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

FILE = "worker.alive"


def beat(now: datetime) -> None:
    """Note that the worker has finished a round."""
    folder = Path(settings.DATA_FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f"{FILE}.new"
    unfinished.write_text(now.astimezone(UTC).isoformat(), encoding="ascii")
    unfinished.replace(folder / FILE)


def last_beat() -> datetime | None:
    """When the worker last finished a round; None when it never did, or the file cannot be read."""
    try:
        return datetime.fromisoformat((Path(settings.DATA_FOLDER) / FILE).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
