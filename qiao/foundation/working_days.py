"""The working-day calendar as loaded in the database."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import BooleanField, DateField, Value

from qiao.core.audit_chain import digest_of
from qiao.core.calendar import WorkingCalendar
from qiao.foundation.models import CalendarException, CalendarYear


def working_calendar() -> WorkingCalendar:
    """The calendar of all loaded years; one statement."""
    days = CalendarException.objects.order_by().values_list(Value(0), "date", "is_workday")
    none = Value(None, DateField()), Value(None, BooleanField())
    rows = list(CalendarYear.objects.order_by().values_list("year", *none).union(days, all=True))
    return WorkingCalendar(
        years=frozenset(year for year, day, _is_workday in rows if day is None),
        exceptions={day: is_workday for _year, day, is_workday in rows if day is not None},
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
