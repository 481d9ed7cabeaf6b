"""Working days: shifted weekends, periods, and the calendar data that ship."""

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

import qiao
from qiao.core.calendar import CHINA, CalendarYearMissing, PeriodError, WorkingCalendar, parse_calendar_rows
from qiao.core.outcomes import Invalid, Refused

FOLDER = Path(qiao.__file__).parent / "foundation" / "data" / "calendar"


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


YEARS = frozenset(int(row["year"]) for row in _rows("years.csv"))
DAYS = {day: found for year in YEARS for day, found in parse_calendar_rows(_rows(f"{year}.csv")).items()}
CALENDAR = WorkingCalendar(YEARS, {day: worked for day, (worked, _) in DAYS.items()})
DATES = st.dates(date(2020, 1, 1), date(2026, 12, 31))


# Days off and shifted weekends of the yearly notices of the State Council General Office.
@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2020, 1, 24), date(2020, 2, 2)),
        (date(2020, 10, 1), date(2020, 10, 8)),
        (date(2021, 2, 11), date(2021, 2, 17)),
        (date(2022, 4, 30), date(2022, 5, 4)),
        (date(2023, 9, 29), date(2023, 10, 6)),
        (date(2024, 2, 10), date(2024, 2, 17)),
        (date(2025, 1, 28), date(2025, 2, 4)),
        (date(2025, 5, 1), date(2025, 5, 5)),
        (date(2026, 2, 15), date(2026, 2, 23)),
        (date(2026, 10, 1), date(2026, 10, 7)),
    ],
)
def test_holidays_are_not_worked(first: date, last: date) -> None:
    days = [first + timedelta(days=count) for count in range((last - first).days + 1)]
    assert not any(CALENDAR.is_working_day(day) for day in days)


@pytest.mark.parametrize(
    "day",
    [
        date(2020, 1, 19),
        date(2021, 2, 20),
        date(2022, 1, 30),
        date(2023, 10, 8),
        date(2024, 5, 11),
        date(2025, 1, 26),
        date(2025, 9, 28),
        date(2026, 1, 4),
        date(2026, 2, 28),
        date(2026, 9, 20),
    ],
)
def test_shifted_weekends_are_worked(day: date) -> None:
    assert day.weekday() >= 5
    assert CALENDAR.is_working_day(day)


# The eve of the Spring Festival of 2024 was left to employers; the worked Saturday of 2020 became free.
def test_special_days_of_the_notices() -> None:
    assert CALENDAR.is_working_day(date(2024, 2, 9))
    assert not CALENDAR.is_working_day(date(2020, 2, 1))
    assert CALENDAR.is_working_day(date(2020, 2, 3))


def test_shipped_years_and_files_agree() -> None:
    assert sorted(YEARS) == list(range(2020, 2028))
    assert {path.stem for path in FOLDER.glob("*.csv")} == {"years", *map(str, YEARS)}
    for head in _rows("years.csv"):
        assert head["verified"] in {"0", "1"}
        assert head["source"]


def test_shipped_rows_list_only_days_that_differ_from_the_week_and_stand_in_order() -> None:
    for year in YEARS:
        days = list(parse_calendar_rows(_rows(f"{year}.csv")).items())
        assert days == sorted(days)
        assert all(day.year == year for day, _ in days)
        assert all(worked == (day.weekday() >= 5) for day, (worked, _) in days)


# 全国年节及纪念日放假办法: 11 days until 2024, 13 since 2025. Shifts move working days and remove none.
@pytest.mark.parametrize("year", range(2020, 2027))
def test_a_year_loses_its_public_holidays_and_no_other_working_day(year: int) -> None:
    # The extension to 2 February 2020 freed the Friday and the Saturday that was to be worked.
    holidays = {2020: 11 + 2, 2025: 13, 2026: 13}.get(year, 11)
    days = [date(year, 1, 1) + timedelta(days=count) for count in range(365)]
    if year % 4 == 0:
        days.append(date(year, 12, 31))
    weekdays = sum(day.weekday() < 5 for day in days)
    assert weekdays - sum(CALENDAR.is_working_day(day) for day in days) == holidays


def test_a_year_that_is_not_loaded_is_refused() -> None:
    with pytest.raises(CalendarYearMissing) as caught:
        CALENDAR.is_working_day(date(2028, 1, 3))
    assert (caught.value.year, caught.value.code) == (2028, "calendar_year_missing")
    assert isinstance(caught.value, Refused)
    with pytest.raises(CalendarYearMissing):
        CALENDAR.add_working_days(date(2027, 12, 30), 5)
    with pytest.raises(CalendarYearMissing):
        CALENDAR.add_working_days(date(2019, 12, 31), 1)
    with pytest.raises(CalendarYearMissing):
        CALENDAR.natural_deadline(datetime(2027, 12, 30, tzinfo=CHINA), 30)
    with pytest.raises(CalendarYearMissing):
        CALENDAR.working_days_between(date(2027, 12, 1), date(2028, 1, 1))


