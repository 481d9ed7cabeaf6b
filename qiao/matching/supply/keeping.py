"""What is kept of a choice: its total, the limits with their prices, and what was left out and why. Pure."""

from collections.abc import Iterable
from typing import Any

from qiao.core.assignment import Blocked, Candidate, LimitPrice
from qiao.matching.supply.choosing import Choice
from qiao.matching.supply.limits import ONCE, ListLimits

MOST_OMITTED = 200
"""Achievements that were left out, those that count most first."""


def compilation_values(choice: Choice) -> dict[str, Any]:
    """The columns of a compilation that tell how it was chosen."""
    found = choice.answer.assignment
    left_out = _omitted(choice)
    return {
        "status": str(found.status),
        "total_bp": found.total_bp,
        "bound_bp": found.bound_bp,
        "gap_step_bp": choice.limits.limits.gap_step_bp,
        "limits": [_limit(price, choice.limits) for price in choice.answer.prices],
        "omitted": left_out[:MOST_OMITTED],
        "omitted_count": len(left_out),
    }


def _limit(price: LimitPrice, listed: ListLimits) -> dict[str, Any]:
    limit = price.limit
    return {
        "key": limit.key,
        "bound": str(limit.bound),
        "number": listed.number(limit.key),
        "looser": None if price.looser is None else listed.as_set(limit, price.looser),
        "reached": list(price.reached),
        "gain_bp": price.gain_bp,
        "is_exact": price.is_exact,
        "entering": [_pair(candidate) for candidate in price.entering],
        "leaving": [_pair(candidate) for candidate in price.leaving],
    }


def _omitted(choice: Choice) -> list[dict[str, Any]]:
    """Achievements of which no pair was chosen, each with its best pair and the groups that are full for it."""
    listed = {item.offered.achievement_id for item in choice.items}
    found: dict[str, dict[str, Any]] = {}
    for candidate, because in choice.answer.omitted:
        if int(candidate.offer) not in listed:
            kept = found.get(candidate.offer)
            if kept is None or candidate.score_bp > kept["counts_bp"]:
                found[candidate.offer] = {**_pair(candidate), "because": _because(because)}
    return sorted(found.values(), key=lambda one: (-one["counts_bp"], one["achievement_id"]))


def _because(blocks: Iterable[Blocked]) -> list[dict[str, Any]]:
    return [
        {"key": block.limit.key, "value": block.value, "lowest_bp": block.lowest_bp}
        for block in blocks
        if block.limit.key != ONCE
    ]


def _pair(candidate: Candidate) -> dict[str, Any]:
    return {
        "achievement_id": int(candidate.offer),
        "demand_id": int(candidate.need),
        "counts_bp": candidate.score_bp,
    }
