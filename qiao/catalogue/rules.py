"""Periods of the catalogue, as they ship."""

from datetime import date

from qiao.foundation.registry import RuleDefault

REMINDER_DAYS = "catalogue.case.reminder_days"
BULK_ROWS = "catalogue.case.bulk_rows"
SAME_TEXT = "catalogue.near_duplicate.same_bp"
NEAR_TEXT = "catalogue.near_duplicate.near_bp"
SHARED_PART = "catalogue.near_duplicate.part_bp"
SHARED_PASSAGE = "catalogue.near_duplicate.passage_characters"

_FIRST_DAY = date(2020, 1, 1)
_OWN_DEFAULT = "Default of this platform; to be set by the zone's own rules"

RULES: tuple[RuleDefault, ...] = (
    RuleDefault(
        "catalogue.demand.validity_months", 12, "months", _FIRST_DAY,
        "Practice of technology-demand lists: a demand stays open for 12 months",
    ),
    RuleDefault("catalogue.achievement.validity_months", 24, "months", _FIRST_DAY, _OWN_DEFAULT),
    RuleDefault("catalogue.scenario.validity_months", 12, "months", _FIRST_DAY, _OWN_DEFAULT),
    RuleDefault("catalogue.demand.review_days", 5, "working days", _FIRST_DAY, _OWN_DEFAULT),
    RuleDefault("catalogue.achievement.review_days", 5, "working days", _FIRST_DAY, _OWN_DEFAULT),
    RuleDefault("catalogue.scenario.review_days", 5, "working days", _FIRST_DAY, _OWN_DEFAULT),
    RuleDefault(
        REMINDER_DAYS, 14, "days", _FIRST_DAY, _OWN_DEFAULT, note="How long before its clock ends a case is pointed out"
    ),
    RuleDefault(
        BULK_ROWS, 200, "rows", _FIRST_DAY, _OWN_DEFAULT, note="Cases that one person may move in one go"
    ),
    RuleDefault(
        SAME_TEXT, 10_000, "basis points", _FIRST_DAY, _OWN_DEFAULT,
        note="From which likeness two texts count as the same; punctuation, width and letter case make no difference",
    ),
    RuleDefault(
        NEAR_TEXT, 6_000, "basis points", _FIRST_DAY, _OWN_DEFAULT,
        note="From which likeness two texts are nearly the same: then submitting asks for a reason",
    ),
    RuleDefault(
        SHARED_PART, 5_000, "basis points", _FIRST_DAY, _OWN_DEFAULT,
        note="Which part of one text must stand in the other to be pointed out",
    ),
    RuleDefault(
        SHARED_PASSAGE, 50, "characters", _FIRST_DAY, _OWN_DEFAULT,
        note="From which length a single common passage is pointed out",
    ),
)  # fmt: skip
