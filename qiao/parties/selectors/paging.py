"""One page of a list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

R = TypeVar("R")
PAGE_SIZE = 20
LARGEST_PAGE = 200


@dataclass(frozen=True)
class Page(Generic[R]):
    """The rows of page ``number`` (from 1) out of ``total`` rows, ``size`` to a page."""

    rows: Sequence[R]
    total: int
    number: int
    size: int

    @property
    def last_number(self) -> int:
        """The number of the last page; an empty list has one page."""
        return max(1, -(-self.total // self.size))


def page_of(rows: QuerySet[Any], number: int, size: int, row_of: Callable[[Any], R]) -> Page[R]:
    """Cut one page out of an ordered query set; a number beyond the end gives the last page. Two queries."""
    size = min(max(1, size), LARGEST_PAGE)
    total = rows.count()
    number = min(max(1, number), max(1, -(-total // size)))
    start = (number - 1) * size
    return Page([row_of(row) for row in rows[start : start + size]], total, number, size)
