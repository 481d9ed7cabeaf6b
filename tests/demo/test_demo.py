"""What a reader of the demonstration may rely on: size, life, lists, files, verification, and that it spares others."""

import json
import shutil
from datetime import datetime, time
from hashlib import sha256
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from docx import Document

from qiao.catalogue.lifecycles.achievement import AchievementState
from qiao.catalogue.lifecycles.demand import DemandState
from qiao.catalogue.lifecycles.edition import EditionState
from qiao.catalogue.lifecycles.scenario import ScenarioState
from qiao.core.calendar import CHINA, WorkingCalendar
from qiao.core.taxonomy import HiTechField
from qiao.matching.lifecycles.commission import AdoptionLevel, CommissionState
from qiao.matching.lifecycles.introduction import DeclineReason, IntroductionState, OutcomeKind
from tests.demo.demonstration import Demonstration, finished, start

FINAL = ("XQ-2026-05", "CJ-2026-02", "GJ-2026-02")
FORMATS = ("csv", "docx", "json", "pdf", "xlsx")
OFFICE_HOURS = (time(9), time(18))


def count(told: Demonstration, table: str, where: str = "1 = 1") -> int:
    return int(told.values(f"SELECT COUNT(*) FROM {table} WHERE {where}")[0])


def text_of_pdf(path: Path) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def test_the_zone_has_the_size_of_a_real_one_and_says_that_it_is_an_example(told: Demonstration) -> None:
    assert told.rows("SELECT code, is_example FROM parties_zone") == [("JH", 1)]
    assert count(told, "parties_organisation", "merged_into_id IS NULL") >= 60
    assert count(told, "parties_holding", "role IN ('expert', 'technology_manager')") >= 30
    assert count(told, "catalogue_achievement") >= 150
    assert set(told.values("SELECT DISTINCT field FROM catalogue_achievement")) == set(HiTechField)
    assert count(told, "catalogue_demand") >= 80
    assert count(told, "catalogue_scenario") >= 25


def test_every_list_came_through_the_import_without_a_bad_row(told: Demonstration) -> None:
    batches = told.rows("SELECT state, file_format, total, added, same, bad FROM foundation_importbatch ORDER BY id")
    assert {(state, bad) for state, _, _, _, _, bad in batches} == {("applied", 0)}
    workbooks = [(total, added, same) for _, form, total, added, same, _ in batches if form == "xlsx"]
    assert workbooks == [(29, 29, 0), (47, 18, 29), (70, 23, 47), (84, 14, 70)], "known sheets change nothing"


def test_the_collection_workbook_has_a_sheet_per_quarter_with_a_title_above_the_header(told: Demonstration) -> None:
    book = openpyxl.load_workbook(told.out / "示范区需求征集汇总表.xlsx")
    assert book.sheetnames == ["2025年第四季度", "2026年第一季度", "2026年第二季度", "2026年第三季度"]
    sheet = book.worksheets[0]
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:S1"]
    assert sheet["A2"].value == "外部编号"


def test_the_office_was_registered_twice_and_is_one_now(told: Demonstration) -> None:
    rows = told.rows(
        "SELECT credit_code, merged_into_id IS NULL FROM parties_organisation WHERE name LIKE '江海示范区建设办公室%'"
    )
    assert sorted(rows) == [("11320000YQ0000678G", 0), ("11320000YQ0000678G", 1)]


@pytest.mark.parametrize(
    ("table", "states"),
    [
        ("catalogue_demand", set(DemandState)),
        ("catalogue_achievement", set(AchievementState)),
        ("catalogue_scenario", set(ScenarioState)),
        ("matching_introduction", set(IntroductionState)),
        ("matching_commission", {CommissionState.DELIVERED, CommissionState.CLOSED, CommissionState.CANCELLED}),
        ("catalogue_edition", {EditionState.ISSUED, EditionState.WITHDRAWN, EditionState.DISCARDED}),
    ],
)
def test_the_year_leaves_cases_in_every_state_that_lasts(told: Demonstration, table: str, states: set[str]) -> None:
    assert set(told.values(f"SELECT DISTINCT state FROM {table}")) == states


def test_vague_demands_become_clear_by_the_answers_of_their_firms(told: Demonstration) -> None:
    query = """SELECT json_extract("before", '$.clarity'), json_extract("after", '$.clarity')
               FROM foundation_auditrow WHERE action = 'catalogue.demand.revise'"""
    revised = told.rows(query)
    assert len(revised) >= 6
    assert all(before <= 60 and after >= 80 for before, after in revised)


