"""Rows that look like records and are none, merged cells, the names that columns have, and amounts as budgets."""

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from qiao.catalogue.intake.budget import budget_band
from qiao.catalogue.models import Achievement, Demand
from qiao.core.outcomes import Invalid, Refused
from qiao.foundation.actions.save_mapping import NewMapping, save_mapping
from qiao.foundation.intake.cells import CellProblem
from qiao.foundation.models import StoredFile
from tests.catalogue.intake_story import (
    DEMAND_HEADERS,
    DEMAND_ROWS,
    OPERATOR,
    applied,
    counts,
    csv_file,
    found_problems,
    imported,
    organisation,
    previewed,
)

pytestmark = pytest.mark.django_db
HEADERS = ("外部编号", "需求名称", "需求单位", "需求内容")


def test_cells_covered_by_a_merged_range_are_not_taken_as_blank(tmp_path: Path, now: datetime) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "需求"
    for number in range(3):
        sheet.append([*HEADERS, "备注"] if number == 0 else [f"D{number}", f"需求{number}", "甲厂", "", "同上"])
    sheet.append(["D3", "需求3", "", "", ""])
    for cells in ("C2:C3", "E2:E4", "A5:E900000"):
        sheet.merge_cells(cells)
    book.save(tmp_path / "d.xlsx")
    batch = imported(tmp_path / "d.xlsx", now)
    # The unread column may stay merged.
    assert found_problems(batch) == [("需求", 3, "需求单位", "", "merged_cell")]
    assert set(Demand.objects.values_list("external_number", "organisation_name")) == {("D1", "甲厂"), ("D3", "")}


@pytest.mark.parametrize(
    "first",
    ["合计", "合　计", "总计：", "小计(3项)", "合计12项", "共3项", "填表人：张三", "审核人", "审 核：李四",
     "备注：均可面谈", "说明", "注：金额为含税价", "填报日期：2026年3月1日", "单位负责人（签字）：",
     "制表：王五  审核：赵六"],
)  # fmt: skip
def test_totals_and_signatures_are_no_records(first: str, tmp_path: Path, now: datetime) -> None:
    rows = [("D1", "铸件降噪", "", ""), (first, "12", "", ""), ("", first, "3", "")]
    batch = imported(csv_file(tmp_path / "d.csv", HEADERS, rows), now)
    assert [(row, column, rule) for _, row, column, _, rule in found_problems(batch)] == [
        (3, "外部编号", "not_a_record"),
        (4, "需求名称", "not_a_record"),
    ]
    assert Demand.objects.count() == 1


@pytest.mark.parametrize(
    "title", ["说明书自动生成", "合计算法优化", "备注信息识别", "注塑件变形控制", "联系人推荐系统", "共轨喷油器检测"]
)
def test_titles_that_begin_alike_stay_records(title: str, tmp_path: Path, now: datetime) -> None:
    path = csv_file(tmp_path / "d.csv", ("需求名称", "需求内容"), [(title, "甲")])
    assert counts(previewed(path, now)) == (1, 0, 0, 0)


def test_a_list_of_nothing_but_its_header_is_refused(tmp_path: Path, now: datetime) -> None:
    with pytest.raises(Refused) as refused:
        previewed(csv_file(tmp_path / "d.csv", HEADERS, []), now)
    assert (refused.value.code, refused.value.params) == ("no_rows", {"sheet": "CSV", "row": 1})
    assert not StoredFile.objects.exists()


def test_the_kind_of_a_patent_must_be_that_of_its_number(tmp_path: Path, now: datetime) -> None:
    headers = ("成果编号", "成果名称", "知识产权")
    # The number is the worked example of the domain text; its fifth digit 1 says invention.
    path = csv_file(tmp_path / "a.csv", headers, [("A1", "甲", "实用新型:201710601862.3:授权")])
    batch = previewed(path, now, "catalogue.achievement")
    assert [problem[4] for problem in found_problems(batch)] == ["ip_kind_and_number"]
    assert batch.problems.get().params == {"part": "201710601862.3", "kind": "发明专利"}


