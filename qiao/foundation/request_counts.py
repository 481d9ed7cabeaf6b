"""Rate limits: counting requests by the minute, or by another period."""

from datetime import datetime, timedelta

from django.db import DatabaseError, connection

from qiao.foundation.models import RequestCount

MINUTE = timedelta(minutes=1)
_COUNT = (
    'INSERT INTO "{table}" (bucket, count, counted_until) VALUES (%s, 1, %s) '
    'ON CONFLICT (bucket) DO UPDATE SET count = "{table}".count + 1 RETURNING count'
)


def counted(who: str, now: datetime, period: timedelta = MINUTE) -> int:
    """Count one request of this caller and return how many it has made in this minute (or period). One statement.

    A database that cannot write at the moment (a long import on SQLite) counts nothing and keeps nobody waiting for
    more than its own patience: 0 then.
    """
    number = int(now.timestamp() // period.total_seconds())
    until = connection.ops.adapt_datetimefield_value(now + period)
    try:
        with connection.cursor() as cursor:
            cursor.execute(_COUNT.format(table=RequestCount._meta.db_table), [f"{who}:{number}"[-150:], until])
            return int(cursor.fetchone()[0])
    except DatabaseError:
        return 0


def seconds_to_next_minute(now: datetime) -> int:
    """When the count begins anew, in whole seconds, at least 1."""
    return max(1, 60 - int(now.timestamp()) % 60)


def forget_counts(now: datetime) -> int:
    """Delete counters of minutes that are over; returns how many."""
    return RequestCount.objects.filter(counted_until__lt=now - MINUTE).delete()[0]
