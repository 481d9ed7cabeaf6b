"""The parameters of the score: thresholds from the rules in force, the rest as the engine ships it."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from qiao.core.matching.scoring import ScoringWeights
from qiao.foundation.rules import rule_values
from qiao.matching.rules import FAIR, STRONG, WEAK

THRESHOLDS = (STRONG, FAIR, WEAK)
"""The rules that set the thresholds, for reading them together with others."""


def weights_in_force(zone_code: str, on: date) -> ScoringWeights:
    """The weights with the zone's thresholds of that day."""
    return weights_of(rule_values(THRESHOLDS, zone_code, on))


def weights_of(found: Mapping[str, Any]) -> ScoringWeights:
    """The weights with these values of the rules in `THRESHOLDS`."""
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
