"""Gap-free numbers per series, scope and year."""

from django.db import models


class NumberSeries(models.Model):
    """The last number given out; the row is locked while a number is taken."""

    series = models.CharField(max_length=60)
    scope = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "scope", "year"], name="number_series_once")]

    def __str__(self) -> str:
        return f"{self.series} {self.scope} {self.year}: {self.last}"


class IssuedNumber(models.Model):
    """Every number ever given out; a voided one stays, with its reason."""

    series = models.ForeignKey(NumberSeries, on_delete=models.PROTECT)
    number = models.PositiveIntegerField()
    issued_at = models.DateTimeField()
    object_type = models.CharField(max_length=100)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "number"], name="issued_number_once")]

    def __str__(self) -> str:
        return f"{self.series_id}/{self.number}"
