"""How much of a period is left, in whole days as an office counts them. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from qiao.core.calendar import CHINA, CalendarYearMissing, WorkingCalendar

_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class TimeLeft:
    """Days until the last day of a period (0: today is the last), or since it when ``is_over`` (0: over since today).

    ``working`` when they are working days.
    """

    days: int
    is_over: bool
    working: bool


def time_left(due_at: datetime, now: datetime, calendar: Callable[[], WorkingCalendar] | None = None) -> TimeLeft:
    """The days between now and the end of a period, by the days of China.

    ``calendar`` is given for periods of working days; dates of years that it does not know are counted as natural days.
    A period that ends at 24:00 has the day before that instant as its last.
    """
    today, last = now.astimezone(CHINA).date(), (due_at - _INSTANT).astimezone(CHINA).date()
    over = due_at <= now
    first, second = (last, today) if over else (today, last)
    if calendar is not None:
        try:
            return TimeLeft(calendar().working_days_between(first, second), over, working=True)
        except CalendarYearMissing:
            pass
    return TimeLeft((second - first).days, over, working=False)
