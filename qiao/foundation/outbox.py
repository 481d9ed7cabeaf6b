"""Delivering events to their handlers, once each, after the transaction that emitted them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from qiao.foundation.models import HandledEvent, OutboxEvent
from qiao.foundation.registry import HANDLERS

FIRST_RETRY = timedelta(seconds=30)
LONGEST_RETRY = timedelta(hours=6)


@dataclass(frozen=True)
class Dispatched:
    """How many events were delivered to all handlers, and how many must be tried again."""

    delivered: int
    failed: int


def dispatch_events(now: datetime, limit: int = 500) -> Dispatched:
    """Run the handlers of events that are due, oldest first. One failing event does not hold up the others."""
    delivered = failed = 0
    waiting = OutboxEvent.objects.filter(dispatched_at=None, next_attempt_at__lte=now).order_by("pk")
    for event_id in list(waiting.values_list("pk", flat=True)[:limit]):
        if _deliver(event_id, now):
            delivered += 1
        else:
            failed += 1
    return Dispatched(delivered, failed)


def _deliver(event_id: int, now: datetime) -> bool:
    event = OutboxEvent.objects.get(pk=event_id)
    for name in HANDLERS.get(event.name, {}):
        try:
            _handle_once(event_id, name, now)
        except Exception as error:  # any failure of a handler is kept and tried again, never lost
            _postpone(event, error, now)
            return False
    OutboxEvent.objects.filter(pk=event_id, dispatched_at=None).update(dispatched_at=now, last_error="")
    return True


def _handle_once(event_id: int, handler: str, now: datetime) -> None:
    with transaction.atomic():
        event = OutboxEvent.objects.select_for_update().get(pk=event_id)
        if HandledEvent.objects.filter(event=event, handler=handler).exists():
            return
        HandledEvent.objects.create(event=event, handler=handler, handled_at=now)
        HANDLERS[event.name][handler](event.payload, event.emitted_at)


def _postpone(event: OutboxEvent, error: Exception, now: datetime) -> None:
    wait = min(FIRST_RETRY * 2 ** min(event.attempts, 12), LONGEST_RETRY)
    OutboxEvent.objects.filter(pk=event.pk).update(
        attempts=event.attempts + 1,
        next_attempt_at=now + wait,
        last_error=f"{type(error).__name__}: {error}"[:2000],
    )