def test_introductions_show_every_reason_for_declining_and_every_kind_of_outcome(told: Demonstration) -> None:
    assert count(told, "matching_introduction") >= 30
    reasons = told.values("SELECT DISTINCT decline_reason FROM matching_introduction WHERE decline_reason <> ''")
    assert set(reasons) == set(DeclineReason)
    confirmed = told.rows(
        "SELECT kind, COUNT(*), SUM(amount_fen) FROM matching_outcome WHERE answer = 'confirmed' GROUP BY kind"
    )
    assert {kind for kind, _, _ in confirmed} == set(OutcomeKind)
    assert {"confirmed", "disputed", "retracted", ""} == set(
        told.values("SELECT DISTINCT answer FROM matching_outcome")
    )
    assert count(told, "matching_introduction", "match_id IS NOT NULL") > count(told, "matching_introduction") / 2


def test_everything_is_matched_with_everything_at_the_end(told: Demonstration) -> None:
    last = "started_at = (SELECT MAX(started_at) FROM matching_matchrun)"
    levels = "strong_count + fair_count + weak_count + nothing_count"
    query = f"SELECT direction, source_count, {levels} FROM matching_matchrun WHERE {last}"
    runs = {direction: (sources, sorted_out) for direction, sources, sorted_out in told.rows(query)}
    assert set(runs) == {"demand_to_achievements", "achievement_to_demands", "scenario_to_achievements"}
    assert all(sources == sorted_out > 0 for sources, sorted_out in runs.values())


def test_the_supply_list_was_adopted_in_all_five_degrees(told: Demonstration) -> None:
    assert set(told.values("SELECT DISTINCT level FROM matching_adoption")) == set(AdoptionLevel)
    assert count(told, "matching_supplyitem") >= 30
    assert count(told, "matching_supplyitem", "checked_on IS NULL") == 0
    holders = """SELECT COUNT(*) FROM matching_supplyitem i JOIN catalogue_achievement a ON a.id = i.achievement_id
                 JOIN parties_organisation o ON o.id = a.organisation_id
                 WHERE o.name LIKE '云桥师范学院%' AND i.commission_id = 1"""
    assert told.values(holders) == [0], "the excluded holder is not in the list"


def test_editions_follow_each_other_and_one_was_withdrawn_and_replaced(told: Demonstration) -> None:
    rows = told.rows(
        """SELECT e.number, e.state, p.number, e.withdrawal_reason <> '' FROM catalogue_edition e
           LEFT JOIN catalogue_edition p ON p.id = e.previous_id
           WHERE e.kind = 'demands' AND e.number <> '' ORDER BY e.id"""
    )
    assert rows == [
        ("XQ-2025-01", "issued", None, 0),
        ("XQ-2026-01", "issued", "XQ-2025-01", 0),
        ("XQ-2026-02", "withdrawn", "XQ-2026-01", 1),
        ("XQ-2026-03", "issued", "XQ-2026-01", 0),
        ("XQ-2026-04", "issued", "XQ-2026-03", 0),
        ("XQ-2026-05", "issued", "XQ-2026-04", 0),
    ]
    same = "SELECT COUNT(*) FROM catalogue_edition WHERE approved_by_person = compiled_by_person"
    assert told.values(same) == [0], "nobody approves what he compiled"


@pytest.mark.parametrize("number", FINAL)
def test_the_final_lists_open_in_every_format_and_say_the_same(told: Demonstration, number: str) -> None:
    paths = {form: told.out / f"{number}.{form}" for form in FORMATS}
    data: dict[str, Any] = json.loads(paths["json"].read_text(encoding="utf-8"))
    lines = told.rows(
        """SELECT i.code, i.title FROM catalogue_editionitem i JOIN catalogue_edition e ON e.id = i.edition_id
           WHERE e.number = ? AND i.revision = e.revision""",
        [number],
    )
    assert len(lines) >= 10
    table = paths["csv"].read_text(encoding="utf-8-sig")
    sheets = openpyxl.load_workbook(paths["xlsx"]).worksheets
    cells = {str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row}
    word = "".join(
        cell.text for table in Document(str(paths["docx"])).tables for row in table.rows for cell in row.cells
    )
    assert all(code in table and code in cells and code in word and title in table for code, title in lines)
    assert "示例" in text_of_pdf(paths["pdf"])
    assert number in json.dumps(data, ensure_ascii=False)


