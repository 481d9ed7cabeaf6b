"""When work that comes round again was last done."""

from django.db import models


class JobRun(models.Model):
    """One job of `qiao.foundation.jobs` by name. A plain table: it holds no matter of anybody, only the last run.

    While a worker does it, ``held_until`` keeps the others away; a worker that died loses it when that has passed.
    """

    name = models.CharField(max_length=100, unique=True)
    due_at = models.DateTimeField()
    held_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True, default="")

    def __str__(self) -> str:
        return self.name
