"""Answers of the regression as probabilities, and how far probabilities can be relied upon."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qiao.core.matching.learning.records import FITS, LEVELS
from qiao.core.matching.learning.terms import Numbers

# Imagined pairs at the mean, so that few grades do not make a probability certain.
CAUTION = 2.0
STEPS = 30
BINS = 10


@dataclass(frozen=True)
class Calibration:
    """Logistic curves over the three answers: columns are the thresholds 2, 3, 4; the last row is the constant."""

    curves: Numbers

    @classmethod
    def of(cls, answers: Numbers, levels: Numbers) -> "Calibration":
        """Fit the curves on answers for pairs that were not learned from, and their levels."""
        rows = np.column_stack([answers, np.ones(len(answers))])
        return cls(np.column_stack([_logistic(rows, (levels >= level).astype(float)) for level in LEVELS[1:]]))

    def probabilities(self, answers: Numbers) -> Numbers:
        """Return per pair the probability of a grade of at least 2, 3 and 4, never rising."""
        rows = np.column_stack([answers, np.ones(len(answers))])
        return np.minimum.accumulate(_curve(rows @ self.curves), axis=1)


def _curve(values: Numbers) -> Numbers:
    curve: Numbers = 1.0 / (1.0 + np.exp(-np.clip(values, -30.0, 30.0)))
    return curve


def _logistic(rows: Numbers, hits: Numbers) -> Numbers:
    """Return the weights of a logistic regression with a small ridge, by Newton's method."""
    usual = (hits.sum() + CAUTION * 0.5) / (len(hits) + CAUTION)
    weights = np.zeros(rows.shape[1])
    weights[-1] = np.log(usual / (1.0 - usual))
    ridge = np.full(rows.shape[1], CAUTION)
    ridge[-1] = CAUTION / 10.0
    centre = weights.copy()
    for _ in range(STEPS):
        chance = _curve(rows @ weights)
        slope = rows.T @ (chance - hits) + ridge * (weights - centre)
        bend = (rows * (chance * (1.0 - chance))[:, None]).T @ rows + np.diag(ridge)
        weights = weights - np.linalg.solve(bend, slope)
    return weights


@dataclass(frozen=True)
class Bin:
    """Pairs whose probability lay between `low` and `high`: how many, the mean probability, the share that fits."""

    low: float
    high: float
    pairs: int
    expected: float
    observed: float


@dataclass(frozen=True)
class Reliability:
    """The bins, the Brier score (mean squared error) and the expected calibration error (mean gap of the bins)."""

    bins: tuple[Bin, ...]
    brier: float
    error: float


def reliability(probabilities: Sequence[float] | Numbers, levels: Sequence[int] | Numbers) -> Reliability:
    """Compare probabilities of a grade of 3 or 4 with the grades, in ten bins of equal width without empty ones."""
    chance, hits = np.asarray(probabilities, dtype=np.float64), np.asarray(levels) >= FITS
    places = np.minimum((chance * BINS).astype(np.int64), BINS - 1)
    bins = []
    for place in range(BINS):
        inside = places == place
        if inside.any():
            low, high = place / BINS, (place + 1) / BINS
            bins.append(Bin(low, high, int(inside.sum()), float(chance[inside].mean()), float(hits[inside].mean())))
    total = max(len(chance), 1)
    error = sum(one.pairs * abs(one.expected - one.observed) for one in bins) / total
    return Reliability(tuple(bins), float(((chance - hits) ** 2).sum() / total), error)
