"""Working days of the official calendar, and the end of periods counted in working or natural days.

China moves weekend days around public holidays by a yearly notice of the State Council General Office, so
Monday to Friday alone is never enough: every date of a year that is not loaded is refused.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from qiao.core.outcomes import Invalid, Problem, Refused

CHINA = ZoneInfo("Asia/Shanghai")
_DAY = timedelta(days=1)
_SATURDAY = 5


class CalendarYearMissing(Refused):
    """A date lies in a year whose calendar is not loaded; import the notice of that year."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__("calendar_year_missing", year=year)


class PeriodError(ValueError):
    """A period has fewer than 0 days."""

    code = "period_negative"

    def __init__(self, days: int) -> None:
        self.days = days
        super().__init__(f"{self.code}: {days}")


@dataclass(frozen=True)
class WorkingCalendar:
    """The calendar of the loaded years.

    `exceptions` tells for the days that differ from Monday to Friday whether they are working days.
    """

    years: frozenset[int]
    exceptions: Mapping[date, bool]

    def is_working_day(self, day: date) -> bool:
        """Whether the day is worked. Raises CalendarYearMissing, and TypeError for an instant."""
        # An instant would never equal a listed day, and its day depends on the time zone.
        if isinstance(day, datetime):
            raise TypeError(f"day: {day.isoformat()} is an instant, take its local date")
        if day.year not in self.years:
            raise CalendarYearMissing(day.year)
        return self.exceptions.get(day, day.weekday() < _SATURDAY)

    def next_working_day(self, day: date) -> date:
        """The first working day after the day. Raises CalendarYearMissing."""
        return self.add_working_days(day, 1)

    def add_working_days(self, start: date, days: int) -> date:
        """The last day of a period of working days; the start day is not counted.

        No days give the start day itself. Raises CalendarYearMissing, PeriodError.
        """
        if days < 0:
            raise PeriodError(days)
        self.is_working_day(start)
        day = start
        while days:
            day += _DAY
            days -= self.is_working_day(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after the start up to and including the end; negative when the end comes first.

        Raises CalendarYearMissing.
        """
        if end < start:
            return -self.working_days_between(end, start)
        self.is_working_day(start)
        return sum(self.is_working_day(start + _DAY * count) for count in range(1, (end - start).days + 1))

    def deadline(self, start: datetime, days: int, zone: tzinfo = CHINA) -> datetime:
        """The end (24:00 local time) of the last day of a period of working days.

        Raises CalendarYearMissing, PeriodError, and ValueError when `start` has no time zone.
        """
        return _end_of(self.add_working_days(_local_date(start, zone), days), zone)

    def natural_deadline(self, start: datetime, days: int, zone: tzinfo = CHINA) -> datetime:
        """The end (24:00 local time) of a period of natural days, the start day not counted.

        When the last day is not worked the period ends with the next working day (民法典, art. 203).
        Raises CalendarYearMissing, PeriodError, and ValueError when `start` has no time zone.
        """
        if days < 0:
            raise PeriodError(days)
        last = _local_date(start, zone) + _DAY * days
        return _end_of(last if self.is_working_day(last) else self.next_working_day(last), zone)


def _local_date(at: datetime, zone: tzinfo) -> date:
    if at.tzinfo is None:
        raise ValueError(f"start: {at.isoformat()} has no time zone")
    return at.astimezone(zone).date()


def _end_of(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day + _DAY, time.min, tzinfo=zone)


def parse_calendar_rows(rows: Iterable[Mapping[str, str]]) -> dict[date, tuple[bool, str]]:
    """Read calendar rows (date, is_workday 0 or 1, name): for each day whether it is worked, and why.

    Days that follow the Monday to Friday rule may be listed too. Raises Invalid naming every wrong row.
    """
    days: dict[date, tuple[bool, str]] = {}
    problems: list[Problem] = []
    for number, row in enumerate(rows, start=1):
        found = list(_row_problems(row, number))
        if not found:
            day = date.fromisoformat(row["date"].strip())
            if day in days:
                found.append(Problem("date", "calendar_date_twice", row["date"], {"row": number}))
            else:
                days[day] = (row["is_workday"].strip() == "1", row["name"].strip())
        problems.extend(found)
    if problems:
        raise Invalid(*problems)
    return days


def _row_problems(row: Mapping[str, str], number: int) -> Iterable[Problem]:
    # A short row of a table gives None for the missing cells.
    cells = {field: (row.get(field) or "").strip() for field in ("date", "is_workday", "name")}
    try:
        date.fromisoformat(cells["date"])
    except ValueError:
        yield Problem("date", "calendar_date_unreadable", cells["date"], {"row": number})
    if cells["is_workday"] not in {"0", "1"}:
        yield Problem("is_workday", "calendar_is_workday_unreadable", cells["is_workday"], {"row": number})
    if not cells["name"]:
        yield Problem("name", "calendar_name_missing", "", {"row": number})
