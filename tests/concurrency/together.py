"""Running the same thing in several threads at the same instant, each with its own database connection."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection, connections

T = TypeVar("T")


def need_postgresql() -> None:
    """Skip, with the reason, where writers cannot run side by side."""
    if connection.vendor != "postgresql":
        pytest.skip("writers side by side need PostgreSQL; set DATABASE_URL")


def together(count: int, work: Callable[[int], T]) -> list[T]:
    """The results of ``work(0)`` … ``work(count - 1)``, begun at the same instant."""
    barrier = Barrier(count)

    def one(number: int) -> T:
        try:
            barrier.wait(timeout=30)
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(one, range(count)))
