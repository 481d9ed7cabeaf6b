"""`qiao audit verify` names whatever was altered behind the platform's back, wherever it lies."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection

from qiao.core.calendar import CHINA
from qiao.foundation.actions.set_rule import NewRule, set_rule
from qiao.foundation.clock import now
from qiao.foundation.files import path_of
from qiao.foundation.models import StoredFile
from qiao.parties.acting_as import actor_of
from qiao.parties.models import Holding
from qiao.parties.rules import SECOND_FACTOR_ROLES
from tests.console.office import as_json, done, office_list, qiao, table_of

OFFERS = [("铝合金薄板激光搅拌复合焊接工艺", "江海大学", "用于铝合金薄板焊接，焊接变形不超过0.3毫米")]


@pytest.fixture
def running(desk: Path) -> Path:
    """A zone with lists, matches and an issued edition."""
    done("import", "demands", str(office_list(desk / "demands.xlsx")))
    done("import", "achievements", str(table_of(desk / "a.xlsx", ("成果名称", "完成单位", "成果简介"), OFFERS)))
    done("match", "run")
    done("edition", "issue", "demands", "--out", "files")
    assert as_json("audit", "verify")["findings"] == []
    return desk


def test_what_a_command_recorded_is_sealed_when_it_ends(running: Path) -> None:
    report = as_json("audit", "verify")
    assert report["rows"] == report["sealed"] > 0
    assert report["seal"]


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE foundation_ruleparameter SET verified = true WHERE id = 1", "rule_altered"),
        ("UPDATE foundation_calendarexception SET name = 'x' WHERE date = '2026-01-02'", "calendar_day_altered"),
        ("UPDATE foundation_importedkey SET object_id = 4711 WHERE external_number = 'D1'", "imported_key_astray"),
        ("UPDATE foundation_numberseries SET last = 99 WHERE series = 'XQ'", "number_series_altered"),
        ("UPDATE foundation_storedfile SET name = 'x' WHERE name LIKE '%%.pdf'", "stored_file_renamed"),
        ("UPDATE matching_match SET score_bp = 1", "match_results_altered"),
        ("UPDATE catalogue_demand SET title = 'x' WHERE external_number = 'D1'", "record_altered"),
    ],
)
def test_an_alteration_in_the_database_is_named(running: Path, statement: str, kind: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("%%", "%"))
        assert cursor.rowcount >= 1
    assert {finding["kind"] for finding in as_json("audit", "verify", code=1)["findings"]} == {kind}


def test_an_imported_file_that_is_altered_in_the_store_is_named(running: Path) -> None:
    stored = StoredFile.objects.get(name="demands.xlsx")
    path_of(stored.sha256).write_bytes(b"x" * stored.size)
    (finding,) = as_json("audit", "verify", code=1)["findings"]
    assert finding == {"kind": "stored_file_altered", "number": stored.pk, "label": "demands.xlsx"}
    shown = qiao("audit", "verify")
    assert (shown.exit_code, "demands.xlsx" in shown.stdout) == (1, True)


def test_the_rows_name_the_access_token_through_which_a_program_acted(desk: Path) -> None:
    at = now()
    today = at.astimezone(CHINA).date()
    operator = actor_of(Holding.objects.get(role="zone_operator"), today)
    program = replace(operator, token_id=7, token_name="科研系统")
    rule = NewRule(SECOND_FACTOR_ROLES, "JH", ["zone_operator"], today, "区办会议纪要")
    set_rule(actor=program, rule=rule, now=at)
    (row, *earlier) = as_json("audit", "rows")
    assert (row["token_id"], row["token_name"]) == (7, "科研系统")
    assert {one["token_name"] for one in earlier} == {None}
    assert done("audit", "rows").count("科研系统") == 1
