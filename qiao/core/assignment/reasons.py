"""Why a pair is not in the list. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qiao.core.assignment.problem import Bound, Candidate, Limit
from qiao.core.assignment.solving import Assignment


@dataclass(frozen=True)
class Blocked:
    """A full group that keeps a pair out: the limit, which group, and the lowest score that stands in it."""

    limit: Limit
    value: str
    lowest_bp: int


def blocked_by(
    candidates: Iterable[Candidate], limits: Sequence[Limit], found: Assignment
) -> Iterator[tuple[Candidate, tuple[Blocked, ...]]]:
    """Every candidate that was not chosen, with the full groups it would have to enter, in the order of the limits.

    In an optimal list only a pair that counts for nothing is kept out by no group.
    """
    standing: dict[tuple[str, str], list[int]] = {}
    for candidate in found.chosen:
        for kind in {limit.kind for limit in limits}:
            for value in candidate.values(kind):
                standing.setdefault((kind, value), []).append(candidate.score_bp)
    chosen = {candidate.key for candidate in found.chosen}
    for candidate in candidates:
        if candidate.key not in chosen:
            yield candidate, tuple(_full(candidate, limits, standing))


def _full(
    candidate: Candidate, limits: Sequence[Limit], standing: dict[tuple[str, str], list[int]]
) -> Iterator[Blocked]:
    for limit in limits:
        if limit.bound is not Bound.MOST:
            continue
        for value in candidate.values(limit.kind):
            scores = standing.get((limit.kind, value), [])
            if (limit.values is None or value in limit.values) and len(scores) >= limit.number:
                yield Blocked(limit, value, min(scores, default=0))
