"""Limits that cannot be kept together: which ones, and how far each would have to give way. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qiao.core.assignment.problem import Candidate, Limit, rows_of
from qiao.core.assignment.programme import Programme


@dataclass(frozen=True)
class ConflictingLimit:
    """A limit of the conflict; ``enough`` is the number nearest to it with which all limits could be kept together.

    None means that this limit alone cannot mend it.
    """

    limit: Limit
    enough: int | None


@dataclass(frozen=True)
class Conflict:
    """Limits that contradict each other (beside the fixed ones); without any one of them the rest could be kept.

    Empty when the fixed limits alone cannot be kept.
    """

    limits: tuple[ConflictingLimit, ...]


def conflict(candidates: Sequence[Candidate], limits: Sequence[Limit], seconds: float) -> Conflict:
    """The conflict among limits that cannot all be kept. Raises OutOfTime.

    Limits are left out one after the other, the last first, as long as the rest still cannot be kept: what remains is a
    set from which none can be left out.
    """
    remaining = list(limits)
    for limit in reversed([limit for limit in limits if not limit.fixed]):
        without = [other for other in remaining if other is not limit]
        if not _can_be_kept(candidates, without, seconds):
            remaining = without
    named = (one for one in remaining if not one.fixed)
    return Conflict(tuple(ConflictingLimit(one, _enough(candidates, limits, one, seconds)) for one in named))


def _can_be_kept(candidates: Sequence[Candidate], limits: Sequence[Limit], seconds: float) -> bool:
    rows = rows_of(candidates, limits)
    if not candidates:
        return all(row.limit.keeps(0) for row in rows)
    return Programme(rows, len(candidates)).maximised(np.zeros(len(candidates)), seconds) is not None


def _enough(candidates: Sequence[Candidate], limits: Sequence[Limit], limit: Limit, seconds: float) -> int | None:
    """The smallest loosening of one limit with which all limits can be kept."""
    if not candidates:
        others = [other for other in limits if other is not limit]
        return 0 if _can_be_kept(candidates, others, seconds) else None
    steps = Programme(rows_of(candidates, limits), len(candidates)).least_loosening(limit.key, seconds)
    return None if steps is None else limit.loosened_by(steps).number
