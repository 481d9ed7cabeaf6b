"""Rows of a list that are no records: totals, signatures and remarks below or between the data."""

import re
import unicodedata
from collections.abc import Sequence

from qiao.core.outcomes import Problem
from qiao.foundation.intake.cells import cleaned
from qiao.foundation.tabular.cell_text import column_letters

SHOWN_CHARACTERS = 200
# Compared without blanks and with narrow signs, so that 合　计 and 备注： are recognised too.
TOTAL = re.compile(
    r"(?:本页|本表|全部)?(?:合计|总计|小计|共计)(?:数|金额)?(?::.*|\(.*\)|[\d.,]*(?:项|条|个|家|人|份|万元|元)?)|共\d+(?:项|条|个|家|人|份)"
)
SIGNED = re.compile(
    r"(?:填表|填报|制表|审核|审批|复核|经办|批准)(?:人|单位|日期|时间)?(?:签字|签名|盖章|\(签字\)|\(签章\)|\(盖章\))?(?::.*)?"
    r"|(?:单位)?负责人(?:签字|签名|\(签字\)|\(签章\))?(?::.*)?"
    r"|(?:联系人|联系电话)(?::.*)?"
)
REMARK = re.compile(r"(?:备注|说明|注|填表说明|填报说明)\d*(?::.*)?")


def footer_problem(headers: Sequence[str], values: Sequence[str]) -> Problem | None:
    """The problem of a row whose first cell with content says that it is no record, or None."""
    for index, value in enumerate(values):
        text = cleaned(value)
        if not text:
            continue
        if not _is_footer(text):
            return None
        header = headers[index] if index < len(headers) else ""
        return Problem(header or column_letters(index), "not_a_record", text[:SHOWN_CHARACTERS])
    return None


def _is_footer(text: str) -> bool:
    bare = "".join(unicodedata.normalize("NFKC", text).split())
    return any(pattern.fullmatch(bare) for pattern in (TOTAL, SIGNED, REMARK))
