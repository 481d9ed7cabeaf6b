"""A list with a mark of state secrecy is refused as a whole, and nothing of it stays on the platform."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from openpyxl.worksheet.worksheet import Worksheet

from qiao.core.outcomes import Refused
from qiao.foundation.models import AuditRow, ImportBatch, ImportProblem, StoredFile
from qiao.foundation.wording import text_of
from tests.catalogue.intake_story import DEMAND_HEADERS, DEMAND_ROWS, counts, csv_file, previewed

pytestmark = pytest.mark.django_db
SECRET = "机密★5年 某型发动机"


def _refused(path: Path, now: datetime, **request: Any) -> Refused:
    with pytest.raises(Refused) as refused:
        previewed(path, now, **request)
    assert not ImportBatch.objects.exists()
    assert not ImportProblem.objects.exists()
    assert not StoredFile.objects.exists()
    assert not AuditRow.objects.exists()
    folder = Path(settings.DATA_FOLDER) / "files"
    assert not [one for one in folder.rglob("*") if one.is_file() and one.read_bytes() == path.read_bytes()]
    text = text_of(f"refusal.{refused.value.code}", refused.value.params)
    assert "机密" not in text + repr(refused.value.params)
    return refused.value


def _book(path: Path, fill: Callable[[openpyxl.Workbook, Worksheet], None]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "需求"
    for row in (DEMAND_HEADERS, *DEMAND_ROWS):
        sheet.append(list(row))
    fill(book, sheet)
    book.save(path)
    return path


@pytest.mark.parametrize("column", range(len(DEMAND_HEADERS)))
def test_a_mark_in_any_cell_refuses_the_whole_file(column: int, tmp_path: Path, now: datetime) -> None:
    row = [*DEMAND_ROWS[2][:column], SECRET, *DEMAND_ROWS[2][column + 1 :]]
    refused = _refused(csv_file(tmp_path / "d.csv", DEMAND_HEADERS, [*DEMAND_ROWS[:2], row]), now)
    assert (refused.code, refused.params) == ("classified_file", {"sheet": "CSV", "row": 4})


def test_a_mark_far_down_the_file_is_found_before_anything_is_kept(tmp_path: Path, now: datetime) -> None:
    rows = [(f"D{number}", f"需求{number}", "机密★长期" if number == 1200 else "") for number in range(1300)]
    refused = _refused(csv_file(tmp_path / "d.csv", ("外部编号", "需求名称", "备注"), rows), now)
    assert refused.params["row"] == 1202


def _above(_book: openpyxl.Workbook, sheet: Worksheet) -> None:
    sheet.insert_rows(1)
    sheet["A1"] = SECRET


def _beside(_book: openpyxl.Workbook, sheet: Worksheet) -> None:
    sheet["M3"] = SECRET


def _header(_book: openpyxl.Workbook, sheet: Worksheet) -> None:
    sheet["I1"] = SECRET


def _hidden(book: openpyxl.Workbook, _sheet: Worksheet) -> None:
    other = book.create_sheet("旧表")
    other["B2"] = SECRET
    other.sheet_state = "hidden"


def _graded(_book: openpyxl.Workbook, sheet: Worksheet) -> None:
    sheet["I1"], sheet["I2"], sheet["I3"] = "密级", "公开", "机密"


def _label_beside(book: openpyxl.Workbook, _sheet: Worksheet) -> None:
    book.create_sheet("封面").append(["密级", "机密"])


def _split_by_marks(_book: openpyxl.Workbook, sheet: Worksheet) -> None:
    sheet["D3"] = "机\u200e密★5年"


@pytest.mark.parametrize(
    ("fill", "sheet", "row"),
    [
        (_above, "需求", 1),
        (_beside, "需求", 3),
        (_header, "需求", 1),
        (_hidden, "旧表", 2),
        (_graded, "需求", 3),
        (_label_beside, "封面", 1),
        (_split_by_marks, "需求", 3),
    ],
)
def test_wherever_the_mark_stands_in_a_workbook(
    fill: Callable[[openpyxl.Workbook, Worksheet], None], sheet: str, row: int, tmp_path: Path, now: datetime
) -> None:
    refused = _refused(_book(tmp_path / "d.xlsx", fill), now)
    assert (refused.code, refused.params) == ("classified_file", {"sheet": sheet, "row": row})


def test_names_that_bear_a_mark_are_not_repeated(tmp_path: Path, now: datetime) -> None:
    def named(_book: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.title = SECRET

    assert _refused(_book(tmp_path / "d.xlsx", named), now).params == {"sheet": "–", "row": 1}
    path = csv_file(tmp_path / "e.csv", ("需求名称", "需求内容"), [("清单名称带有标志", str(tmp_path))])
    assert _refused(path, now, file_name="机密★5年.csv").code == "classified_name"


def test_talk_about_secrecy_is_no_mark(tmp_path: Path, now: datetime) -> None:
    rows = [("D1", "保密协议模板", "", "双方签订保密协议，保护商业秘密")]
    assert counts(previewed(csv_file(tmp_path / "d.csv", DEMAND_HEADERS[:4], rows), now)) == (1, 0, 0, 0)
