"""Periods of imports."""

from datetime import date

from qiao.foundation.intake.facts import KEPT_DAYS
from qiao.foundation.registry import RuleDefault

AT_ONCE_ROWS = "foundation.import.at_once_rows"

RULES = (
    RuleDefault(
        key=AT_ONCE_ROWS,
        value=2000,
        unit="rows",
        valid_from=date(2020, 1, 1),
        legal_basis="Operating rule of the platform",
        note="Lists up to this length are checked and taken while the browser waits, longer ones by the worker.",
    ),
    RuleDefault(
        key=KEPT_DAYS,
        value=7,
        unit="days",
        valid_from=date(2020, 1, 1),
        legal_basis="Operating rule of the platform",
        note="Days after which a previewed import that nobody has decided is discarded.",
    ),
)
