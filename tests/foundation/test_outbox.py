"""Events: written with their cause, handled once, tried again, never in each other's way."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from qiao.foundation.models import HandledEvent, OutboxEvent
from qiao.foundation.outbox import dispatch_events
from qiao.foundation.registry import HANDLERS, handles

pytestmark = pytest.mark.django_db


class Seen(list[tuple[str, dict[str, Any]]]):
    """What the handlers of a test were given."""

    failing = False


@pytest.fixture
def seen() -> Iterator[Seen]:
    seen = Seen()

    @handles("tests.Happened")
    def steady(payload: dict[str, Any], at: datetime) -> None:
        seen.append(("steady", payload))

    @handles("tests.Happened")
    def shaky(payload: dict[str, Any], at: datetime) -> None:
        OutboxEvent.objects.create(name="tests.Trace", payload={}, emitted_at=at, next_attempt_at=at)
        if seen.failing:
            raise RuntimeError("no luck")
        seen.append(("shaky", payload))

    yield seen
    HANDLERS.pop("tests.Happened")


def put(now: datetime, **payload: Any) -> OutboxEvent:
    return OutboxEvent.objects.create(name="tests.Happened", payload=payload, emitted_at=now, next_attempt_at=now)


def test_every_handler_gets_an_event_once(seen: Seen, now: datetime) -> None:
    event = put(now, n=1)
    dispatch_events(now)
    dispatch_events(now)
    assert sorted(seen) == [("shaky", {"n": 1}), ("steady", {"n": 1})]
    event.refresh_from_db()
    assert event.dispatched_at == now


def test_a_failing_handler_is_rolled_back_and_tried_again_later(seen: Seen, now: datetime) -> None:
    event = put(now, n=1)
    seen.failing = True
    assert dispatch_events(now).failed == 1
    event.refresh_from_db()
    assert event.dispatched_at is None
    assert "no luck" in event.last_error
    assert not OutboxEvent.objects.filter(name="tests.Trace").exists()

    assert dispatch_events(now).failed == 0, "not before its time"
    seen.failing = False
    later = now + timedelta(minutes=1)
    assert dispatch_events(later).delivered == 1
    assert [name for name, _ in seen].count("steady") == 1
    assert [name for name, _ in seen].count("shaky") == 1


def test_one_failing_event_does_not_hold_up_the_next(seen: Seen, now: datetime) -> None:
    put(now, n=1)
    seen.failing = True
    dispatch_events(now)
    seen.failing = False
    put(now, n=2)
    dispatch_events(now)
    assert {"n": 2} in [payload for _, payload in seen]


def test_an_event_vanishes_with_the_transaction_that_emitted_it(now: datetime) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        put(now, n=1)
        raise RuntimeError
    assert not OutboxEvent.objects.exists()
    assert not HandledEvent.objects.exists()
