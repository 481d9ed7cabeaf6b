"""When the catalogue reminds people, as it ships."""

from datetime import date

from qiao.foundation.registry import RuleDefault

EXPIRY_DAYS = "catalogue.expiry_reminder_days"

NOTICE_RULES: tuple[RuleDefault, ...] = (
    RuleDefault(
        EXPIRY_DAYS,
        14,
        "days",
        date(2020, 1, 1),
        "Default of this platform; to be set by the zone's own rules",
        note="How long before the end of the validity of a record its keepers are reminded",
    ),
)
