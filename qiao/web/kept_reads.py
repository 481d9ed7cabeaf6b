"""Reads that hold until something is recorded: made once, and then taken from the memory of the process."""

from collections.abc import Callable
from typing import TypeVar, cast

from django.core.cache import caches

CACHE = "reads"
_SECONDS = 60
T = TypeVar("T")


def kept_read(name: str, recorded: int, read: Callable[[], T]) -> T:
    """What ``read`` gave when the newest audit row was the same; ``name`` says what is read, and for whom.

    Only for what changes by recorded acts alone.
    """
    key = f"{name}:{recorded}"
    found = caches[CACHE].get(key, _NOTHING)
    if found is _NOTHING:
        found = read()
        caches[CACHE].set(key, found, _SECONDS)
    return cast(T, found)


_NOTHING = object()
