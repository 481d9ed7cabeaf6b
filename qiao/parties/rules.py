"""Rules of the parties room as they ship."""

from datetime import date

from qiao.core.access import HUMAN_ROLES
from qiao.foundation.registry import RuleDefault

SIMILAR_NAME = "parties.organisation.similar_name"
TOKEN_USUAL_DAYS = "parties.token.usual_days"
TOKEN_LONGEST_DAYS = "parties.token.longest_days"
INVITATION_DAYS = "parties.invitation.days"
EMAIL_LINK_HOURS = "parties.email_change.hours"
SECOND_FACTOR_ROLES = "parties.second_factor.roles"

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
        EMAIL_LINK_HOURS,
        24,
        "hours",
        date(2020, 1, 1),
        "Platform's own rule; no regulation sets this figure",
        note="How long the link works that confirms a new e-mail address",
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
    # Nobody at first: whoever founds a zone must get in to set a step up. Its first day is the end of the grace period.
    RuleDefault(
        SECOND_FACTOR_ROLES,
        [],
        "roles",
        date(2020, 1, 1),
        "Operating rule of the platform",
        note="Roles under which nobody acts, on pages or through tokens, without a second step of signing in",
        choices=tuple(map(str, HUMAN_ROLES)),
    ),
)
