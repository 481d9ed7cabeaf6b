"""One round of background work: clocks, events, jobs that come round again, sealing of the audit."""

from dataclasses import dataclass, field
from datetime import datetime

from qiao.foundation.audit import seal_rows
from qiao.foundation.clocks import Fired, fire_due
from qiao.foundation.jobs import JobDone, run_due_jobs
from qiao.foundation.outbox import Dispatched, dispatch_events


@dataclass(frozen=True)
class Round:
    """What one round did."""

    events: Dispatched
    fired: list[Fired]
    sealed_rows: int
    jobs: list[JobDone] = field(default_factory=list)


def work_once(now: datetime) -> Round:
    """Fire the clocks that are due, deliver the events that wait (also those just emitted), do the jobs whose turn it
    is, seal what was recorded.
    """
    fired = fire_due(now)
    events = dispatch_events(now)
    jobs = run_due_jobs(now)
    return Round(events=events, fired=fired, sealed_rows=seal_rows(now), jobs=jobs)
