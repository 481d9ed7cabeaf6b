"""The hit rate of a delivered list. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qiao.matching.lifecycles.commission import HITS, AdoptionLevel

FULL_BP = 10_000


@dataclass(frozen=True)
class HitRate:
    """Items that came to negotiation, intent or contract (洽谈、意向、签约), beside both possible denominators.

    Rates are basis points, rounded down; None where the denominator is 0.
    """

    items: int
    answered: int
    hits: int

    @property
    def of_answered_bp(self) -> int | None:
        """Hits over items on which anybody has reported."""
        return self.hits * FULL_BP // self.answered if self.answered else None

    @property
    def of_all_bp(self) -> int | None:
        """Hits over all items of the list."""
        return self.hits * FULL_BP // self.items if self.items else None


def hit_rate(items: int, levels_by_item: Iterable[Sequence[str]]) -> HitRate:
    """Count the items with reports; an item is a hit when the best report on it is one."""
    reported = [best_level(levels) for levels in levels_by_item if levels]
    return HitRate(items, len(reported), sum(level in HITS for level in reported))


def best_level(levels: Sequence[str]) -> AdoptionLevel:
    """The report that went furthest."""
    order = tuple(AdoptionLevel)
    return max((AdoptionLevel(level) for level in levels), key=order.index)
