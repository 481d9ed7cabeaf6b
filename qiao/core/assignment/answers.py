"""The whole answer to a choice under limits: the list, the price of each limit, or what contradicts itself. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qiao.core.assignment.conflicts import Conflict, conflict
from qiao.core.assignment.prices import LimitPrice, prices
from qiao.core.assignment.problem import Candidate, Limit, in_order, rows_of
from qiao.core.assignment.reasons import Blocked, blocked_by
from qiao.core.assignment.solving import USUAL, Assignment, Effort, best


@dataclass(frozen=True)
class Answer:
    """The list with the price of each limit, and what was left out and why."""

    assignment: Assignment
    prices: tuple[LimitPrice, ...]
    omitted: tuple[tuple[Candidate, tuple[Blocked, ...]], ...]


def answer(candidates: Iterable[Candidate], limits: Sequence[Limit], effort: Effort = USUAL) -> Answer | Conflict:
    """The best list under the limits with their prices, or the limits that cannot be kept together.

    The order of the candidates does not matter. The seconds hold for each solution, of which there are two for the list
    and up to two for each limit. Raises OutOfTime when not even one list was found, ValueError for candidates or limits
    that contradict their own description.
    """
    ordered = in_order(candidates)
    found = best(ordered, rows_of(ordered, limits), effort)
    if found is None:
        return conflict(ordered, limits, effort.seconds)
    return Answer(found, prices(ordered, limits, found, effort), tuple(blocked_by(ordered, limits, found)))
