"""Load or replace one year of the working-day calendar from an official notice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from qiao.core.access import Actor
from qiao.core.calendar import parse_calendar_rows
from qiao.core.outcomes import Invalid, Problem
from qiao.foundation.acting import authorise, record, use_case
from qiao.foundation.models import CalendarYear
from qiao.foundation.working_days import days_digest, replace_year

ACTION = "foundation.calendar.load"


@dataclass(frozen=True)
class CalendarSource:
    """Which year, from which notice, and whether somebody has checked it against the notice."""

    year: int
    source: str
    verified: bool


@use_case(ACTION)
def load_calendar_year(
    *, actor: Actor, calendar: CalendarSource, rows: Iterable[Mapping[str, str]], now: datetime
) -> CalendarYear:
    """Replace the year's exceptions. Raises Denied, or Invalid when a row is no date of that year."""
    authorise(actor, ACTION, calendar)
    days = parse_calendar_rows(rows)
    foreign = [day for day in days if day.year != calendar.year]
    if foreign:
        raise Invalid(Problem("date", "date_outside_year", foreign[0].isoformat(), {"year": calendar.year}))
    replace_year(calendar.year, days, verified=calendar.verified, source=calendar.source)
    row = CalendarYear.objects.get(pk=calendar.year)
    row.days_digest = days_digest(days)
    row.save(update_fields=["days_digest"])
    record(actor, ACTION, row, {}, now)
    return row
