"""How often programs may ask."""

from datetime import date

from qiao.foundation.registry import RuleDefault

TOKEN_RATE = "api.requests_a_minute.token"
ADDRESS_RATE = "api.requests_a_minute.address"
TEXT_RATE = "api.texts_a_minute.address"
_FIRST_DAY, _OWN = date(2020, 1, 1), "Operating rule of the platform"

RULES: tuple[RuleDefault, ...] = (
    RuleDefault(TOKEN_RATE, 600, "requests", _FIRST_DAY, _OWN, note="Requests a minute with one access token"),
    RuleDefault(ADDRESS_RATE, 120, "requests", _FIRST_DAY, _OWN, note="Requests a minute of one address, no token"),
    RuleDefault(TEXT_RATE, 10, "requests", _FIRST_DAY, _OWN, note="Texts matched a minute for one address, no token"),
)
