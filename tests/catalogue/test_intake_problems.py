"""Bad rows: each named with sheet, row, column, value, rule and remedy, and given back to be corrected."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from django.utils import translation

from qiao.catalogue.models import Achievement, Demand
from qiao.core.outcomes import Invalid, Refused
from qiao.foundation.intake.bad_rows import ERROR_HEADING, bad_rows_suffix, write_bad_rows
from qiao.foundation.intake.kinds import KINDS
from qiao.foundation.intake.summary import summary_of
from qiao.foundation.intake.template import write_template
from qiao.foundation.models import ImportBatch
from qiao.foundation.tabular.reading import read_tables
from qiao.foundation.wording import has_text
from tests.catalogue.intake_story import (
    DEMAND_HEADERS,
    DEMAND_ROWS,
    applied,
    counts,
    csv_file,
    found_problems,
    imported,
    previewed,
)

pytestmark = pytest.mark.django_db
GOOD = DEMAND_ROWS[0]


def _row(**changed: str) -> tuple[str, ...]:
    """The good demand with some columns changed; a name for each column of DEMAND_HEADERS."""
    names = ("number", "title", "unit", "content", "indicators", "budget", "deadline", "disclosure")
    return tuple(changed.get(name, value) for name, value in zip(names, GOOD, strict=True))


def _xlsx(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("changed", "column", "value", "rule"),
    [
        ({"title": ""}, "需求名称", "", "required"),
        ({"title": "长" * 501}, "需求名称", "长" * 200, "too_long"),
        ({"indicators": "气孔率|4|1"}, "技术指标", "气孔率|4|1", "indicator_pattern"),
        ({"budget": "很多"}, "预算区间", "很多", "not_in_list"),
        ({"deadline": "2026-02-30"}, "截止日期", "2026-02-30", "not_a_date"),
        ({"disclosure": "绝密"}, "公开级别", "绝密", "not_in_list"),
        ({"disclosure": "公开,多一格"}, "公开级别", "公开,多一格", "not_in_list"),
    ],
)
def test_a_bad_cell_is_named(
    changed: dict[str, str], column: str, value: str, rule: str, tmp_path: Path, now: datetime
) -> None:
    path = csv_file(tmp_path / "d.csv", DEMAND_HEADERS, [_row(number="D0"), _row(**changed)])
    assert found_problems(previewed(path, now)) == [("CSV", 3, column, value, rule)]


def test_every_fault_of_a_row_is_named_at_once(tmp_path: Path, now: datetime) -> None:
    path = csv_file(tmp_path / "d.csv", DEMAND_HEADERS, [_row(title="", budget="?", deadline="?")])
    assert [problem[2] for problem in found_problems(previewed(path, now))] == ["需求名称", "预算区间", "截止日期"]


def test_content_beside_the_last_column_is_a_problem(tmp_path: Path, now: datetime) -> None:
    path = csv_file(tmp_path / "d.csv", DEMAND_HEADERS, [(*GOOD, "", "散落的字")])
    assert found_problems(previewed(path, now)) == [("CSV", 2, "J", "散落的字", "cell_beyond_header")]


def test_the_later_of_two_rows_with_one_number_names_the_earlier(tmp_path: Path, now: datetime) -> None:
    rows = [("外部编号", "需求名称")]
    path = _xlsx(tmp_path / "d.xlsx", {"一月": [*rows, ("D1", "甲")], "二月": [*rows, ("D2", "乙"), ("D1", "丙")]})
    batch = previewed(path, now)
    assert found_problems(batch) == [("二月", 3, "外部编号", "D1", "double_value")]
    assert batch.problems.get().params == {"sheet": "一月", "row": 2}
    twins = csv_file(tmp_path / "t.csv", ("需求名称", "需求单位"), [("降噪", "甲厂"), ("降噪", "甲厂")])
    assert found_problems(previewed(twins, now)) == [("CSV", 3, "外部编号", "", "double_row")]


def test_titles_may_repeat_under_different_numbers(tmp_path: Path, now: datetime) -> None:
    path = csv_file(
        tmp_path / "a.csv", ("achievement_id", "title"), [("A1", "污水 过滤 装置"), ("A2", "污水 过滤 装置")]
    )
    assert counts(imported(path, now, "catalogue.achievement")) == (2, 0, 0, 0)
    assert Achievement.objects.count() == 2


def test_formulas_and_numbers_that_lost_digits_are_problems(tmp_path: Path, now: datetime) -> None:
    path = _xlsx(
        tmp_path / "d.xlsx",
        {"需求": [("外部编号", "需求名称", "备注"), (1234567890123456789, "甲", "=1+1"), ("D2", '=A2&"乙"', "")]},
    )
    problems = found_problems(previewed(path, now))
    assert [(row, column, rule) for _, row, column, _, rule in problems] == [
        (2, "外部编号", "imprecise_number"),
        (3, "需求名称", "formula_cell"),
    ]
    assert problems[1][3].startswith("=")


def test_what_a_failed_formula_left_behind_is_a_problem(tmp_path: Path, now: datetime) -> None:
    path = csv_file(tmp_path / "d.csv", DEMAND_HEADERS, [_row(title="#REF!"), _row(number="D2", content="#N/A")])
    problems = found_problems(previewed(path, now))
    assert [(row, column, rule) for _, row, column, _, rule in problems] == [
        (2, "需求名称", "formula_cell"),
        (3, "需求内容", "formula_cell"),
    ]


def test_the_summary_says_what_to_do(tmp_path: Path, now: datetime) -> None:
    path = csv_file(tmp_path / "d.csv", DEMAND_HEADERS, [_row(), _row(number="D9", deadline="明年")])
    with translation.override("en"):
        summary = summary_of(previewed(path, now))
    assert (summary.total, summary.good, summary.bad, summary.added) == (2, 1, 1, 1)
    (line,) = summary.problems
    assert (line.sheet, line.row, line.column, line.value, line.rule) == ("CSV", 3, "截止日期", "明年", "not_a_date")
    assert line.sentence == "This is no day of the calendar. Write it like 2026-12-31."


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_bad_rows_come_back_and_corrected_go_in(form: str, tmp_path: Path, now: datetime) -> None:
    rows = [_row(number="D1"), _row(number="D2", budget="?"), _row(number="D3", title="", deadline="?")]
    plain = csv_file(tmp_path / "d.csv", (*DEMAND_HEADERS, "备注"), [(*row, "内部") for row in rows])
    table = [(*DEMAND_HEADERS, "备注"), *((*row, "内部") for row in rows)]
    path = plain if form == "csv" else _xlsx(tmp_path / "d.xlsx", {"需求": table})
    batch = imported(path, now)
    returned = tmp_path / f"bad{bad_rows_suffix(batch)}"
    assert returned.suffix == f".{form}"
    assert write_bad_rows(batch, returned) == 2
    (given,) = read_tables(returned).tables
    assert given.headers == (*DEMAND_HEADERS, "备注", ERROR_HEADING)
    back = [row.values for row in given.rows]
    assert [values[:9] for values in back] == [(*rows[1], "内部"), (*rows[2], "内部")]
    assert "预算区间“?”" in back[0][9]
    assert "需求名称“”" in back[1][9]
    assert "截止日期“?”" in back[1][9]
    fixed = [(*_row(number="D2"), "内部", back[0][9]), (*_row(number="D3"), "内部", back[1][9])]
    corrected = csv_file(tmp_path / "fixed.csv", given.headers, fixed)
    assert counts(imported(corrected, now)) == (2, 0, 0, 0)
    assert Demand.objects.count() == 3


def test_gb18030_and_a_title_above_the_header_and_several_sheets(tmp_path: Path, now: datetime) -> None:
    path = csv_file(tmp_path / "d.csv", DEMAND_HEADERS, DEMAND_ROWS)
    path.write_bytes(path.read_text("utf-8").encode("gb18030"))
    assert counts(imported(path, now, source="甲")) == (3, 0, 0, 0)
    assert Demand.objects.get(external_number="D2").title == "回转窑余热利用"
    sheets: dict[str, list[Sequence[object]]] = {
        "四月": [("江海示范区需求汇总表",), DEMAND_HEADERS, DEMAND_ROWS[0]],
        "五月": [DEMAND_HEADERS, DEMAND_ROWS[1], DEMAND_ROWS[2]],
        "说明": [("联系人", "电话"), ("周", "0510-1")],
    }
    batch = imported(_xlsx(tmp_path / "d.xlsx", sheets), now, source="乙")
    assert counts(batch) == (3, 0, 0, 0)
    assert [code for code, _ in batch.notes][:1] == ["sheet_without_header"]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_template_explains_every_column_and_is_read_back(kind: str, tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "template.xlsx"
    write_template(KINDS[kind], path)
    book = openpyxl.load_workbook(path)
    assert [cell.value for cell in book.worksheets[0][1]] == [column.heading for column in KINDS[kind].columns]
    helped = [row[0] for row in book.worksheets[1].iter_rows(min_row=2, values_only=True)]
    assert helped == [column.heading for column in KINDS[kind].columns]
    examples = {"title": "甲", "name": "甲", "kind": "企业" if kind == "parties.organisation" else ""}
    book.worksheets[0].append([examples.get(column.key, "") for column in KINDS[kind].columns])
    book.save(path)
    batch = previewed(path, now, kind)
    assert (batch.total, batch.bad) == (1, 0)


def test_a_file_that_is_no_list_leaves_nothing(tmp_path: Path, now: datetime) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    with pytest.raises(Refused) as refused:
        previewed(tmp_path / "a.pdf", now)
    assert refused.value.code == "pdf_file"
    no_title = csv_file(tmp_path / "n.csv", ("外部编号", "需求内容"), [("D1", "甲")])
    with pytest.raises(Invalid) as invalid:
        previewed(no_title, now)
    (problem,) = invalid.value.problems
    assert (problem.rule, problem.value, problem.params["found"]) == (
        "column_missing",
        "需求名称",
        "外部编号、需求内容",
    )
    # The unclosed quote stands beyond the rows that are read to find the header.
    many = "\n".join(f"D{number},甲{number}" for number in range(700))
    (tmp_path / "q.csv").write_text(f'外部编号,需求名称\n{many}\nD900,"乙\n', encoding="utf-8")
    with pytest.raises(Refused) as late:
        previewed(tmp_path / "q.csv", now)
    assert late.value.code == "unpaired_quote"
    assert not ImportBatch.objects.exists()


def test_a_kind_or_source_that_is_missing_is_named(tmp_path: Path, now: datetime) -> None:
    path = csv_file(tmp_path / "d.csv", DEMAND_HEADERS, DEMAND_ROWS)
    with pytest.raises(Invalid) as invalid:
        previewed(path, now, "catalogue.nothing", source=" ")
    assert [(problem.field, problem.rule) for problem in invalid.value.problems] == [
        ("kind", "unknown_import_kind"),
        ("source", "required"),
    ]


def test_a_closed_record_is_not_changed(tmp_path: Path, now: datetime) -> None:
    imported(csv_file(tmp_path / "d.csv", DEMAND_HEADERS, DEMAND_ROWS), now)
    Demand.objects.filter(external_number="D1").update(state="withdrawn")
    changed = csv_file(tmp_path / "e.csv", DEMAND_HEADERS, [_row(title="新名称")])
    batch = previewed(changed, now)
    assert found_problems(batch) == [("CSV", 2, "需求名称", "新名称", "record_is_closed")]
    with pytest.raises(Refused) as refused:
        applied(batch, now)
    assert refused.value.code == "no_good_rows"


@pytest.mark.parametrize(
    "rule", ["formula_cell", "double_value", "merged_cell", "not_a_record", "ip_kind_and_number", "required"]
)
def test_rules_have_words(rule: str) -> None:
    assert has_text(f"rule.{rule}")
