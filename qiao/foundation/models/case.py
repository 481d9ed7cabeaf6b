"""What every governed record and every case with a lifecycle has in common."""

from typing import Any, ClassVar

from django.db import models

from qiao.core.lifecycle import Lifecycle


class Record(models.Model):
    """A governed record: changed only through `qiao.foundation.acting`, with one version number per change."""

    zone_code = models.CharField(max_length=32, db_index=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        abstract = True


class Case(Record):
    """A record that moves through a lifecycle; the next clock is stored beside the state."""

    LIFECYCLE: ClassVar[Lifecycle[Any]]

    state = models.CharField(max_length=32, db_index=True)
    due_at = models.DateTimeField(null=True, blank=True, db_index=True)
    due_verb = models.CharField(max_length=32, blank=True, default="")

    class Meta:
        abstract = True
