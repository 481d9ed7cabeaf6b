"""Answers that are given again when a program repeats a request."""

from django.db import models


class AnsweredRequest(models.Model):
    """The answer to a request with an idempotency key, written in the transaction of its effect.

    No governed record: what was done has its own audit rows; this only keeps a repeated request from doing it twice,
    and is forgotten after ``kept_until``. ``caller`` names the token.
    """

    caller = models.CharField(max_length=64)
    key = models.CharField(max_length=255)
    request_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField()
    kept_until = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["caller", "key"], name="answered_request_once")]

    def __str__(self) -> str:
        return f"{self.caller} {self.key}"
