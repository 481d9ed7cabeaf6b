"""Merges of duplicates."""

from enum import StrEnum

from django.db import models

from qiao.foundation.models import Record


class MergeKind(StrEnum):
    """What can be merged."""

    ORGANISATION = "organisation"
    PERSON = "person"


class Merge(Record):
    """That a duplicate was merged into the record that is kept, with everything needed to undo it.

    ``moved`` lists, per table and column, the keys of the rows that pointed at the duplicate; ``filled`` the fields
    of the kept record that were filled from the duplicate, with their former values. ``remaining`` lists, once the
    merge is undone, rows and fields that somebody had changed meanwhile and that therefore were not put back.
    """

    kind = models.CharField(max_length=32, choices=[(str(kind), str(kind)) for kind in MergeKind])
    kept_id = models.BigIntegerField()
    dropped_id = models.BigIntegerField()
    moved = models.JSONField(default=dict)
    filled = models.JSONField(default=dict)
    remaining = models.JSONField(default=dict)
    reason = models.CharField(max_length=300)
    undone_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.dropped_id} → {self.kept_id}"