def test_an_instant_is_not_taken_for_a_day() -> None:
    with pytest.raises(TypeError, match="instant"):
        CALENDAR.is_working_day(datetime(2026, 2, 17, tzinfo=UTC))


def test_the_start_day_is_not_counted() -> None:
    # Thursday 24 September 2026; Friday to Sunday are the Mid-Autumn holiday.
    assert CALENDAR.add_working_days(date(2026, 9, 24), 1) == date(2026, 9, 28)
    # 15 working days from 30 September 2026 cross the National Day week and the worked Saturday 10 October.
    assert CALENDAR.add_working_days(date(2026, 9, 30), 3) == date(2026, 10, 10)
    assert CALENDAR.add_working_days(date(2026, 9, 30), 0) == date(2026, 9, 30)
    assert CALENDAR.next_working_day(date(2026, 2, 14)) == date(2026, 2, 24)


def test_deadline_is_the_end_of_the_local_day() -> None:
    # 23:30 in Shanghai is still 24 September, 00:30 is the 25th.
    late = datetime(2026, 9, 24, 15, 30, tzinfo=UTC)
    assert CALENDAR.deadline(late, 1) == datetime(2026, 9, 29, tzinfo=CHINA)
    assert CALENDAR.deadline(late + timedelta(hours=1), 2) == datetime(2026, 9, 30, tzinfo=CHINA)
    assert CALENDAR.deadline(late, 1).utcoffset() == timedelta(hours=8)
    tokyo = ZoneInfo("Asia/Tokyo")
    assert CALENDAR.deadline(late, 1, tokyo) == datetime(2026, 9, 29, tzinfo=tokyo)


# A publicity posted on 2 March for 15 days ends on 17 March, 24:00.
def test_natural_days_worked_example() -> None:
    posted_at = datetime(2026, 3, 2, 9, tzinfo=CHINA)
    assert CALENDAR.natural_deadline(posted_at, 15) == datetime(2026, 3, 18, tzinfo=CHINA)


def test_a_natural_period_that_ends_on_a_holiday_ends_with_the_next_working_day() -> None:
    # 15 days from 16 September 2026 end on 1 October; the next working day is the 8th.
    start = datetime(2026, 9, 16, 9, tzinfo=CHINA)
    assert CALENDAR.natural_deadline(start, 15) == datetime(2026, 10, 9, tzinfo=CHINA)
    # 5 days from 15 September 2026 end on Sunday the 20th, which is worked.
    start = datetime(2026, 9, 15, 9, tzinfo=CHINA)
    assert CALENDAR.natural_deadline(start, 5) == datetime(2026, 9, 21, tzinfo=CHINA)


def test_periods_without_zone_or_below_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        CALENDAR.deadline(datetime(2026, 3, 2), 1)  # noqa: DTZ001
    with pytest.raises(ValueError, match="no time zone"):
        CALENDAR.natural_deadline(datetime(2026, 3, 2), 1)  # noqa: DTZ001
    with pytest.raises(PeriodError, match="-1"):
        CALENDAR.add_working_days(date(2026, 3, 2), -1)
    with pytest.raises(PeriodError):
        CALENDAR.natural_deadline(datetime(2026, 3, 2, tzinfo=CHINA), -1)


@given(DATES, st.integers(1, 120))
def test_adding_and_counting_working_days_agree(start: date, days: int) -> None:
    end = CALENDAR.add_working_days(start, days)
    assert CALENDAR.is_working_day(end)
    assert CALENDAR.working_days_between(start, end) == days
    assert CALENDAR.working_days_between(end, start) == -days


@given(DATES, st.integers(0, 300))
def test_a_natural_deadline_is_never_early_and_ends_a_working_day(start: date, days: int) -> None:
    start_at = datetime(start.year, start.month, start.day, 12, tzinfo=CHINA)
    end_at = CALENDAR.natural_deadline(start_at, days)
    last = end_at.date() - timedelta(days=1)
    assert last >= start + timedelta(days=days)
    assert CALENDAR.is_working_day(last)
    assert CALENDAR.working_days_between(start + timedelta(days=days), last) <= 1


def test_wrong_rows_are_all_named() -> None:
    rows = [
        {"date": "2028-01-03", "is_workday": "0", "name": "元旦"},
        {"date": "2028-01-03", "is_workday": "1", "name": "元旦"},
        {"date": "2028-02-30", "is_workday": "x", "name": ""},
        {"date": "2028-05-01"},
    ]
    with pytest.raises(Invalid) as caught:
        parse_calendar_rows(rows)
    found = [(problem.params["row"], problem.rule) for problem in caught.value.problems]
    assert found == [
        (2, "calendar_date_twice"),
        (3, "calendar_date_unreadable"),
        (3, "calendar_is_workday_unreadable"),
        (3, "calendar_name_missing"),
        (4, "calendar_is_workday_unreadable"),
        (4, "calendar_name_missing"),
    ]


def test_rows_are_read_with_blanks_around() -> None:
    rows = [{"date": " 2028-01-03 ", "is_workday": " 0", "name": " 元旦 "}]
    assert parse_calendar_rows(rows) == {date(2028, 1, 3): (False, "元旦")}
