"""How many requests somebody has made within a minute."""

from django.db import models


class RequestCount(models.Model):
    """A counter that a rate limit looks at; ``bucket`` names who is counted, for what, and in which minute.

    No governed record: it is gone an hour later. A table of its own and not the cache, since one statement both counts
    and answers, however many processes serve.
    """

    bucket = models.CharField(max_length=150, unique=True)
    count = models.PositiveIntegerField()
    counted_until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.bucket}: {self.count}"
