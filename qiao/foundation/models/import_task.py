"""The desk on which a list is prepared in the browser: uploaded, mapped, then previewed or applied at once or later."""

from django.db import models

from qiao.foundation.models.files import StoredFile
from qiao.foundation.models.intake import ImportBatch


class ImportTask(models.Model):
    """An uploaded list on its way to a preview, or a preview on its way to being applied.

    A plain table and no governed record: nothing is decided here. What counts is the `ImportBatch`, which the use
    cases write and record. ``stage`` is one of mapping, waiting, running, done and failed; ``fault`` says why the last
    run failed, as a list of code or rule, field, value and params. ``headers`` are those of the file with samples.
    ``token`` comes from the form, so that one form sent twice makes one upload.
    """

    MAPPING, WAITING, RUNNING, DONE, FAILED = "mapping", "waiting", "running", "done", "failed"
    PREVIEW, APPLY = "preview", "apply"

    zone_code = models.CharField(max_length=32)
    organisation_key = models.PositiveBigIntegerField(default=0)
    holding_id = models.BigIntegerField()
    work = models.CharField(max_length=8)
    stage = models.CharField(max_length=8)
    token = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    requested_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    kind = models.CharField(max_length=60)
    source = models.CharField(max_length=100)
    admit = models.BooleanField(default=False)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    rows = models.PositiveIntegerField(default=0)
    headers = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    remember = models.BooleanField(default=True)
    take = models.CharField(max_length=16, blank=True, default="")
    batch = models.ForeignKey(ImportBatch, null=True, blank=True, on_delete=models.SET_NULL, related_name="tasks")
    fault = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch"],
                condition=models.Q(work="apply", stage__in=("waiting", "running")),
                name="import_task_applies_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["requested_at"], condition=models.Q(stage__in=("waiting", "running")), name="import_task_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.work} {self.file_name}"
