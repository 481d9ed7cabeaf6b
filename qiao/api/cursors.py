"""Cursors: where the next part of a list begins. Opaque to programs, and checked when they come back."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

from qiao.api.input_faults import LARGEST_NUMBER
from qiao.core.outcomes import Invalid, Problem


def cursor_of(kind: str, *numbers: int) -> str:
    """The cursor of a place in a list of this kind."""
    plain = ".".join([kind, *(str(number) for number in numbers)])
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def numbers_of(kind: str, cursor: str, count: int = 1) -> tuple[int, ...] | None:
    """The place that a cursor stands for, None for the empty one. Raises Invalid for one that is none of this list."""
    if not cursor:
        return None
    try:
        plain = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError) as error:
        raise Invalid(_unusable(cursor)) from error
    told, *parts = plain.split(".")
    sound = told == kind and len(parts) == count and all(part.isdigit() and len(part) <= 19 for part in parts)
    numbers = tuple(int(part) for part in parts) if sound else ()
    if not sound or max(numbers) > LARGEST_NUMBER or cursor != cursor_of(kind, *numbers):
        raise Invalid(_unusable(cursor))
    return numbers


def part_of(
    rows: Sequence[Any], limit: int, kind: str, number_of: Callable[[Any], int]
) -> tuple[list[Any], str | None]:
    """The first ``limit`` of one row more than asked for, and the cursor after them while there is more."""
    items = list(rows[:limit])
    return items, cursor_of(kind, number_of(items[-1])) if len(rows) > limit else None


def link_next(request: HttpRequest, response: HttpResponse, cursor: str | None) -> None:
    """Say in the header Link (RFC 8288) where the next part is."""
    if cursor:
        asked = request.GET.copy()
        asked["cursor"] = cursor
        response["Link"] = f'<{request.path}?{asked.urlencode()}>; rel="next"'


def _unusable(cursor: str) -> Problem:
    return Problem("cursor", "cursor_unusable", cursor[:60])
