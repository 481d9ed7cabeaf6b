"""Clocks in words, the same wherever one is shown: what must be done, and how many days are left or over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qiao.core.calendar import WorkingCalendar
from qiao.core.time_left import TimeLeft, time_left
from qiao.foundation.next_steps import counts_working_days
from qiao.foundation.wording import has_text, text_of
from qiao.foundation.working_days import working_calendar
from qiao.web.kept_reads import kept_read

_NEAR = timedelta(days=3)


@dataclass(frozen=True)
class ClockWords:
    """What a clock says, and its colour: red when over, yellow when near."""

    text: str
    tone: str


def clock_words(action: str, due_at: datetime, now: datetime, calendar: Callable[[], WorkingCalendar]) -> ClockWords:
    """The clock that carries out ``action`` at ``due_at``; "" for a clock of nothing in particular, in natural days.

    ``calendar`` is asked only where the rule counts working days.
    """
    left = time_left(due_at, now, calendar if counts_working_days(action) else None)
    what = text_of(f"clock.{action}") if has_text(f"clock.{action}") else ""
    tone = "red" if left.is_over else "yellow" if due_at - now <= _NEAR else "secondary"
    return ClockWords(" · ".join(part for part in (what, _in_words(left)) if part), tone)


def calendar_for(request: Any) -> WorkingCalendar:
    """The calendar, read once for a page, and for all pages until something is recorded: loading a year of it is."""
    known: WorkingCalendar | None = getattr(request, "working_calendar", None)
    if known is None:
        known = kept_read("calendar", getattr(request, "recorded", 0), working_calendar)
        request.working_calendar = known
    return known


def _in_words(left: TimeLeft) -> str:
    if not left.days:
        return _("overdue since today") if left.is_over else _("due today")
    if left.is_over:
        return _overdue(left)
    if left.working:
        text = ngettext("%(days)s working day left", "%(days)s working days left", left.days)
    else:
        text = ngettext("%(days)s day left", "%(days)s days left", left.days)
    return text % {"days": left.days}


def _overdue(left: TimeLeft) -> str:
    if left.working:
        text = ngettext("%(days)s working day overdue", "%(days)s working days overdue", left.days)
    else:
        text = ngettext("%(days)s day overdue", "%(days)s days overdue", left.days)
    return text % {"days": left.days}
