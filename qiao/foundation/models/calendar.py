"""The working-day calendar: loaded years and the days that differ from Monday to Friday."""

from django.db import models


class CalendarYear(models.Model):
    """A loaded year. Periods that touch a year without a row are refused, never guessed.

    ``days_digest`` is the SHA-256 of its exceptions as they were loaded; "" for years as they ship.
    """

    year = models.PositiveSmallIntegerField(primary_key=True)
    verified = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True)
    days_digest = models.CharField(max_length=64, blank=True, default="")

    def __str__(self) -> str:
        return str(self.year)


class CalendarException(models.Model):
    """A weekday off or a weekend day worked."""

    date = models.DateField(primary_key=True)
    is_workday = models.BooleanField()
    name = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return f"{self.date} {self.name}"
