"""What an assignment chooses from, and what it must keep to. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

NEED, OFFER, TOTAL = "need", "offer", "total"
"""Kinds of group to which every candidate belongs: its need, its offer, and the list as a whole."""

Group = tuple[str, str]
"""A kind of group and which one: ``("organisation", "17")``."""


class Bound(StrEnum):
    """On which side a limit holds."""

    MOST = "most"
    LEAST = "least"


@dataclass(frozen=True)
class Candidate:
    """A pair that may be chosen: a need, an offer, what the pair counts for, and the groups it belongs to.

    ``score_bp`` is what the total adds up, in basis points, 0 or more. Among lists of the same total the one wins whose
    pairs come first by ``precedence`` (smaller first), then by need and offer.
    """

    need: str
    offer: str
    score_bp: int
    groups: frozenset[Group] = frozenset()
    precedence: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """Need and offer: what tells candidates apart."""
        return self.need, self.offer

    @property
    def order(self) -> tuple[int, str, str]:
        """The place among candidates that count the same."""
        return self.precedence, self.need, self.offer

    def values(self, kind: str) -> tuple[str, ...]:
        """Which groups of a kind the candidate belongs to, in order."""
        if kind == TOTAL:
            return ("",)
        if kind in (NEED, OFFER):
            return (self.need if kind == NEED else self.offer,)
        return tuple(sorted(value for name, value in self.groups if name == kind))


@dataclass(frozen=True)
class Limit:
    """At most (or at least) ``number`` chosen pairs in each group of a kind.

    ``values`` names the groups; None means each group of the kind that any candidate belongs to. ``key`` is the
    caller's name for the limit. A ``fixed`` limit is part of what the list is (nobody stands in it twice): it has no
    price and does not give way.
    """

    key: str
    kind: str
    bound: Bound
    number: int
    values: tuple[str, ...] | None = None
    fixed: bool = False

    @property
    def looser(self) -> "Limit | None":
        """The same limit one looser; None for "at least 0", which asks for nothing."""
        if self.bound is Bound.MOST:
            return replace(self, number=self.number + 1)
        return replace(self, number=self.number - 1) if self.number else None

    def loosened_by(self, steps: int) -> "Limit":
        """The same limit so many steps looser."""
        return replace(self, number=self.number + (steps if self.bound is Bound.MOST else -steps))

    def keeps(self, count: int) -> bool:
        """Whether a group with so many chosen pairs keeps the limit."""
        return count <= self.number if self.bound is Bound.MOST else count >= self.number


@dataclass(frozen=True)
class Row:
    """One group under one limit: the places of its candidates."""

    limit: Limit
    value: str
    members: tuple[int, ...]


def in_order(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The candidates in their order, whatever order they came in.

    Raises ValueError for two candidates with the same need and offer, and for a negative score.
    """
    ordered = tuple(sorted(candidates, key=lambda candidate: candidate.order))
    if len({candidate.key for candidate in ordered}) != len(ordered):
        raise ValueError("two candidates have the same need and offer; give each pair once")
    if any(candidate.score_bp < 0 for candidate in ordered):
        raise ValueError("a candidate has a score below 0; leave out what is not wanted")
    return ordered


def rows_of(candidates: Sequence[Candidate], limits: Iterable[Limit]) -> list[Row]:
    """Every group under every limit, by limit and group.

    Raises ValueError for two limits with the same key and for a number below 0.
    """
    listed = list(limits)
    if len({limit.key for limit in listed}) != len(listed):
        raise ValueError("two limits have the same key; name each limit once")
    if any(limit.number < 0 for limit in listed):
        raise ValueError("a limit is below 0; the smallest is 0")
    members = {kind: _members(candidates, kind) for kind in {limit.kind for limit in listed}}
    return [
        Row(limit, value, tuple(members[limit.kind].get(value, ())))
        for limit in listed
        for value in (sorted(members[limit.kind]) if limit.values is None else limit.values)
    ]


def _members(candidates: Sequence[Candidate], kind: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place, candidate in enumerate(candidates):
        for value in candidate.values(kind):
            found[value].append(place)
    return found
