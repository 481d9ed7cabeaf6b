"""Work that comes round again: each job at its interval, by one worker at a time.

No queue: a job is a function without arguments of its own that finds in the tables what there is to do.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q

from qiao.foundation.models import JobRun

LONGEST_RUN = timedelta(hours=1)
"""After that another worker may take the job: the one that had it is taken for dead."""
RETRY = timedelta(minutes=5)


@dataclass(frozen=True)
class Job:
    """A function that is called with the present instant once in every interval."""

    name: str
    every: timedelta
    function: Callable[[datetime], object]


@dataclass(frozen=True)
class JobDone:
    """One job of a round; ``problem`` is the error, or empty."""

    name: str
    problem: str = ""


JOBS: dict[str, Job] = {}


def register_job(name: str, every: timedelta, function: Callable[[datetime], object]) -> None:
    """Called by a room when it is loaded. Raises ValueError when another function has the name."""
    if name in JOBS and JOBS[name].function is not function:
        raise ValueError(f"two jobs named {name!r}")
    JOBS[name] = Job(name, every, function)


def run_due_jobs(now: datetime) -> list[JobDone]:
    """Run every job that is due and that no other worker has in hand. A failing one is tried again in five minutes."""
    known = dict(JobRun.objects.filter(name__in=JOBS).values_list("name", "due_at"))
    JobRun.objects.bulk_create(
        [JobRun(name=name, due_at=now) for name in JOBS if name not in known], ignore_conflicts=True
    )
    return [_run(job, now) for name, job in JOBS.items() if known.get(name, now) <= now and _taken(name, now)]


def _taken(name: str, now: datetime) -> bool:
    """Take the job in hand, unless somebody else has; a single statement decides between two workers."""
    free = Q(held_until=None) | Q(held_until__lte=now)
    return bool(JobRun.objects.filter(free, name=name, due_at__lte=now).update(held_until=now + LONGEST_RUN))


def _run(job: Job, now: datetime) -> JobDone:
    row = JobRun.objects.filter(name=job.name)
    try:
        job.function(now)
    except Exception as error:  # whatever goes wrong in one job is kept and must not stop the worker
        problem = f"{type(error).__name__}: {error}"[:500]
        row.update(held_until=None, due_at=now + RETRY, failures=F("failures") + 1, last_error=problem)
        return JobDone(job.name, problem)
    row.update(held_until=None, due_at=now + job.every, ended_at=now, failures=0, last_error="")
    return JobDone(job.name)
