"""The only place below the screens where the real time is read."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """The present instant, aware."""
    return timezone.now()
