"""What a limit costs: how much the total would gain if it were one looser, and what would change. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qiao.core.assignment.problem import Candidate, Limit, Row, rows_of
from qiao.core.assignment.solving import Assignment, Effort, Status, best, places_of


@dataclass(frozen=True)
class LimitPrice:
    """A limit with its price.

    ``reached`` are the groups that stand exactly at the limit. ``gain_bp`` is by how much the total would rise if the
    limit were ``looser`` (one more, or one less that is asked for), found by solving again; None where nothing looser
    exists. ``entering`` and ``leaving`` are the pairs that would change, as few as possible. ``is_exact`` is False when
    one of the two solutions ran out of time.
    """

    limit: Limit
    reached: tuple[str, ...]
    looser: int | None
    gain_bp: int | None
    is_exact: bool
    entering: tuple[Candidate, ...] = ()
    leaving: tuple[Candidate, ...] = ()

    @property
    def binds(self) -> bool:
        """A looser limit would give a better list."""
        return bool(self.gain_bp)


def prices(
    candidates: Sequence[Candidate], limits: Sequence[Limit], found: Assignment, effort: Effort
) -> tuple[LimitPrice, ...]:
    """The price of every limit that is not fixed, in order. ``candidates`` are in their order. Raises OutOfTime."""
    places = (place for place, limit in enumerate(limits) if not limit.fixed)
    return tuple(_price(candidates, limits, place, found, effort) for place in places)


def reached(rows: Sequence[Row], candidates: Sequence[Candidate], found: Assignment) -> Iterator[Row]:
    """The groups in which not one pair more (or less) could stand."""
    chosen = places_of(candidates, found)
    for row in rows:
        if sum(member in chosen for member in row.members) == row.limit.number:
            yield row


def _price(
    candidates: Sequence[Candidate], limits: Sequence[Limit], place: int, found: Assignment, effort: Effort
) -> LimitPrice:
    limit = limits[place]
    own = rows_of(candidates, [limit])
    at_limit = tuple(row.value for row in reached(own, candidates, found))
    looser = limit.looser
    if looser is None:
        return LimitPrice(limit, at_limit, None, None, is_exact=True)
    if not any(row.members for row in own):
        # Where nothing belongs to a group of the limit, nothing can come in when it is looser.
        return LimitPrice(limit, at_limit, looser.number, 0, is_exact=True)
    rows = rows_of(candidates, [*limits[:place], looser, *limits[place + 1 :]])
    other = best(candidates, rows, effort, near=places_of(candidates, found))
    # What keeps the limits keeps the looser ones too, so there is an answer, at least as good unless time ran out.
    if other is None or other.total_bp <= found.total_bp:
        exact = other is not None and other.status is found.status is Status.OPTIMAL
        return LimitPrice(limit, at_limit, looser.number, 0, exact)
    was, becomes = (Counter(one.chosen) for one in (found, other))
    return LimitPrice(
        limit,
        at_limit,
        looser.number,
        other.total_bp - found.total_bp,
        other.status is found.status is Status.OPTIMAL,
        entering=tuple(becomes - was),
        leaving=tuple(was - becomes),
    )
