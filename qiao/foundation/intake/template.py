"""An empty workbook to fill in: the columns of a kind, and a sheet that explains them."""

from pathlib import Path

from qiao.foundation.intake.kinds import ImportKind
from qiao.foundation.tabular.writing import write_xlsx

DATA_SHEET = "数据"
HELP_SHEET = "填写说明"
HELP_HEADERS = ("列名", "英文列名", "是否必填", "怎样填写", "可选值")


def write_template(kind: ImportKind, path: Path) -> None:
    """Write the workbook: Chinese headers on the first sheet, one line of help per column on the second."""
    help_rows = [
        (
            column.heading,
            column.headings[1] if len(column.headings) > 1 else column.key,
            "必填" if column.required else "选填",
            column.help,
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
