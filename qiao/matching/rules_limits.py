"""Rules for lists under limits as they ship: supply lists, roadshow programmes, a week of the technology managers."""

from collections.abc import Mapping
from datetime import date

from qiao.foundation.registry import RuleDefault
from qiao.matching.rules import FAIR

_FIRST = date(2020, 1, 1)
_OWN = "Platform's own rule; no regulation sets this figure"

SUPPLY_LIMITS: Mapping[str, str] = {
    "per_demand": "matching.supply.per_demand",
    "per_organisation": "matching.supply.per_organisation",
    "per_field": "matching.supply.per_field",
    "lists_a_year": "matching.supply.lists_a_year",
    "gap_step_bp": "matching.supply.gap_step",
}
"""Rules of supply lists by the names of `qiao.matching.supply.limits.SupplyLimits`."""

ROADSHOW_LIMITS: Mapping[str, str] = {
    "slots": "matching.roadshow.slots",
    "per_organisation": "matching.roadshow.per_organisation",
    "per_field": "matching.roadshow.per_field",
}
"""Rules of roadshows by the names of `qiao.matching.programmes.roadshow.RoadshowPlan`."""

WEEK_LIMITS: Mapping[str, str] = {
    "per_manager": "matching.week.per_manager",
    "per_field": "matching.week.per_field",
    "in_charge_bp": "matching.week.in_charge",
    "same_field_bp": "matching.week.same_field",
    "due_bp": "matching.week.due",
    "plain_bp": FAIR,
}
"""Rules of a week by the names of `qiao.matching.programmes.week.WeekPlan`."""


def _rule(key: str, value: int, unit: str, note: str) -> RuleDefault:
    return RuleDefault(key, value, unit, _FIRST, _OWN, note=note)


LIMIT_RULES: tuple[RuleDefault, ...] = (
    _rule(SUPPLY_LIMITS["per_demand"], 10, "entries", "Entries of a supply list for one demand at most; 0: no limit"),
    _rule(SUPPLY_LIMITS["per_organisation"], 10, "entries", "Entries of one organisation at most; 0: no limit"),
    _rule(SUPPLY_LIMITS["per_field"], 1, "entries", "Entries in each field that has any at least; 0: no limit"),
    _rule(SUPPLY_LIMITS["lists_a_year"], 3, "lists", "Lists delivered in a year with one achievement; 0: no limit"),
    _rule(SUPPLY_LIMITS["gap_step_bp"], 10_000, "bp", "What each step of the gap of its link adds to an entry's score"),
    _rule(ROADSHOW_LIMITS["slots"], 8, "entries", "Achievements shown in one session of a roadshow"),
    _rule(ROADSHOW_LIMITS["per_organisation"], 3, "entries", "Achievements of one organisation; 0: no limit"),
    _rule(ROADSHOW_LIMITS["per_field"], 1, "entries", "Achievements in each field that has any at least; 0: no limit"),
    _rule(WEEK_LIMITS["per_manager"], 8, "cases", "Cases that one technology manager takes on in a week at most"),
    _rule(WEEK_LIMITS["per_field"], 1, "cases", "Cases in each field where any wait at least; 0: no limit"),
    _rule(WEEK_LIMITS["in_charge_bp"], 3000, "bp", "Added to a case for the manager in charge of one of its records"),
    _rule(WEEK_LIMITS["same_field_bp"], 2000, "bp", "Added to a case in a field of the manager"),
    _rule(WEEK_LIMITS["due_bp"], 5000, "bp", "Added to an introduction that falls due within the week"),
)
