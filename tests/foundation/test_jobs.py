"""Jobs that come round again: at their interval, one worker at a time, a failure kept and tried again."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from qiao.foundation.jobs import JOBS, LONGEST_RUN, RETRY, register_job, run_due_jobs
from qiao.foundation.models import JobRun

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def ran() -> Iterator[list[datetime]]:
    """The instants at which the one job of the test ran; no other job is registered meanwhile."""
    kept = dict(JOBS)
    JOBS.clear()
    instants: list[datetime] = []
    register_job("tests.hourly", HOUR, instants.append)
    yield instants
    JOBS.clear()
    JOBS.update(kept)


def test_a_job_runs_at_once_and_then_once_in_every_interval(ran: list[datetime], now: datetime) -> None:
    for minutes in (0, 1, 59, 60, 61, 120):
        run_due_jobs(now + timedelta(minutes=minutes))
    assert ran == [now, now + HOUR, now + 2 * HOUR]


def test_time_that_was_missed_is_not_made_up_for(ran: list[datetime], now: datetime) -> None:
    run_due_jobs(now)
    late = now + timedelta(days=3)
    assert [done.name for done in run_due_jobs(late)] == ["tests.hourly"]
    assert run_due_jobs(late) == []
    assert ran == [now, late]


def test_a_job_in_hand_is_left_alone_until_its_worker_must_be_dead(ran: list[datetime], now: datetime) -> None:
    JobRun.objects.create(name="tests.hourly", due_at=now, held_until=now + LONGEST_RUN)
    assert run_due_jobs(now) == []
    assert [done.problem for done in run_due_jobs(now + LONGEST_RUN)] == [""]
    assert ran == [now + LONGEST_RUN]


def test_a_failure_is_kept_stops_no_other_job_and_is_tried_again(ran: list[datetime], now: datetime) -> None:
    def fail(at: datetime) -> None:
        if at < now + RETRY:
            raise RuntimeError("not yet")

    register_job("tests.failing", HOUR, fail)
    assert sorted((done.name, done.problem) for done in run_due_jobs(now)) == [
        ("tests.failing", "RuntimeError: not yet"),
        ("tests.hourly", ""),
    ]
    row = JobRun.objects.get(name="tests.failing")
    assert (row.failures, row.last_error, row.due_at) == (1, "RuntimeError: not yet", now + RETRY)
    assert run_due_jobs(now + RETRY) != []
    row.refresh_from_db()
    assert (row.failures, row.last_error, row.due_at) == (0, "", now + RETRY + HOUR)
    assert ran == [now]


def test_two_functions_of_one_name_are_a_mistake(ran: list[datetime]) -> None:
    with pytest.raises(ValueError, match=r"tests\.hourly"):
        register_job("tests.hourly", HOUR, print)
    register_job("tests.hourly", HOUR, JOBS["tests.hourly"].function)
    assert ran == []
