"""Which kinds of case can be followed, and how each looks to somebody: declared by the rooms that own the cases."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qiao.core.access import Actor


@dataclass(frozen=True)
class Sight:
    """A case as one actor may see it now.

    ``title`` is a text, or the same in both languages as ``{"zh": …, "en": …}``; ``code`` is empty where the case has
    no number yet.
    """

    title: str | Mapping[str, str]
    code: str
    state: str


Look = Callable[[Actor, Iterable[int], datetime], Mapping[int, Sight]]
"""The cases with these keys that exist for the actor, each as the actor may see it; a fixed number of statements."""


@dataclass(frozen=True)
class FollowedKind:
    """A kind of case: the table as audit rows name it, the key of its lifecycle, and how it is looked at."""

    object_type: str
    lifecycle: str
    look: Look


_KINDS: dict[str, FollowedKind] = {}


def register_followed(kind: FollowedKind) -> None:
    """Called by a room when it is loaded. Raises ValueError when another kind has the table."""
    if _KINDS.setdefault(kind.object_type, kind) != kind:
        raise ValueError(f"two kinds for {kind.object_type!r}")


def followed_kinds() -> tuple[FollowedKind, ...]:
    """Every kind, in the order in which the rooms are loaded."""
    return tuple(_KINDS.values())


def kind_of(object_type: str) -> FollowedKind | None:
    """The kind of a table, None where its rows cannot be followed."""
    return _KINDS.get(object_type)


def sight_of(actor: Actor, object_type: str, object_id: int, now: datetime) -> Sight | None:
    """The case as the actor may see it; None when it does not exist for the actor or cannot be followed."""
    kind = kind_of(object_type)
    return kind.look(actor, [object_id], now).get(object_id) if kind else None


def shown_title(title: str | Mapping[str, str], chinese: bool) -> str:
    """The title in the language of the reader."""
    return title if isinstance(title, str) else title["zh" if chinese else "en"]


def told_title(title: str | Mapping[str, str]) -> Any:
    """The title as a notice keeps it."""
    return title if isinstance(title, str) else dict(title)
