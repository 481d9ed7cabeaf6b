"""How far a long import is. Kept in a small file: the rows themselves are written in one transaction, which nobody
else can look into until it is over.
"""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings


def telling_progress(task_id: int) -> Callable[[int], None]:
    """A function that notes how many rows are done."""
    path = _path(task_id)
    path.parent.mkdir(parents=True, exist_ok=True)

    def tell(done: int) -> None:
        path.write_text(str(done), encoding="ascii")

    return tell


def told_progress(task_id: int) -> int:
    """How many rows are done; 0 before the first are."""
    try:
        text = _path(task_id).read_text(encoding="ascii")
    except OSError:
        return 0
    return int(text) if text.isdecimal() else 0


def forget_progress(task_id: int) -> None:
    """Take the note away."""
    _path(task_id).unlink(missing_ok=True)


def _path(task_id: int) -> Path:
    return Path(settings.DATA_FOLDER) / "progress" / f"import-{task_id}"
