"""Rules of notices and their mails as they ship."""

from datetime import date

from qiao.foundation.registry import RuleDefault

DIGEST_HOUR = "parties.notice.digest_hour"
KEPT_DAYS = "parties.notice.kept_days"
MAIL_DAYS = "parties.notice.mail_days"

_FIRST = date(2020, 1, 1)
_OWN = "Platform's own rule; no regulation sets this figure"

NOTICE_RULES: tuple[RuleDefault, ...] = (
    RuleDefault(
        DIGEST_HOUR, 8, "hour", _FIRST, _OWN, note="Hour of the day (China) at which daily and weekly mails go out"
    ),
    RuleDefault(KEPT_DAYS, 365, "days", _FIRST, _OWN, note="How long a notice that was read is kept"),
    RuleDefault(MAIL_DAYS, 3, "days", _FIRST, _OWN, note="How long a mail that cannot be delivered is tried again"),
)
