"""The working-day calendar as loaded in the database."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from qiao.core.audit_chain import digest_of
from qiao.core.calendar import WorkingCalendar
from qiao.foundation.models import CalendarException, CalendarYear


def working_calendar() -> WorkingCalendar:
    """The calendar of all loaded years."""
    return WorkingCalendar(
        years=frozenset(CalendarYear.objects.values_list("year", flat=True)),
        exceptions=dict(CalendarException.objects.values_list("date", "is_workday")),
    )


@transaction.atomic
def replace_year(year: int, days: Mapping[date, tuple[bool, str]], *, verified: bool, source: str) -> int:
    """Load one year: its row and every day that differs from Monday to Friday. Returns the number of such days."""
    CalendarYear.objects.update_or_create(year=year, defaults={"verified": verified, "source": source})
    CalendarException.objects.filter(date__year=year).delete()
    CalendarException.objects.bulk_create(
        CalendarException(date=day, is_workday=is_workday, name=name) for day, (is_workday, name) in days.items()
    )
    return len(days)


def days_digest(days: Mapping[date, tuple[bool, str]]) -> str:
    """The SHA-256 of a year's exceptions, whatever their order."""
    return digest_of({day.isoformat(): list(what) for day, what in days.items()})
