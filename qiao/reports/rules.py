"""Periods of the reports, as they ship."""

from datetime import date

from qiao.foundation.registry import RuleDefault

SLEEP_DAYS = "reports.funnel.sleep_days"

RULES: tuple[RuleDefault, ...] = (
    RuleDefault(
        SLEEP_DAYS,
        90,
        "days",
        date(2020, 1, 1),
        "Platform's own rule; no regulation sets this figure",
        note="Days without a view, an introduction or an update after which a published record sleeps",
    ),
)
