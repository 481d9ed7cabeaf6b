"""One round of background work: events, clocks, sealing of the audit."""

from dataclasses import dataclass
from datetime import datetime

from qiao.foundation.audit import seal_rows
from qiao.foundation.clocks import Fired, fire_due
from qiao.foundation.outbox import Dispatched, dispatch_events


@dataclass(frozen=True)
class Round:
    """What one round did."""

    events: Dispatched
    fired: list[Fired]
    sealed_rows: int


def work_once(now: datetime) -> Round:
    """Fire the clocks that are due, deliver the events that wait (also those just emitted), seal what was recorded."""
    fired = fire_due(now)
    events = dispatch_events(now)
    return Round(events=events, fired=fired, sealed_rows=seal_rows(now))
