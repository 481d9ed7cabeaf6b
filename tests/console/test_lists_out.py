"""Demands, matches, editions and supply lists at the desk."""

from pathlib import Path

import pytest

from qiao.catalogue.models import Demand, Edition
from tests.console.office import GOOD, as_json, done, office_list, qiao, table_of

OFFERS = [
    ("铝合金薄板激光搅拌复合焊接工艺", "江海大学", "用于铝合金薄板焊接，焊接变形不超过0.3毫米"),
    ("高盐废水膜浓缩与分盐结晶", "江海大学", "用于高盐有机废水零排放"),
]


@pytest.fixture
def lists(desk: Path) -> Path:
    """Demands and achievements of the zone."""
    done("import", "demands", str(office_list(desk / "demands.xlsx")))
    done("import", "achievements", str(table_of(desk / "a.xlsx", ("成果名称", "完成单位", "成果简介"), OFFERS)))
    return desk


def test_a_demand_is_shown_with_what_it_lacks_what_can_be_done_and_what_was_done(lists: Path) -> None:
    found = as_json("demand", "show", "D1")
    assert (found["title"], found["state"]) == (GOOD[0][1], "published")
    assert {"catalogue.demand.withdraw", "catalogue.demand.solve"} <= {s["action"] for s in found["next_steps"]}
    assert [row["action"] for row in found["history"]] == ["catalogue.demand.admit"]
    assert "deadline" in {question["code"] for question in found["questions"]}
    shown = done("demand", "show", found["code"])
    for part in (GOOD[0][1], GOOD[0][2], "周操作员"):
        assert part in shown


def test_matches_are_asked_for_before_and_after_the_run(lists: Path) -> None:
    early = qiao("match", "show", "demand", "D1", "--json")
    assert (early.exit_code, early.stdout) == (1, "")
    assert "qiao match run" in early.stderr
    assert {run["direction"] for run in as_json("match", "run")} >= {"demand_to_achievements"}
    best = as_json("match", "show", "demand", "D1")[0]
    assert best["title"] == OFFERS[0][0]
    assert best["phrases"]
    assert OFFERS[0][0] in done("match", "show", "demand", "D1")
    assert as_json("match", "text", "高盐有机废水零排放")[0]["title"] == OFFERS[1][0]
    assert as_json("introduction", "list")["total"] == 0


def test_an_edition_is_withdrawn_only_after_the_question(lists: Path) -> None:
    done("edition", "issue", "demands")
    number = Edition.objects.get().number
    assert qiao("edition", "withdraw", number, "--reason", "有误", answer="n\n").exit_code == 1
    assert Edition.objects.get().state == "issued"
    done("edition", "withdraw", number, "--reason", "有误", answer="y\n")
    assert Edition.objects.get().state == "withdrawn"


def test_an_edition_that_cannot_be_issued_leaves_no_draft(desk: Path) -> None:
    assert qiao("edition", "issue", "demands").exit_code == 1, "there is no demand yet"
    assert as_json("edition", "list")["rows"] == []
    assert Demand.objects.count() == 0


def test_an_edition_that_is_not_approved_is_not_released(lists: Path) -> None:
    done("edition", "draft", "demands")
    key = str(Edition.objects.get().pk)
    assert qiao("edition", "release", key).exit_code == 1
    assert Edition.objects.get().state == "submitted"


def test_a_supply_list_goes_from_the_order_to_the_files(lists: Path) -> None:
    done("match", "run")
    office = "江海示范区建设办公室"
    done("supply", "place", "供给清单", "--provider", office, "--deliver-by", "2099-12-31", "--min-score", "10")
    (order,) = as_json("supply", "list")["rows"]
    unchecked = qiao("supply", "issue", str(order["id"]))
    assert unchecked.exit_code == 1
    assert as_json("edition", "list")["rows"] == []
    done("supply", "check", str(order["id"]), "--note", "电话核实")
    done("supply", "issue", str(order["id"]), "--out", "files")
    assert {path.suffix for path in Path("files").iterdir()} == {".docx", ".pdf", ".xlsx", ".csv", ".json"}
    assert as_json("audit", "verify")["findings"] == []
