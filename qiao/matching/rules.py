"""Rules of the matching room as they ship."""

from datetime import date

from qiao.core.matching.scoring import ScoringWeights
from qiao.foundation.registry import RuleDefault

KEPT = "matching.matches_kept"
STRONG = "matching.strong_from"
FAIR = "matching.fair_from"
WEAK = "matching.weak_from"
LAPSE_DAYS = "matching.introduction.lapse_days"
SLEEP_DAYS = "matching.introduction.sleep_days"
CHECK_DAYS = "matching.commission.check_days"
PAIRS_A_DAY = "matching.grading.pairs_a_day"
FREE_TEXTS = "matching.free_text.per_hour"

_FIRST = date(2020, 1, 1)
_OWN = "Platform's own rule; no regulation sets this figure"
_GRADED = "Chosen on the open graded pairs of demands and achievements of the 2019 contest"
_WEIGHTS = ScoringWeights()

RULES: tuple[RuleDefault, ...] = (
    RuleDefault(KEPT, 20, "matches", _FIRST, _OWN, note="Matches kept for each record of a run"),
    RuleDefault(STRONG, _WEIGHTS.strong_bp, "bp", _FIRST, _GRADED, note="Score from which a match is strong"),
    RuleDefault(FAIR, _WEIGHTS.fair_bp, "bp", _FIRST, _GRADED, note="Score from which a match is fair"),
    RuleDefault(WEAK, _WEIGHTS.weak_bp, "bp", _FIRST, _GRADED, note="Below this nothing is proposed"),
    RuleDefault(LAPSE_DAYS, 15, "working days", _FIRST, _OWN, note="After that an unanswered introduction lapses"),
    RuleDefault(SLEEP_DAYS, 90, "days", _FIRST, _OWN, note="Silence after which a negotiation is asked after"),
    RuleDefault(CHECK_DAYS, 90, "days", _FIRST, _OWN, note="How old a check of a supply-list item may be"),
    RuleDefault(PAIRS_A_DAY, 20, "pairs", _FIRST, _OWN, note="Pairs offered for grading on a day"),
    RuleDefault(FREE_TEXTS, 60, "texts", _FIRST, _OWN, note="Free texts matched for one address in an hour"),
)