def test_the_withdrawn_edition_bears_its_mark(told: Demonstration) -> None:
    assert "撤回" in text_of_pdf(told.out / "XQ-2026-02.pdf")


def test_no_list_shows_what_its_owner_keeps_back(told: Demonstration) -> None:
    written = "".join(
        path.read_text(encoding="utf-8")
        for ending in ("csv", "json", "atom", "jsonld")
        for path in told.out.glob(f"*.{ending}")
    )
    targeted = told.values("SELECT title FROM catalogue_demand WHERE disclosure = 'targeted'")
    assert len(targeted) == 6
    assert [title for title in targeted if title in written] == []
    masked = told.rows(
        """SELECT o.name, i."values" FROM catalogue_editionitem i JOIN catalogue_demand d
           ON i.subject_type = 'catalogue.demand' AND d.id = i.subject_id
           JOIN parties_organisation o ON o.id = d.organisation_id WHERE d.disclosure = 'masked'"""
    )
    assert len(masked) >= 5
    assert [name for name, values in masked if name in json.loads(values).values()] == []


def test_people_worked_in_office_hours_of_working_days(told: Demonstration) -> None:
    years = frozenset(told.values("SELECT year FROM foundation_calendaryear"))
    exceptions = told.rows("SELECT date, is_workday FROM foundation_calendarexception")
    calendar = WorkingCalendar(years, {datetime.fromisoformat(day).date(): bool(worked) for day, worked in exceptions})
    instants = told.values("SELECT DISTINCT at FROM foundation_auditrow WHERE actor_role <> 'system'")
    local = [datetime.fromisoformat(f"{at}+00:00").astimezone(CHINA) for at in instants]
    off = [
        at.isoformat() for at in local
        if not (calendar.is_working_day(at.date()) and OFFICE_HOURS[0] <= at.time() <= OFFICE_HOURS[1])
    ]  # fmt: skip
    assert off == []


def test_the_closing_tables_name_what_was_done(told: Demonstration) -> None:
    for text in ("XQ-2026-05", "GJ-2026-02", "CJ-2026-02", "organisations.csv"):
        assert text in told.printed


def test_the_audit_verifies_afterwards(told: Demonstration) -> None:
    code, printed = finished(start(told.data, "-m", "qiao.console.main", "audit", "verify"))
    assert code == 0, printed
    assert count(told, "foundation_auditrow") == count(told, "foundation_sealedrow")


def test_two_runs_give_the_same_editions(two_runs: tuple[Demonstration, Demonstration]) -> None:
    digests = [
        run.rows("SELECT number, digest FROM catalogue_edition WHERE number <> '' ORDER BY id") for run in two_runs
    ]
    assert (len(digests[0]), len(digests[1])) == (10, 3)
    assert digests[0][:3] == digests[1]


def test_data_of_others_are_never_overwritten(told: Demonstration, tmp_path: Path) -> None:
    """A zone of its own in an empty folder, and an own list imported into the example."""
    founded = tmp_path / "own"
    zone = ("zone", "found", "NB", "宁北示范区", "--issuer", "宁北转办", "--office", "宁北办公室")
    people = ("--operator", "周操作员", "--approver", "郑签发人")
    code, printed = finished(start(founded, "-m", "qiao.console.main", *zone, *people))
    assert code == 0, printed

    mixed = tmp_path / "mixed"
    shutil.copytree(told.data, mixed)
    own = tmp_path / "own.csv"
    own.write_text("需求名称,需求内容\n回转窑余热利用,窑头余热未用\n", encoding="utf-8")
    code, printed = finished(start(mixed, "-m", "qiao.console.main", "import", "demands", str(own)))
    assert code == 0, printed

    for folder in (founded, mixed):
        before = sha256((folder / "qiao.sqlite3").read_bytes()).hexdigest()
        code, printed = finished(start(folder, "-m", "demo", "--out", str(tmp_path / "out"), "--quiet"))
        assert (code, "QIAO_DATA=var/demo" in printed) == (1, True), printed
        assert sha256((folder / "qiao.sqlite3").read_bytes()).hexdigest() == before
    assert not (tmp_path / "out").exists()


def test_an_earlier_demonstration_may_be_rebuilt(told: Demonstration) -> None:
    program = (
        "import django; django.setup(); from django.conf import settings; "
        "from demo.datafolder import require_own; require_own(settings.DATA_FOLDER)"
    )
    code, printed = finished(
        start(told.data, "-c", f"import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings.base'; {program}")
    )
    assert code == 0, printed
