"""Demonstration zones."""

from django.db import models


class Zone(models.Model):
    """A demonstration zone; its code stands in every record that belongs to it."""

    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=200)
    issuer = models.CharField(max_length=60, help_text="Short name of the issuing office in document numbers")
    office = models.CharField(max_length=200, help_text="Full name of the zone office")
    region = models.CharField(max_length=6, blank=True, default="")
    contact = models.CharField(max_length=200, blank=True, default="")
    is_example = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
