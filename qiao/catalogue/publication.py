"""What publication fixes for a record of the catalogue: its code and the end of its validity. Pure."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from qiao.core.calendar import CHINA


def item_code(prefix: str, year: int, field: str, serial: int) -> str:
    """Prefix, year, digit of the hi-tech field (0 when unknown), serial of at least four digits: ``XQ202640017``.

    The form is that of the demand list: XQ + year + field digit + 4 digits. A longer serial keeps all its digits.
    """
    return f"{prefix}{year}{field if field.isdigit() else '0'}{serial:04d}"


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last day where the month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def end_of_day(day: date) -> datetime:
    """24:00 in China of the day, that is 0:00 of the next."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=CHINA)


def expiry_of(published_at: datetime, valid_until: date | None, months: int) -> datetime:
    """When a record lapses: 24:00 of the day ``months`` after publication or of ``valid_until``, if earlier."""
    last = months_later(published_at.astimezone(CHINA).date(), months)
    return end_of_day(min(last, valid_until) if valid_until else last)
