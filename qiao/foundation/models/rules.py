"""Dated rules: every threshold, period and form number that may change."""

from django.db import models


class RuleParameter(models.Model):
    """The value of a rule in a zone ("" = every zone) from ``valid_from`` on, until the next row of the same key.

    ``verified`` says whether somebody has checked the value against its legal basis; the screens show it.
    """

    key = models.CharField(max_length=100)
    zone_code = models.CharField(max_length=32, blank=True, default="")
    valid_from = models.DateField()
    value = models.JSONField()
    unit = models.CharField(max_length=40, blank=True, default="")
    legal_basis = models.CharField(max_length=300, blank=True, default="")
    verified = models.BooleanField(default=False)
    note = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "zone_code", "valid_from"], name="rule_parameter_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.zone_code or '*'} {self.valid_from}: {self.value}"
