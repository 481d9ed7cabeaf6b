"""An empty workbook to fill in: the columns of a kind, and a sheet that explains them."""

import re
from pathlib import Path

from qiao.foundation.intake.kinds import ColumnSpec, ImportKind
from qiao.foundation.tabular.writing import write_xlsx

DATA_SHEET = "数据"
HELP_SHEET = "填写说明"
HELP_HEADERS = ("列名", "英文列名", "是否必填", "怎样填写", "示例", "可选值")


_EXAMPLE = re.compile(r"(?:例如|如)\s*([^，；。]+)")


def example_of(column: ColumnSpec) -> str:
    """What may stand in a cell of the column: the first choice, or the example in its help; "" where it is plain."""
    if column.allowed:
        return column.allowed.split("、")[0]
    found = _EXAMPLE.search(column.help)
    return found[1].strip() if found else ""


def write_template(kind: ImportKind, path: Path) -> None:
    """Write the workbook: Chinese headers on the first sheet, one line of help per column on the second."""
    help_rows = [
        (
            column.heading,
            column.headings[1] if len(column.headings) > 1 else column.key,
            "必填" if column.required else "选填",
            column.help,
            example_of(column),
            column.allowed,
        )
        for column in kind.columns
    ]
    write_xlsx(
        path,
        [
            (DATA_SHEET, [column.heading for column in kind.columns], []),
            (HELP_SHEET, HELP_HEADERS, help_rows),
        ],
    )
