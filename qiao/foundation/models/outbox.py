"""Events waiting for their handlers, written in the transaction that caused them."""

from django.db import models


class OutboxEvent(models.Model):
    """One event; ``dispatched_at`` is set when every handler has run."""

    name = models.CharField(max_length=100)
    payload = models.JSONField()
    emitted_at = models.DateTimeField()
    dispatched_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    last_error = models.TextField(blank=True, default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["next_attempt_at", "id"],
                name="outbox_waiting",
                condition=models.Q(dispatched_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.name}"


class HandledEvent(models.Model):
    """That a handler has done its work for an event, written with that work: an event is handled once."""

    event = models.ForeignKey(OutboxEvent, on_delete=models.CASCADE, related_name="handled")
    handler = models.CharField(max_length=150)
    handled_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "handler"], name="handled_event_once")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.handler}"
