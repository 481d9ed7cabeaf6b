"""Rules of the parties room as they ship."""

from datetime import date

from qiao.foundation.registry import RuleDefault

SIMILAR_NAME = "parties.organisation.similar_name"

RULES: tuple[RuleDefault, ...] = (
    RuleDefault(
        SIMILAR_NAME,
        8_000,
        "bp",
        date(2020, 1, 1),
        "Platform's own rule; no regulation sets this figure",
        note="Likeness of two names in one region (Dice on pairs of characters) from which they are shown",
    ),
)
