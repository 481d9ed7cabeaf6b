"""Budget cells of demand lists: a band by its name, or an amount that lies in one."""

import re
import unicodedata

from qiao.core.money import MoneyError, fen_from_wan
from qiao.core.taxonomy import BUDGET_BOUNDS_FEN, BudgetBand
from qiao.foundation.intake.cells import CellProblem, choice_of

NUMBER = r"([0-9]+(?:\.[0-9]+)?)"
AMOUNT = re.compile(rf"约?{NUMBER}(?:万元?)?(?:[-~—–至到]{NUMBER})?(万元?)?")
# Without a unit 万元 is meant, as in every column of money; beyond 1亿元 the number is likelier one of 元.
HIGHEST_BARE_WAN = 10_000

_named = choice_of(BudgetBand)


def budget_band(text: str) -> str:
    """A band by name, or the one in which an amount in 万元 (``200万元``, ``60-80万元``, ``200``) lies as a whole."""
    try:
        return str(_named(text))
    except CellProblem:
        if band := _band_of(text):
            return str(band.value)
        raise


def _band_of(text: str) -> BudgetBand | None:
    bare = "".join(unicodedata.normalize("NFKC", text).split())
    match = AMOUNT.fullmatch(bare)
    if match is None:
        return None
    first, last = match[1], match[2] or match[1]
    try:
        lowest, highest = fen_from_wan(first), fen_from_wan(last)
    except MoneyError:
        return None
    if "万" not in bare and highest > fen_from_wan(str(HIGHEST_BARE_WAN)):
        return None
    for band, (start, end) in BUDGET_BOUNDS_FEN.items():
        # The last amount of a range may be the bound itself: 60-100万元 are 50-100万元.
        inside = end is None or (lowest < end and highest <= end)
        if start is not None and start <= lowest <= highest and inside:
            return band
    return None
