"""Official lists enter as published; editors import drafts of their own organisation only."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from qiao.catalogue.models import Demand, Scenario
from qiao.core.outcomes import Denied
from qiao.foundation.clocks import fire_due
from qiao.foundation.models import AuditRow, IssuedNumber
from tests.catalogue.intake_story import (
    DEMAND_HEADERS,
    DEMAND_ROWS,
    applied,
    counts,
    csv_file,
    editor_of,
    found_problems,
    imported,
    organisation,
    previewed,
)

pytestmark = pytest.mark.django_db


def test_an_official_list_enters_published_with_codes_and_clocks(tmp_path: Path, now: datetime) -> None:
    imported(csv_file(tmp_path / "d.csv", DEMAND_HEADERS, DEMAND_ROWS), now, admit=True)
    first, second, third = Demand.objects.order_by("external_number")
    assert [demand.code for demand in (first, second, third)] == ["XQ202600001", "XQ202600002", "XQ202600003"]
    assert {demand.state for demand in (first, second, third)} == {"published"}
    assert IssuedNumber.objects.count() == 3
    # Validity ends at 24:00 of the given day, or of the day 12 months after publication (1 June 2026).
    assert first.due_at == datetime.fromisoformat("2027-04-01T00:00:00+08:00")
    assert second.due_at == datetime.fromisoformat("2027-06-02T00:00:00+08:00")
    assert third.due_at == datetime.fromisoformat("2027-01-01T00:00:00+08:00")
    assert {demand.due_verb for demand in (first, second, third)} == {"expire"}
    rows = AuditRow.objects.filter(action="catalogue.demand.admit")
    assert rows.count() == 3
    assert all("创新挑战赛2026" in row.reason and row.after["state"] == "published" for row in rows)
    (fired,) = fire_due(datetime.fromisoformat("2027-01-01T00:00:00+08:00"))
    assert (fired.action, fired.object_id, fired.problem) == ("catalogue.demand.expire", third.pk, "")


def test_guards_of_admission_are_row_problems(tmp_path: Path, now: datetime) -> None:
    over = (*DEMAND_ROWS[0][:6], "2026-05-31", "公开")
    path = csv_file(tmp_path / "d.csv", DEMAND_HEADERS, [over])
    assert found_problems(previewed(path, now, admit=True)) == [
        ("CSV", 2, "截止日期", "2026-05-31", "validity_is_over")
    ]
    assert found_problems(previewed(path, now)) == []


def test_a_changed_deadline_moves_the_clock_of_a_published_record(tmp_path: Path, now: datetime) -> None:
    imported(csv_file(tmp_path / "d.csv", DEMAND_HEADERS, DEMAND_ROWS), now, admit=True)
    later = (*DEMAND_ROWS[2][:6], "2027-02-28", "")
    imported(csv_file(tmp_path / "e.csv", DEMAND_HEADERS, [later]), now, admit=True)
    demand = Demand.objects.get(external_number="D3")
    assert demand.due_at == datetime.fromisoformat("2027-03-01T00:00:00+08:00")
    assert (demand.state, demand.version) == ("published", 2)


def test_collected_scenarios_are_under_review_at_once(tmp_path: Path, now: datetime) -> None:
    path = csv_file(tmp_path / "s.csv", ("外部编号", "场景名称", "预算(万元)"), [("S1", "夜间看护", "68")])
    imported(path, now, "catalogue.scenario")
    scenario = Scenario.objects.get()
    assert (scenario.state, scenario.budget_fen) == ("collected", 68_000_000)
    assert (scenario.submitted_at, scenario.due_verb) == (now, "escalate")


def test_an_editor_imports_drafts_of_its_own_organisation_only(tmp_path: Path, now: datetime) -> None:
    own = organisation("云桥铸造有限公司", now, credit_code="91110000600037341L")
    organisation("云桥水泥有限公司", now)
    editor = editor_of(own)
    path = csv_file(tmp_path / "d.csv", DEMAND_HEADERS, DEMAND_ROWS)
    batch = previewed(path, now, actor=editor)
    assert found_problems(batch) == [("CSV", 3, "需求单位", "云桥水泥有限公司", "not_own_organisation")]
    assert counts(applied(batch, now, editor)) == (2, 0, 0, 1)
    assert set(Demand.objects.values_list("organisation", "state")) == {(own.pk, "draft")}
    headers = ("外部编号", "需求名称", "统一社会信用代码")
    foreign = csv_file(tmp_path / "f.csv", headers, [("D8", "甲", "9144030071526726XG")])
    assert [problem[4] for problem in found_problems(previewed(foreign, now, actor=editor))] == ["not_own_organisation"]


def test_an_editor_may_not_admit_nor_import_parties_nor_decide_for_others(tmp_path: Path, now: datetime) -> None:
    own = editor_of(organisation("云桥铸造有限公司", now))
    other = editor_of(organisation("云桥水泥有限公司", now))
    path = csv_file(tmp_path / "d.csv", DEMAND_HEADERS, DEMAND_ROWS[:1])
    people = csv_file(tmp_path / "p.csv", ("姓名", "所在单位"), [("汤敏行", "云桥铸造有限公司")])
    batch = previewed(path, now, actor=own)
    attempts: tuple[Callable[[], object], ...] = (
        lambda: previewed(path, now, actor=own, admit=True),
        lambda: previewed(people, now, "parties.person", actor=own),
        lambda: applied(batch, now, other),
    )
    for attempt in attempts:
        with pytest.raises(Denied):
            attempt()
    assert not Demand.objects.exists()


def test_the_lists_of_an_editor_never_reach_records_of_the_zone(tmp_path: Path, now: datetime) -> None:
    own = organisation("云桥铸造有限公司", now)
    path = csv_file(tmp_path / "d.csv", DEMAND_HEADERS, DEMAND_ROWS[:1])
    imported(path, now, admit=True)
    changed = csv_file(tmp_path / "e.csv", DEMAND_HEADERS, [("D1", "被改名", *DEMAND_ROWS[0][2:])])
    assert counts(imported(changed, now, actor=editor_of(own))) == (1, 0, 0, 0)
    assert Demand.objects.get(state="published").title == "铸件气孔率下降"


def test_an_editor_changes_drafts_but_nothing_that_is_under_review(tmp_path: Path, now: datetime) -> None:
    editor = editor_of(organisation("云桥铸造有限公司", now))
    imported(csv_file(tmp_path / "d.csv", DEMAND_HEADERS, DEMAND_ROWS[:1]), now, actor=editor)
    changed = csv_file(tmp_path / "e.csv", DEMAND_HEADERS, [("D1", "铸件气孔", *DEMAND_ROWS[0][2:])])
    batch = previewed(changed, now, actor=editor)
    assert counts(batch) == (0, 1, 0, 0)
    Demand.objects.update(state="submitted")
    assert [problem[4] for problem in found_problems(previewed(changed, now, actor=editor))] == ["record_in_review"]
    # The preview from before the submission leaves the row out when it is applied.
    done = applied(batch, now, editor)
    assert (counts(done), done.left_out) == ((0, 0, 0, 0), 1)
    assert Demand.objects.get().title == "铸件气孔率下降"
