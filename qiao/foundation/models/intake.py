"""Imports: batches, their staged rows and problems, and what was imported before."""

from django.db import models

from qiao.foundation.intake.lifecycle import IMPORT, ImportState
from qiao.foundation.models.case import Case, Record
from qiao.foundation.models.files import StoredFile


class ImportBatch(Case):
    """One file, previewed for one kind and source; ``file_format`` is xlsx, xls or csv.

    ``organisation_key`` is the organisation whose editor imports its own records, 0 for the zone's own lists.
    ``mapping`` says which header stood for which column. ``added``, ``changed`` and ``same`` are expectations until
    the import is applied, then what was done; ``left_out`` counts good rows that could no longer be taken then.
    """

    LIFECYCLE = IMPORT

    state = models.CharField(max_length=32, db_index=True, default=ImportState.PREVIEWED)
    kind = models.CharField(max_length=60)
    source = models.CharField(max_length=100)
    organisation_key = models.PositiveBigIntegerField(default=0)
    admit = models.BooleanField(default=False)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    file_format = models.CharField(max_length=8)
    mapping = models.JSONField(default=dict)
    total = models.PositiveIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    notes = models.JSONField(default=list)
    applied_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.file_name} ({self.source})"


class ImportRow(models.Model):
    """A good row, staged until the import is decided."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=255, blank=True)
    number = models.PositiveIntegerField()
    external_number = models.CharField(max_length=100)
    values = models.JSONField()
    content_digest = models.CharField(max_length=64)
    outcome = models.CharField(max_length=8)

    def __str__(self) -> str:
        return f"{self.sheet} {self.number}".strip()


class ImportProblem(models.Model):
    """What is wrong with a row; kept after the decision, so that the bad rows can still be given back."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="problems")
    sheet = models.CharField(max_length=255, blank=True)
    number = models.PositiveIntegerField()
    heading = models.CharField(max_length=200)
    value = models.CharField(max_length=200, blank=True)
    rule = models.CharField(max_length=60)
    params = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.sheet} {self.number} {self.heading}: {self.rule}".strip()


class ImportSource(Record):
    """Where lists of a kind come from; the row is locked while an import is applied.

    ``mapping`` is the saved meaning of this source's headers.
    """

    kind = models.CharField(max_length=60)
    organisation_key = models.PositiveBigIntegerField(default=0)
    name = models.CharField(max_length=100)
    mapping = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone_code", "kind", "organisation_key", "name"], name="import_source_once")
        ]

    def __str__(self) -> str:
        return self.name


class ImportedKey(models.Model):
    """Which record a row of a source became, and with which content: a second import changes nothing twice."""

    source = models.ForeignKey(ImportSource, on_delete=models.CASCADE, related_name="keys")
    external_number = models.CharField(max_length=100)
    object_id = models.BigIntegerField()
    content_digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "external_number"], name="imported_key_once")]

    def __str__(self) -> str:
        return self.external_number
