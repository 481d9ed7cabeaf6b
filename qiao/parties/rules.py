"""Rules of the parties room as they ship."""

from datetime import date

from qiao.foundation.registry import RuleDefault

SIMILAR_NAME = "parties.organisation.similar_name"
TOKEN_USUAL_DAYS = "parties.token.usual_days"
TOKEN_LONGEST_DAYS = "parties.token.longest_days"
INVITATION_DAYS = "parties.invitation.days"

RULES: tuple[RuleDefault, ...] = (
    RuleDefault(
        SIMILAR_NAME,
        8_000,
        "bp",
        date(2020, 1, 1),
        "Platform's own rule; no regulation sets this figure",
        note="Likeness of two names in one region (Dice on pairs of characters) from which they are shown",
    ),
    RuleDefault(
        INVITATION_DAYS,
        7,
        "days",
        date(2020, 1, 1),
        "Platform's own rule; no regulation sets this figure",
        note="How long an invitation to open an account can be accepted",
    ),
    RuleDefault(
        TOKEN_USUAL_DAYS,
        90,
        "days",
        date(2020, 1, 1),
        "Operating rule of the platform",
        note="How long an access token works when no last day is asked for",
    ),
    RuleDefault(
        TOKEN_LONGEST_DAYS,
        365,
        "days",
        date(2020, 1, 1),
        "Operating rule of the platform",
        note="How long an access token may work at most",
    ),
)
