"""The best choice under limits: exact, and the same for the same candidates. Pure.

The problem with fractions is solved first. It says of most candidates that no best list can hold them (fixing by
reduced costs), so that the integer programme is left with few. A second solution at the same total settles ties.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from qiao.core.assignment.problem import Candidate, Row
from qiao.core.assignment.programme import Found, Programme

SECONDS = 20.0
"""How long one solution may take unless the caller says otherwise."""
AT_ONCE = 300
"""So many candidates are looked at without asking which of them can matter."""
_WHOLE_BP = 10_000


class Status(StrEnum):
    """What is known of a list: that none is better, or that none better was found in the time given."""

    OPTIMAL = "optimal"
    BEST_FOUND = "best_found"


@dataclass(frozen=True)
class Assignment:
    """The chosen pairs in their order, and how good the list is.

    ``bound_bp`` is a total that no list under these limits exceeds; it equals the total when the list is optimal.
    """

    chosen: tuple[Candidate, ...]
    total_bp: int
    status: Status
    bound_bp: int

    @property
    def gap_bp(self) -> int:
        """How much better another list could be at most, in basis points of this total, rounded up."""
        return -(-(self.bound_bp - self.total_bp) * _WHOLE_BP // self.total_bp) if self.total_bp else 0


@dataclass(frozen=True)
class Effort:
    """Seconds for each solution, and how many candidates are looked at without narrowing them down."""

    seconds: float = SECONDS
    at_once: int = AT_ONCE


USUAL = Effort()


def best(
    candidates: Sequence[Candidate], rows: Sequence[Row], effort: Effort, *, near: frozenset[int] | None = None
) -> Assignment | None:
    """The choice with the largest total; None when no choice keeps the rows. ``candidates`` are in their order.

    Ties go to the candidates that come first; with ``near`` (places of another choice) to the choice that differs least
    from it. Raises OutOfTime.
    """
    if not candidates:
        return Assignment((), 0, Status.OPTIMAL, 0) if all(row.limit.keeps(0) for row in rows) else None
    scores = np.array([candidate.score_bp for candidate in candidates], dtype=float)
    programme = Programme(rows, len(candidates))
    narrowed = _narrowed(programme, scores, effort)
    if narrowed is None:
        return None
    found, among, bound = narrowed
    total = _total(scores, found)
    if not found.optimal:
        return _assignment(candidates, found, Status.BEST_FOUND, max(total, math.floor(bound + 1e-3)))
    wishes = _wishes(len(candidates), near)
    settled = programme.maximised(wishes, effort.seconds, among=among, at_least=(scores, total))
    if settled is not None and _total(scores, settled) == total:
        found = settled
    return _assignment(candidates, found, Status.OPTIMAL, total)


def places_of(candidates: Sequence[Candidate], assignment: Assignment) -> frozenset[int]:
    """The places of the chosen candidates."""
    chosen = {candidate.key for candidate in assignment.chosen}
    return frozenset(place for place, candidate in enumerate(candidates) if candidate.key in chosen)


def _narrowed(programme: Programme, scores: Any, effort: Effort) -> tuple[Found, Any, float] | None:
    """A best choice, the places that any best choice can hold, and a bound of the total."""
    everywhere = np.arange(programme.variables)
    if programme.variables <= effort.at_once:
        found = programme.maximised(scores, effort.seconds)
        return None if found is None else (found, everywhere, float(scores.sum()))
    relaxed = programme.relaxed(scores)
    if relaxed is None:
        return None
    width = float(np.sort(relaxed.lost)[effort.at_once])
    while True:
        # A point of room covers what the solver rounds.
        among = everywhere[relaxed.lost <= width + 1.0]
        found = programme.maximised(scores, effort.seconds, among=among)
        missing = math.inf if found is None else relaxed.bound - _total(scores, found)
        if missing <= width or len(among) == len(everywhere):
            return None if found is None else (found, among, relaxed.bound)
        if found is not None and not found.optimal:
            return found, among, relaxed.bound
        width = missing if found is not None else max(1.0, 4 * width)


def _wishes(count: int, near: frozenset[int] | None) -> Any:
    """What the second solution maximises: early places, and above all those of the choice to stay near to."""
    wishes = np.arange(count, 0, -1, dtype=float)
    if near is not None:
        # A difference weighs more than the places of one list may.
        step = float(count) * (len(near) + 1)
        wishes += np.array([step if place in near else -step for place in range(count)])
    return wishes


def _total(scores: Any, found: Found) -> int:
    return int(scores @ found.values)


def _assignment(candidates: Sequence[Candidate], found: Found, status: Status, bound: int) -> Assignment:
    chosen = tuple(candidate for candidate, value in zip(candidates, found.values, strict=True) if value)
    return Assignment(chosen, sum(candidate.score_bp for candidate in chosen), status, bound)
