"""The kinds of notices that a person can set, and which notice belongs to which kind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qiao.core.notice_times import Way

TASKS = "tasks"
RECORDS = "records"
REMINDERS = "reminders"
INTRODUCTIONS = "introductions"
EDITIONS = "editions"
IMPORTS = "imports"
SEARCHES = "searches"
FOLLOWED = "followed"

TOLD = (Way.INSIDE, Way.AT_ONCE, Way.DAILY, Way.WEEKLY)


@dataclass(frozen=True)
class NoticeKind:
    """One kind: how it is told unless the person has chosen otherwise, and the choices."""

    key: str
    default: Way
    ways: tuple[Way, ...] = TOLD


KINDS: Mapping[str, NoticeKind] = {
    kind.key: kind
    for kind in (
        NoticeKind(TASKS, Way.AT_ONCE),
        NoticeKind(INTRODUCTIONS, Way.AT_ONCE),
        NoticeKind(RECORDS, Way.DAILY),
        NoticeKind(REMINDERS, Way.DAILY),
        NoticeKind(FOLLOWED, Way.DAILY),
        NoticeKind(IMPORTS, Way.INSIDE),
        # Nobody has to follow the lists of the zone: whoever wants to know of each issue subscribes.
        NoticeKind(EDITIONS, Way.OFF, (Way.OFF, *TOLD)),
    )
}
"""What the settings page offers. Saved searches are not among them: each has its own frequency."""

_KIND_OF: dict[str, str] = {}


def register_notices(kind: str, codes: Iterable[str]) -> None:
    """Called by a room when it is loaded: these notices (texts ``notice.<code>``) are of this kind.

    Raises ValueError when a code belongs to another kind.
    """
    for code in codes:
        if _KIND_OF.setdefault(code, kind) != kind:
            raise ValueError(f"notice {code!r} is of the kind {_KIND_OF[code]!r}")


def kind_of_notice(code: str) -> str:
    """The kind of a notice. Raises KeyError for a code that no room has registered."""
    return _KIND_OF[code]


def registered_notices() -> tuple[str, ...]:
    """Every code, sorted."""
    return tuple(sorted(_KIND_OF))
