"""Amounts as people type them: 万元 unless another unit stands behind the number."""

import re
import unicodedata

from qiao.core.money import MoneyRangeError, fen_from_wan, fen_from_yuan, wan_from_fen

_UNITS = re.compile(r"\s*(亿元?|万元?|元|yuan)?\s*$", re.IGNORECASE)
_SIGNS = re.compile(r"^\s*(?:¥|人民币|CNY|RMB)\s*", re.IGNORECASE)
_WAN_PER_YI = 10_000
_FEN_MAX = 2**63 - 1


def typed_amount(text: str) -> int:
    """The fen of ``60``, ``60 万元``, ``600,000元`` or ``1.2亿``; without a unit 万元 is meant.

    Raises MoneyError as `qiao.core.money` does.
    """
    plain = _SIGNS.sub("", unicodedata.normalize("NFKC", text))
    found = _UNITS.search(plain)
    unit = (found[1] or "").lower() if found else ""
    number = plain[: found.start()] if found else plain
    if unit in ("元", "yuan"):
        return fen_from_yuan(number)
    if not unit.startswith("亿"):
        return fen_from_wan(number)
    # 1亿 is 10,000万: a fen more or less is decided on the 万元, exactly.
    fen = fen_from_wan(number) * _WAN_PER_YI
    if abs(fen) > _FEN_MAX:
        raise MoneyRangeError(text)
    return fen


def shown_amount(fen: int) -> str:
    """The amount as it stands in its field, exact: ``60 万元``."""
    return f"{wan_from_fen(fen):,f} 万元"
