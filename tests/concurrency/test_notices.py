"""Jobs, mails and saved searches when two workers meet."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail

from qiao.foundation.jobs import JOBS, register_job, run_due_jobs
from qiao.matching.models import SavedSearch
from qiao.matching.searches.alerting import run_due_searches
from qiao.matching.searches.keeping import SearchDraft, save_search
from qiao.parties.models import Holding, Notice, Person, User
from qiao.parties.notice_mail import mail_notices
from qiao.parties.notices import Telling, tell
from tests.concurrency.together import need_postgresql, together
from tests.factories.listings import demand
from tests.factories.world import World, build_world

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 6


@pytest.fixture
def world(now: datetime, tmp_path: Path, settings: Any) -> World:
    need_postgresql()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return build_world(now, tmp_path)


@pytest.fixture
def only_one_job() -> Iterator[list[datetime]]:
    kept = dict(JOBS)
    ran: list[datetime] = []
    JOBS.clear()
    register_job("tests.job", timedelta(hours=1), ran.append)
    yield ran
    JOBS.clear()
    JOBS.update(kept)


def _reader(world: World) -> Holding:
    actor = next(iter(world.inside.values()))
    Person.objects.filter(pk=actor.person_id or 0).update(email="somebody@example.org")
    person = Person.objects.get(pk=actor.person_id or 0)
    User.objects.create(username="reader", person=person)
    return Holding.objects.select_related("person").get(pk=actor.holding_id or 0)


def test_a_job_is_run_by_one_of_the_workers(only_one_job: list[datetime], now: datetime) -> None:
    need_postgresql()
    done = together(WORKERS, lambda _worker: len(run_due_jobs(now)))
    assert sorted(done) == [0] * (WORKERS - 1) + [1]
    assert only_one_job == [now]


def test_a_mail_goes_out_once(world: World, now: datetime) -> None:
    reader = _reader(world)
    for number in range(3):
        tell([reader], Telling("role_granted", "parties.holding", number, _PARAMS), now)
    Notice.objects.update(mail_due_at=now)
    assert sum(together(WORKERS, lambda _worker: mail_notices(now))) == 1
    assert len(mail.outbox) == 1


def test_an_event_told_by_many_is_one_notice(world: World, now: datetime) -> None:
    reader = _reader(world)
    together(WORKERS, lambda _worker: tell([reader], Telling("role_granted", "parties.holding", 1, _PARAMS), now))
    assert Notice.objects.count() == 1


def test_a_search_is_run_once(world: World, now: datetime) -> None:
    actor = next(iter(world.inside.values()))
    save_search(actor, SearchDraft("叶片", "demand", "at_once"), now)
    later = now + timedelta(hours=1)
    demand(world)
    assert sum(together(WORKERS, lambda _worker: run_due_searches(later))) == 1
    assert Notice.objects.filter(code="search_hits").count() == 1
    assert SavedSearch.objects.get().last_error == ""


_PARAMS = {"role_code": "role.expert", "organisation": "JH", "day_on": "2026-06-01"}
