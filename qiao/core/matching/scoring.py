"""The score of a pair: similarity of texts, calibrated, then moved by the facts that agree or differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qiao.core.matching.facts import FactVerdict, compare_facts
from qiao.core.matching.features import Bag, Keys, Numbers
from qiao.core.matching.results import FactName, Level, Verdict
from qiao.core.matching.statistics import FeatureStatistics
from qiao.core.matching.texts import MatchText

FULL = 10_000

# Points (similarity, score), both in basis points. The score is the share of pairs that experts graded
# 3 or 4 among the open graded pairs of the 2019 contest with that similarity
# (`benchmarks/matching_quality.py` prints the table); above the highest observed similarity a straight
# line to 10000.
CALIBRATION = (
    (0, 0),
    (200, 600),
    (400, 900),
    (600, 1300),
    (800, 1800),
    (1000, 2500),
    (1500, 3600),
    (2000, 4700),
)

# How far a fact moves the score, in basis points of t(1 - t), t being the score of the texts alone. The
# graded pairs carry no facts, so these are declared, not estimated.
EFFECTS: tuple[tuple[FactName, Verdict, int], ...] = (
    ("field", "agrees", 2000),
    ("field", "differs", -3000),
    ("industry", "agrees", 1500),
    ("industry", "near", 800),
    ("industry", "differs", -500),
    ("maturity", "agrees", 1500),
    ("maturity", "differs", -2500),
    ("region", "agrees", 500),
    ("ways", "agrees", 1000),
    ("ways", "differs", -1500),
)


VERDICTS: tuple[Verdict, ...] = ("agrees", "near", "differs", "unknown")


@dataclass(frozen=True)
class Candidates:
    """What a ranker may look at of the records found for a source, one value for each in the same order.

    `similarities` are those of the texts, 0 to 1, `bm25` the values by which the records were found; `verdicts` holds
    for each fact the place of its verdict in `VERDICTS`.
    """

    keys: NDArray[np.int64]
    similarities: Numbers
    bm25: Numbers
    verdicts: Mapping[FactName, NDArray[np.int64]]


class Ranker(Protocol):
    """Turns candidates into scores: the step that another model may replace. `ScoringWeights` is one."""

    def scores(self, candidates: Candidates) -> NDArray[np.int64]:
        """Return the score of each candidate, 0 to 10000, in the order given."""


@dataclass(frozen=True)
class ScoringWeights:
    """Parameters of the score; all in basis points.

    The thresholds were chosen on the open graded pairs: among pairs at or above `strong_bp` nearly every
    second one was graded 3 or 4, between `fair_bp` and that nearly every third, and below `weak_bp` fewer
    than one in ten, so nothing is proposed there.

    Raises ValueError when a rule of order or range is broken.
    """

    calibration: tuple[tuple[int, int], ...] = CALIBRATION
    effects: tuple[tuple[FactName, Verdict, int], ...] = EFFECTS
    strong_bp: int = 4200
    fair_bp: int = 2200
    weak_bp: int = 1000

    def __post_init__(self) -> None:
        if not 0 < self.weak_bp < self.fair_bp < self.strong_bp <= FULL:
            raise ValueError(
                f"thresholds {self.weak_bp}, {self.fair_bp}, {self.strong_bp}: must rise within 1–{FULL}; "
                "give weak_bp < fair_bp < strong_bp"
            )
        points = ((0, 0), *self.calibration[1:], (FULL, FULL))
        rising = all(a[0] < b[0] and a[1] <= b[1] for a, b in pairwise(points))
        if self.calibration[:1] != ((0, 0),) or not rising:
            raise ValueError(
                f"calibration {self.calibration}: must begin with (0, 0) and rise below ({FULL}, {FULL}); "
                "sort the points and remove those that fall"
            )
        worst = sum(max(abs(effect[2]) for effect in self.effects if effect[0] == name) for name in self._facts())
        if worst > FULL:
            raise ValueError(
                f"effects {self.effects}: the largest of each fact add up to {worst}, more than {FULL}, "
                "so a better text could score less; lower them"
            )

    def _facts(self) -> set[FactName]:
        return {effect[0] for effect in self.effects}

    def effect(self, name: FactName, verdict: Verdict) -> float:
        """Return by how much of t(1 - t) a verdict moves the score, −1 to 1; 0 when not listed."""
        found = (effect[2] for effect in self.effects if effect[:2] == (name, verdict))
        return next(found, 0) / FULL

    def calibrated(self, similarity: float) -> float:
        """Return the score of a similarity of texts before any fact, 0 to 1."""
        xs, ys = zip(*self.calibration, (FULL, FULL), strict=True)
        return float(np.interp(similarity * FULL, xs, ys)) / FULL

    def scores(self, candidates: Candidates) -> NDArray[np.int64]:
        """Return the score of each candidate in basis points, as `combine` would one by one."""
        xs, ys = zip(*self.calibration, (FULL, FULL), strict=True)
        text = np.interp(candidates.similarities * FULL, xs, ys) / FULL
        room, moved = text * (1.0 - text), np.zeros(len(text))
        for name, verdicts in candidates.verdicts.items():
            moved = moved + room * np.array([self.effect(name, verdict) for verdict in VERDICTS])[verdicts]
        scores: NDArray[np.int64] = np.clip(np.rint(FULL * (text + moved)), 0, FULL).astype(np.int64)
        return scores

    def level(self, score_bp: int) -> Level:
        """Return the level of a score."""
        if score_bp >= self.strong_bp:
            return "strong"
        if score_bp >= self.fair_bp:
            return "fair"
        return "weak" if score_bp >= self.weak_bp else "none"


@dataclass(frozen=True)
class Vector:
    """A weighed bag: feature keys with tf·idf weights, of length below one; empty when nothing is said."""

    keys: Keys
    weights: Numbers


@dataclass(frozen=True)
class PairScore:
    """The score of one pair with what it was made of."""

    score_bp: int
    similarity: float
    text_part: float
    facts: tuple[FactVerdict, ...]
    fact_parts: tuple[float, ...]

    @property
    def gross(self) -> float:
        """Return text and agreeing facts together, the whole that shares are shares of."""
        return self.text_part + sum(part for part in self.fact_parts if part > 0)


def vector_of(bag: Bag, statistics: FeatureStatistics) -> Vector:
    """Weigh a bag by how rare its features are and bring it to a length below one.

    A text that says little is kept shorter, as if it also had `SILENT_FEATURES` of the rarest kind that
    nobody else has: two records that share only "technology" must not look alike.
    """
    weights = bag.weights * statistics.idf(bag.keys)
    return Vector(bag.keys, weights / length_of(weights, statistics))


def length_of(weights: Numbers, statistics: FeatureStatistics) -> float:
    """Return what the weighed features of a text are divided by; see `vector_of`."""
    return sqrt(total_of(weights * weights) + statistics.silent)


def total_of(values: Numbers) -> float:
    """Return the sum, added from the first to the last: the same digits as when many records are summed at once."""
    return float(np.cumsum(values)[-1]) if len(values) else 0.0


def shared(source: Vector, target: Vector) -> tuple[Keys, Numbers]:
    """Return the features of both sides with what each adds to the similarity; they add up to it."""
    if not len(source.keys) or not len(target.keys):
        return source.keys[:0], source.weights[:0]
    places = np.minimum(np.searchsorted(source.keys, target.keys), len(source.keys) - 1)
    same = source.keys[places] == target.keys
    return target.keys[same], source.weights[places[same]] * target.weights[same]


def similarity_of(source: Vector, target: Vector) -> float:
    """Return the cosine of two vectors, 0 to 1."""
    return min(1.0, total_of(shared(source, target)[1]))


def combine(similarity: float, facts: Sequence[FactVerdict], weights: ScoringWeights) -> PairScore:
    """Move the calibrated similarity t by t(1 - t) times the sum of the effects of the facts.

    The result stays between 0 and 1, rises with the similarity whatever the facts are, and an unknown fact
    leaves it where it is. Facts alone never make a match: without a common word the score is 0.
    """
    text = weights.calibrated(similarity)
    room = text * (1.0 - text)
    fact_parts = tuple(room * weights.effect(fact.name, fact.verdict) for fact in facts)
    score_bp = round(FULL * (text + total_of(np.array(fact_parts))))
    return PairScore(max(0, min(FULL, score_bp)), similarity, text, tuple(facts), fact_parts)


def score_pair(
    source: tuple[MatchText, Vector], target: tuple[MatchText, Vector], weights: ScoringWeights
) -> PairScore:
    """Score one pair of records whose vectors are known."""
    facts = compare_facts(source[0], target[0])
    return combine(similarity_of(source[1], target[1]), facts, weights)
