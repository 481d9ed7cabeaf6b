"""A zone office at its desk: the command line in this process, and the spreadsheets that offices send."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from openpyxl import Workbook

from qiao.console.commands import root

HEADERS = ("外部编号", "需求名称", "需求单位", "需求内容", "备注")
GOOD = (
    ("D1", "铝合金薄板焊接变形控制", "江海船舶有限公司", "三毫米铝合金薄板焊接变形不超过0.5毫米", "急"),
    ("D2", "高盐废水零排放", "江海化工有限公司", "高盐有机废水日处理500吨", ""),
)
NAMELESS = ("D3", "", "江海化工有限公司", "只有内容，没有名称", "")
FOUND = (
    *("zone", "found", "JH", "江海示范区", "--issuer", "江海转办", "--office", "江海示范区建设办公室"),
    *("--operator", "周操作员", "--approver", "郑签发人"),
)


def qiao(*arguments: str, answer: str = "") -> Result:
    """What the command answers; ``answer`` is what the operator types."""
    return CliRunner().invoke(root, list(arguments), input=answer)


def done(*arguments: str, answer: str = "") -> str:
    """The output of a command that must succeed."""
    result = qiao(*arguments, answer=answer)
    assert result.exit_code == 0, result.output
    return result.stdout


def as_json(*arguments: str, code: int = 0) -> Any:
    """Standard output of a command with `--json`, which must be JSON and nothing else."""
    result = qiao(*arguments, "--json")
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


def office_list(path: Path, rows: Sequence[Sequence[str]] = GOOD, headers: Sequence[str] = HEADERS) -> Path:
    """An office's list: a merged title, a line about the sender, headers with a column of its own, a second sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "需求清单"
    sheet.append(["江海示范区2026年技术需求征集汇总表"])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(headers))
    sheet.append(["填报单位：江海示范区建设办公室"])
    for row in (headers, *rows):
        sheet.append(list(row))
    book.create_sheet("填表说明").append(["请逐项填写"])
    book.save(path)
    return path


def table_of(path: Path, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    """A plain list."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (headers, *rows):
        sheet.append(list(row))
    book.save(path)
    return path
