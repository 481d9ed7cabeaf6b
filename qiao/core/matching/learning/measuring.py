"""Measures of a ranking against grades, and the folds in which it is learned and measured."""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

from qiao.core.matching.learning.records import FITS

FIRST = 10
SHORT = 5


@dataclass(frozen=True)
class Figures:
    """Mean over demands of ndcg@10 (gain 2^(grade-1)-1) and p@5; auc over all pairs of pairs of one demand.

    `grade_score` is 1 / (1 + mean absolute error of the level), None where no level is given.
    """

    ndcg: float
    p5: float
    auc: float
    grade_score: float | None = None


def figures(needs: Sequence[str], levels: Sequence[int], scores: Sequence[float]) -> Figures:
    """Measure scores of graded pairs (demand, grade, score by position); equal scores keep their order."""
    by_need: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for need, level, score in zip(needs, levels, scores, strict=True):
        by_need[need].append((score, level))
    gains, firsts, wins, pairs = [], [], 0.0, 0
    for rows in by_need.values():
        ranked = [level for _, level in sorted(rows, key=lambda row: -row[0])]
        best = _discounted(sorted(ranked, reverse=True))
        if best:
            gains.append(_discounted(ranked) / best)
        good = [score for score, level in rows if level >= FITS]
        bad = [score for score, level in rows if level < FITS]
        if good:
            firsts.append(sum(level >= FITS for level in ranked[:SHORT]) / SHORT)
        wins += sum((g > b) + 0.5 * (g == b) for g in good for b in bad)
        pairs += len(good) * len(bad)
    return Figures(_mean(gains), _mean(firsts), wins / pairs if pairs else 0.0)


def grade_score(levels: Sequence[int], given: Sequence[float]) -> float:
    """Return 1 / (1 + mean absolute error) of given levels."""
    return 1.0 / (1.0 + _mean([abs(a - b) for a, b in zip(levels, given, strict=True)]))


def mean_of(found: Sequence[Figures]) -> Figures:
    """Return the mean of the figures of several folds."""
    return Figures(*(_mean([getattr(one, name) for one in found]) for name in ("ndcg", "p5", "auc")))


def _discounted(levels: Sequence[int]) -> float:
    return sum((2.0 ** (level - 1) - 1) / log2(place + 2) for place, level in enumerate(levels[:FIRST]))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def folds_by(groups: Sequence[str], count: int, seed: int) -> list[int]:
    """Return the fold of each row such that rows of one group share it; the order of the rows does not matter."""
    order = sorted(set(groups))
    random.Random(seed).shuffle(order)
    fold = {group: place % count for place, group in enumerate(order)}
    return [fold[group] for group in groups]
