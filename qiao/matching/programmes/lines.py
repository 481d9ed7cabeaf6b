"""Limits with their prices, and what was left out, in names instead of keys. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from qiao.core.assignment import Answer, Blocked, Candidate, Conflict, LimitPrice
from qiao.core.outcomes import Invalid, Problem


@dataclass(frozen=True)
class LimitLine:
    """A limit as people read it: see `qiao.core.assignment.LimitPrice`; groups and pairs by their names.

    ``reached_count`` counts all groups at the limit; ``reached`` names those that the reader may know.
    """

    key: str
    bound: str
    number: int
    looser: int | None
    gain_bp: int | None
    is_exact: bool
    reached: tuple[str, ...]
    reached_count: int
    entering: tuple[str, ...]
    leaving: tuple[str, ...]


@dataclass(frozen=True)
class Reason:
    """A full group that keeps something out: the limit, the group ("" for the whole list), the lowest in it."""

    key: str
    group: str
    lowest_bp: int


@dataclass(frozen=True)
class OmittedLine:
    """What was left out, what it would have counted for, and why."""

    name: str
    counts_bp: int
    because: tuple[Reason, ...]


@dataclass(frozen=True)
class Result:
    """What every list under limits says of itself."""

    total_bp: int
    status: str
    gap_bp: int
    limits: tuple[LimitLine, ...]
    omitted: tuple[OmittedLine, ...]
    omitted_count: int


@dataclass(frozen=True)
class Naming:
    """How groups (by kind and key) and pairs are called; "" for what the reader may not know."""

    group: Callable[[str, str], str]
    pair: Callable[[Candidate], str]


def limit_line(price: LimitPrice, naming: Naming) -> LimitLine:
    """A price as people read it."""
    limit = price.limit
    named = (naming.group(limit.kind, value) for value in price.reached)
    return LimitLine(
        key=limit.key,
        bound=str(limit.bound),
        number=limit.number,
        looser=price.looser,
        gain_bp=price.gain_bp,
        is_exact=price.is_exact,
        reached=tuple(name for name in named if name),
        reached_count=len(price.reached),
        entering=tuple(naming.pair(candidate) for candidate in price.entering),
        leaving=tuple(naming.pair(candidate) for candidate in price.leaving),
    )


def _omitted(candidate: Candidate, because: Iterable[Blocked], naming: Naming) -> OmittedLine:
    """What was left out, without the limits that are part of what the list is."""
    reasons = (
        Reason(block.limit.key, naming.group(block.limit.kind, block.value), block.lowest_bp)
        for block in because
        if not block.limit.fixed
    )
    return OmittedLine(naming.pair(candidate), candidate.score_bp, tuple(reasons))


def result_of(answer: Answer, naming: Naming, by: str, most: int) -> Result:
    """What a list says of itself. ``by`` is the kind (need or offer) of which each comes in once.

    What was left out is told once too, as the pair for which it would have counted most.
    """
    listed = {candidate.values(by)[0] for candidate in answer.assignment.chosen}
    best: dict[str, tuple[Candidate, tuple[Blocked, ...]]] = {}
    for candidate, because in sorted(answer.omitted, key=lambda one: (-one[0].score_bp, one[0].order)):
        best.setdefault(candidate.values(by)[0], (candidate, because))
    left_out = [pair for key, pair in best.items() if key not in listed]
    return Result(
        total_bp=answer.assignment.total_bp,
        status=str(answer.assignment.status),
        gap_bp=answer.assignment.gap_bp,
        limits=tuple(limit_line(price, naming) for price in answer.prices),
        omitted=tuple(_omitted(candidate, because, naming) for candidate, because in left_out[:most]),
        omitted_count=len(left_out),
    )


def refusal_of(conflict: Conflict) -> Invalid:
    """The limits that contradict each other, each with the number that would mend it."""
    return Invalid(*(_problem(one.limit.key, one.limit.number, one.enough) for one in conflict.limits))


def _problem(key: str, number: int, enough: int | None) -> Problem:
    if enough is None:
        return Problem(key, "limit_in_conflict", str(number))
    return Problem(key, "limit_mended_by", str(number), {"enough": enough})
