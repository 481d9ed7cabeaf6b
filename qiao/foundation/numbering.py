"""Gap-free numbering: a number is taken inside the transaction that uses it, so a rollback gives it back."""

from datetime import datetime

from django.db import transaction

from qiao.foundation.models import IssuedNumber, NumberSeries


def take_number(series: str, scope: str, year: int, object_type: str, now: datetime) -> int:
    """The next number of a series (1, 2, …) in a scope (a zone) and year.

    Must run inside the use case's transaction. Raises RuntimeError outside one, since a gap could then arise.
    """
    return take_numbers(series, scope, year, 1, object_type, now)[0]


def take_numbers(series: str, scope: str, year: int, count: int, object_type: str, now: datetime) -> range:
    """The next ``count`` numbers of a series at once, without a gap between them.

    Raises ValueError when ``count`` is negative, RuntimeError outside a transaction.
    """
    if count < 0:
        raise ValueError(f"count: {count} is negative, take 0 or more numbers")
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("numbers are taken in the transaction of a use case")
    NumberSeries.objects.get_or_create(series=series, scope=scope, year=year)
    row = NumberSeries.objects.select_for_update().get(series=series, scope=scope, year=year)
    taken = range(row.last + 1, row.last + count + 1)
    row.last += count
    row.save(update_fields=["last"])
    IssuedNumber.objects.bulk_create(
        (IssuedNumber(series=row, number=number, issued_at=now, object_type=object_type) for number in taken),
        batch_size=1000,
    )
    return taken


def void_number(series: str, scope: str, year: int, number: int, reason: str, now: datetime) -> None:
    """Mark a number as voided; it stays recorded and is never given out again."""
    IssuedNumber.objects.filter(
        series__series=series, series__scope=scope, series__year=year, number=number, voided_at=None
    ).update(voided_at=now, void_reason=reason)
