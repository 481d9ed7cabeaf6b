"""What has no audit row of its own: each alteration behind the platform's back is named."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from qiao.foundation.actions.load_calendar_year import CalendarSource, load_calendar_year
from qiao.foundation.actions.set_rule import NewRule, set_rule
from qiao.foundation.audit_verification import Finding
from qiao.foundation.files import path_of, store_file
from qiao.foundation.models import CalendarYear, ImportedKey, ImportSource, RuleParameter, StoredFile
from qiao.foundation.numbering import take_numbers
from qiao.foundation.record_verification import verify_records
from qiao.foundation.register_verification import (
    verify_calendar,
    verify_imported_keys,
    verify_numbers,
    verify_registers,
    verify_rules,
    verify_stored_files,
)
from tests.foundation.actors import OPERATOR

pytestmark = pytest.mark.django_db
KEY = "catalogue.demand.review_days"
DAYS = [
    {"date": "2028-01-03", "is_workday": "0", "name": "元旦"},
    {"date": "2028-01-08", "is_workday": "1", "name": "元旦调休上班"},
]


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount != 0, "the statement altered nothing"


def told(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    return [(finding.kind, finding.label) for finding in findings]


def test_nothing_is_found_where_nothing_was_altered() -> None:
    assert list(verify_registers()) == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE foundation_ruleparameter SET value = '50' WHERE key = %s", ("rule_altered", f"{KEY} value")),
        ("UPDATE foundation_ruleparameter SET verified = true WHERE key = %s", ("rule_altered", f"{KEY} verified")),
        ("UPDATE foundation_ruleparameter SET note = 'x' WHERE key = %s", ("rule_altered", f"{KEY} note")),
        ("DELETE FROM foundation_ruleparameter WHERE key = %s", ("rule_missing", KEY)),
    ],
)
def test_an_altered_rule_as_shipped_is_named(statement: str, found: tuple[str, str]) -> None:
    sql(statement, KEY)
    assert told(verify_rules()) == [found]


def test_a_rule_that_nobody_set_is_named_and_one_that_was_set_is_not(now: datetime) -> None:
    set_rule(actor=OPERATOR, rule=NewRule(KEY, "JH", 7, date(2026, 7, 1), "区办会议纪要"), now=now)
    assert list(verify_rules()) == []
    RuleParameter.objects.create(key=KEY, zone_code="JH", valid_from=date(2026, 8, 1), value=50)
    RuleParameter.objects.create(key="no.such", valid_from=date(2026, 8, 1), value=50)
    assert told(verify_rules()) == [("rule_unknown", f"{KEY} JH"), ("rule_unknown", "no.such")]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (
            "UPDATE foundation_calendarexception SET is_workday = true WHERE date = '2026-01-02'",
            ("calendar_day_altered", "2026-01-02"),
        ),
        (
            "UPDATE foundation_calendarexception SET name = '春节' WHERE date = '2026-01-02'",
            ("calendar_day_altered", "2026-01-02"),
        ),
        (
            "DELETE FROM foundation_calendarexception WHERE date = '2026-01-02'",
            ("calendar_day_altered", "2026-01-02"),
        ),
        (
            "INSERT INTO foundation_calendarexception VALUES ('2026-03-03', false, '放假')",
            ("calendar_day_altered", "2026-03-03"),
        ),
        (
            "INSERT INTO foundation_calendarexception VALUES ('2031-03-03', false, '')",
            ("calendar_year_unknown", "2031"),
        ),
        ("UPDATE foundation_calendaryear SET verified = true WHERE year = 2026", ("calendar_year_altered", "2026")),
        ("DELETE FROM foundation_calendaryear WHERE year = 2026", ("calendar_year_missing", "2026")),
    ],
)
def test_an_altered_calendar_as_shipped_is_named(statement: str, found: tuple[str, str]) -> None:
    sql(statement)
    assert told(verify_calendar()) == [found]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE foundation_calendarexception SET is_workday = false WHERE date = '2028-01-08'",
        "UPDATE foundation_calendarexception SET name = '' WHERE date = '2028-01-08'",
        "DELETE FROM foundation_calendarexception WHERE date = '2028-01-08'",
    ],
)
def test_altered_days_of_a_loaded_year_are_named(statement: str, now: datetime) -> None:
    load_calendar_year(actor=OPERATOR, calendar=CalendarSource(2028, "国办通知", False), rows=DAYS, now=now)
    assert [*verify_calendar(), *verify_records()] == []
    sql(statement)
    assert told(verify_calendar()) == [("calendar_days_altered", "2028")]


def test_the_digest_of_a_loaded_year_is_recorded(now: datetime) -> None:
    load_calendar_year(actor=OPERATOR, calendar=CalendarSource(2026, "国办通知", True), rows=[], now=now)
    assert [*verify_calendar(), *verify_records()] == []
    CalendarYear.objects.filter(year=2026).update(days_digest="")
    assert ("record_altered", "foundation.calendaryear days_digest") in told(verify_records())


def test_numbers_without_gap_and_their_series(now: datetime) -> None:
    with transaction.atomic():
        take_numbers("XQ", "JH", 2026, 3, "catalogue.demand", now)
    assert list(verify_numbers()) == []
    sql("UPDATE foundation_numberseries SET last = 9")
    assert told(verify_numbers()) == [("number_series_altered", "XQ JH 2026: 9 ≠ 3")]
    sql("UPDATE foundation_numberseries SET last = 3")
    sql("DELETE FROM foundation_issuednumber WHERE number = 2")
    assert told(verify_numbers()) == [("numbers_with_gaps", "XQ JH 2026: 2")]
    sql("DELETE FROM foundation_issuednumber WHERE number = 3")
    assert told(verify_numbers()) == [
        ("number_series_altered", "XQ JH 2026: 3 ≠ 1"),
    ]
    sql("UPDATE foundation_issuednumber SET number = 7")
    assert told(verify_numbers()) == [
        ("numbers_with_gaps", "XQ JH 2026: 1–6"),
        ("number_series_altered", "XQ JH 2026: 3 ≠ 7"),
    ]


def test_an_altered_lost_or_renamed_stored_file_is_named(now: datetime, settings: Any, tmp_path: Path) -> None:
    settings.DATA_FOLDER = tmp_path
    source = tmp_path / "list.csv"
    rows = {}
    for name in ("altered", "lost", "resized", "renamed", "unlisted", "kept"):
        source.write_text(name)
        rows[name] = store_file(source, f"{name}.csv", "text/csv", now)
    uses = [(row.sha256, row.name) for row in rows.values()]
    assert list(verify_stored_files(uses)) == []
    path_of(rows["altered"].sha256).write_text("bltered")
    path_of(rows["lost"].sha256).unlink()
    sql("UPDATE foundation_storedfile SET size = size + 1 WHERE id = %s", rows["resized"].pk)
    sql("UPDATE foundation_storedfile SET name = 'other.csv' WHERE id = %s", rows["renamed"].pk)
    StoredFile.objects.filter(pk=rows["unlisted"].pk).delete()
    assert told(verify_stored_files(uses)) == [
        ("stored_file_altered", "altered.csv"),
        ("stored_file_missing", "lost.csv"),
        ("stored_file_altered", "resized.csv"),
        ("stored_file_renamed", "other.csv"),
        ("stored_file_unlisted", "unlisted.csv"),
    ]


def test_a_key_of_no_record_or_of_no_kind_is_named(now: datetime) -> None:
    for number, kind in enumerate(("parties.organisation", "no.kind"), start=1):
        source = ImportSource.objects.create(zone_code="JH", kind=kind, name="名录", created_at=now)
        ImportedKey.objects.create(source=source, external_number=f"J{number}", object_id=4711, content_digest="")
    assert told(verify_imported_keys()) == [
        ("imported_key_astray", "no.kind J2"),
        ("imported_key_astray", "parties.organisation J1"),
    ]


@pytest.mark.skipif(connection.vendor == "postgresql", reason="PostgreSQL takes no date that is none")
def test_a_value_that_cannot_be_read_names_its_table() -> None:
    sql("UPDATE foundation_calendarexception SET date = '2026-0x-02' WHERE date = '2026-01-02'")
    assert ("register_unreadable", "foundation.calendarexception") in told(verify_registers())