def test_further_names_of_columns_are_known(tmp_path: Path, now: datetime) -> None:
    headers = ("项目名称/技术名称", "成熟度", "专利号", "转化方式", "概述")
    rows = [("水下焊接", "6级", "201710601862.3", "技术许可", "水下30米施焊")]
    assert counts(imported(csv_file(tmp_path / "a.csv", headers, rows), now, "catalogue.achievement")) == (1, 0, 0, 0)
    found = Achievement.objects.get()
    assert (found.title, found.maturity, found.ways, found.summary) == ("水下焊接", 6, ["licence"], "水下30米施焊")
    assert found.rights.get().kind == "invention"
    path = csv_file(tmp_path / "d.csv", ("项目名称", "拟投入资金", "拟合作方式"), [("降噪", "80万元", "联合开发")])
    imported(path, now)
    demand = Demand.objects.get()
    assert (demand.budget_band, demand.ways) == ("from_50_to_100", ["joint_development"])


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("面议", "negotiable"), ("50-100万元", "from_50_to_100"), ("49.99万元", "under_50"),
        ("50万", "from_50_to_100"), ("60—80万元", "from_50_to_100"), ("200", "from_100_to_500"),
        ("约300万元", "from_100_to_500"), ("1000万元", "over_1000"), ("20000万元", "over_1000"),
    ],
)  # fmt: skip
def test_an_amount_lies_in_its_band(text: str, band: str) -> None:
    assert budget_band(text) == band


@pytest.mark.parametrize("text", ["80-200万元", "500000", "很多", "80万-60万", "5元"])
def test_an_amount_that_fits_no_band_is_a_problem(text: str) -> None:
    with pytest.raises(CellProblem) as caught:
        budget_band(text)
    assert caught.value.rule == "not_in_list"


def test_a_mapping_speaks_of_headings_and_replaces_what_was_saved(tmp_path: Path, now: datetime) -> None:
    save_mapping(actor=OPERATOR, mapping=NewMapping("catalogue.demand", "创新挑战赛2026", {"甲": "title"}), now=now)
    path = csv_file(tmp_path / "d.csv", ("甲", "乙"), [("N1", "深海电缆")])
    batch = previewed(path, now, mapping={"乙": "需求名称", "甲": "External Number"})
    assert batch.mapping == {"甲": "external_number", "乙": "title"}
    with pytest.raises(Invalid) as invalid:
        previewed(path, now, mapping={"乙": "需求名称", "甲": "title", "丙": "没有"})
    chosen, unknown = sorted(invalid.value.problems, key=lambda problem: problem.rule)
    assert (chosen.rule, chosen.value, chosen.params) == ("column_chosen_twice", "需求名称", {"headers": "乙、甲"})
    assert (unknown.rule, unknown.value) == ("no_such_column", "没有")
    assert "需求名称" in unknown.params["columns"]


def test_units_that_are_not_registered_are_noted_once(tmp_path: Path, now: datetime) -> None:
    organisation("云桥铸造有限公司", now)
    batch = previewed(csv_file(tmp_path / "d.csv", DEMAND_HEADERS, DEMAND_ROWS), now)
    noted = ["organisation_not_linked", {"count": 1}]
    assert [list(one) for one in batch.notes] == [noted]
    organisation("云桥水泥有限公司", now)
    assert [list(one) for one in applied(batch, now).notes] == []


def test_an_unread_column_is_explained(tmp_path: Path, now: datetime) -> None:
    headers = ("需求名称", "需求标题", "紧迫程度说明", "经办科室")
    batch = previewed(csv_file(tmp_path / "d.csv", headers, [("降噪", "乙", "急", "丙")]), now)
    assert [list(one) for one in batch.notes] == [
        ["column_taken", {"header": "需求标题", "column": "需求名称", "used": "需求名称"}],
        ["column_left_out_near", {"header": "紧迫程度说明", "near": "紧迫程度"}],
        ["column_left_out", {"header": "经办科室"}],
    ]
    silent = previewed(tmp_path / "d.csv", now, mapping={"经办科室": "", "需求标题": ""})
    assert [code for code, _ in silent.notes] == ["column_left_out_near"]
