"""The parameters of the score: thresholds from the rules in force, the rest as the engine ships it."""

from dataclasses import asdict
from datetime import date
from typing import Any

from qiao.core.matching.scoring import ScoringWeights
from qiao.foundation.rules import rule_values
from qiao.matching.rules import FAIR, STRONG, WEAK


def weights_in_force(zone_code: str, on: date) -> ScoringWeights:
    """The weights with the zone's thresholds of that day."""
    found = rule_values((STRONG, FAIR, WEAK), zone_code, on)
    return ScoringWeights(strong_bp=found[STRONG], fair_bp=found[FAIR], weak_bp=found[WEAK])


def weights_as_json(weights: ScoringWeights) -> dict[str, Any]:
    """The weights as they are kept with a run."""
    return asdict(weights)


def weights_from(stored: dict[str, Any]) -> ScoringWeights:
    """The weights kept with a run."""
    values = dict(stored)
    calibration = tuple((low, score) for low, score in values.pop("calibration"))
    effects = tuple((name, verdict, effect) for name, verdict, effect in values.pop("effects"))
    return ScoringWeights(calibration=calibration, effects=effects, **values)
