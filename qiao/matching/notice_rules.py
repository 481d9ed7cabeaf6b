"""Rules of reminders and saved searches as they ship."""

from datetime import date

from qiao.foundation.registry import RuleDefault

ANSWER_DAYS = "matching.introduction.reminder_days"
MOST_SEARCHES = "matching.search.most_for_person"
MOST_HITS = "matching.search.hits_in_mail"
WATCHED = "matching.search.watched_results"
UNDO_DAYS = "matching.search.undo_days"

_FIRST = date(2020, 1, 1)
_OWN = "Platform's own rule; no regulation sets this figure"

NOTICE_RULES: tuple[RuleDefault, ...] = (
    RuleDefault(
        ANSWER_DAYS, 3, "days", _FIRST, _OWN, note="How long before an introduction lapses its sides are reminded"
    ),
    RuleDefault(MOST_SEARCHES, 20, "searches", _FIRST, _OWN, note="Saved searches that one person may keep"),
    RuleDefault(MOST_HITS, 10, "records", _FIRST, _OWN, note="New records described in one alert; the rest is counted"),
    RuleDefault(
        WATCHED, 2_000, "records", _FIRST, _OWN,
        note="Up to so many results a search is watched record by record; beyond, new publications only",
    ),
    RuleDefault(UNDO_DAYS, 30, "days", _FIRST, _OWN, note="How long a deleted search can be restored"),
)  # fmt: skip
