"""The limits under which a supply list is chosen, and what a list chosen under them is. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from qiao.core.assignment import NEED, OFFER, TOTAL, Bound, Conflict, Limit
from qiao.core.outcomes import Invalid, Problem

HIGHEST = 500
ONCE, LISTED = "once", "listed_before"
"""Limits that are part of what a supply list is: an achievement stands in it once, and not after too many others."""


@dataclass(frozen=True)
class SupplyLimits:
    """Entries at most for one demand and of one organisation, at least in one field; 0 leaves the limit out.

    ``lists_a_year`` is in how many lists delivered within a year an achievement may stand. ``gap_step_bp`` is what an
    entry counts for beside its score with each step of the gap of its link (low 1, medium 2, high 3).
    """

    per_demand: int
    per_organisation: int
    per_field: int
    lists_a_year: int
    gap_step_bp: int


@dataclass(frozen=True)
class ListLimits:
    """The same for one list: how many entries were ordered, and how often each achievement was listed in the year."""

    most_items: int
    limits: SupplyLimits
    times_listed: Mapping[int, int]

    def number(self, key: str) -> int:
        """The number of a limit as people set it."""
        return self.most_items if key == "most_items" else int(getattr(self.limits, key))

    def as_set(self, limit: Limit, number: int) -> int:
        """A number of one of `limits` as people would set it."""
        return self.number(limit.key) + number - limit.number


def check_limits(limits: SupplyLimits) -> None:
    """Raises Invalid naming every number that is out of range."""
    highest = {field.name: 10_000 if field.name.endswith("_bp") else HIGHEST for field in fields(limits)}
    wrong = [(name, getattr(limits, name)) for name, most in highest.items() if not 0 <= getattr(limits, name) <= most]
    if wrong:
        raise Invalid(
            *(Problem(name, "outside_range", str(value), {"least": 0, "most": highest[name]}) for name, value in wrong)
        )


def limits_of(listed: ListLimits) -> list[Limit]:
    """The limits of a list as the assignment takes them."""
    return [Limit(ONCE, OFFER, Bound.MOST, 1, fixed=True), *_set(listed), *_before(listed)]


def _set(listed: ListLimits) -> Iterator[Limit]:
    limits = listed.limits
    yield Limit("most_items", TOTAL, Bound.MOST, listed.most_items)
    if limits.per_demand:
        yield Limit("per_demand", NEED, Bound.MOST, limits.per_demand)
    if limits.per_organisation:
        yield Limit("per_organisation", "organisation", Bound.MOST, limits.per_organisation)
    if limits.per_field:
        yield Limit("per_field", "field", Bound.LEAST, limits.per_field)


def _before(listed: ListLimits) -> Iterator[Limit]:
    """Whoever stood in as many lists as allowed stays out, and would come in if one more were allowed."""
    most = listed.limits.lists_a_year
    if most:
        full = sorted(str(key) for key, times in listed.times_listed.items() if times == most)
        over = sorted(str(key) for key, times in listed.times_listed.items() if times > most)
        yield Limit("lists_a_year", OFFER, Bound.MOST, 0, tuple(full))
        yield Limit(LISTED, OFFER, Bound.MOST, 0, tuple(over), fixed=True)


def refusal_of(conflict: Conflict, listed: ListLimits) -> Invalid:
    """The limits that contradict each other, each with the number that would mend it."""
    return Invalid(*(_problem(one.limit, one.enough, listed) for one in conflict.limits))


def _problem(limit: Limit, enough: int | None, listed: ListLimits) -> Problem:
    value = str(listed.number(limit.key))
    if enough is None:
        return Problem(limit.key, "limit_in_conflict", value)
    return Problem(limit.key, "limit_mended_by", value, {"enough": listed.as_set(limit, enough)})
