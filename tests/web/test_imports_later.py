"""Lists too long for a request: done by the worker, with a page that says how far it is."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from qiao.catalogue.models import Demand
from qiao.core.access import Role
from qiao.foundation.actions.set_rule import NewRule, set_rule
from qiao.foundation.files import path_of
from qiao.foundation.intake.kinds import KINDS
from qiao.foundation.intake.progress import telling_progress, told_progress
from qiao.foundation.intake.rules import AT_ONCE_ROWS
from qiao.foundation.jobs import JOBS
from qiao.foundation.models import ImportBatch, ImportTask
from qiao.foundation.register_verification import verify_registers, verify_stored_files
from qiao.parties.import_tasks import run_waiting_imports
from qiao.parties.models import Holding
from tests.web import import_story as story
from tests.web import zone_records as made

pytestmark = pytest.mark.usefixtures("zone")


@pytest.fixture
def operator(zone: None) -> Client:
    rule = NewRule(AT_ONCE_ROWS, made.ZONE, 1, date(2021, 1, 1), "本区规定")
    set_rule(actor=made.actor(Role.ZONE_OPERATOR), rule=rule, now=made.NOW)
    return story.operator()


def asked_for(client: Client, folder: Path) -> tuple[str, ImportTask]:
    """An upload whose preview waits for the worker."""
    address = story.send(client, story.xlsx(folder))["Location"]
    story.map_columns(client, address)
    return address, story.latest_task()


def test_a_long_list_is_previewed_and_taken_by_the_worker(operator: Client, tmp_path: Path) -> None:
    address, task = asked_for(operator, tmp_path)
    assert (task.stage, ImportBatch.objects.count()) == ("waiting", 0)
    page = operator.get(address).content.decode()
    assert 'http-equiv="refresh"' in page
    assert "Waits for the worker" in page
    run_waiting_imports(now())
    batch = ImportBatch.objects.get()
    assert operator.get(address)["Location"] == f"/work/imports/{batch.pk}/"
    answer = operator.post(f"/work/imports/{batch.pk}/apply/", {"take": "good_rows"})
    again = operator.post(f"/work/imports/{batch.pk}/apply/", {"take": "good_rows"})
    assert answer["Location"] == again["Location"], "asked twice, it waits once"
    batch.refresh_from_db()
    assert (batch.state, Demand.objects.count()) == ("previewed", 0)
    run_waiting_imports(now())
    assert Demand.objects.count() == 2
    run_waiting_imports(now())
    assert "Taken: 2 new" in operator.get(answer["Location"], follow=True).content.decode()


def test_the_worker_knows_the_job() -> None:
    assert JOBS["parties.run_waiting_imports"].function is run_waiting_imports


def test_the_page_tells_how_far_the_work_is_and_when_nobody_works(operator: Client, tmp_path: Path) -> None:
    address, task = asked_for(operator, tmp_path)
    ImportTask.objects.update(requested_at=now() - timedelta(minutes=2))
    assert "does not seem to be running" in operator.get(address).content.decode()
    ImportTask.objects.update(stage="running", started_at=now())
    telling_progress(task.pk)(1)
    assert "1 of 2 rows" in operator.get(address).content.decode()
    ImportTask.objects.update(stage="waiting", started_at=None)
    run_waiting_imports(now())
    assert told_progress(task.pk) == 0, "the note is taken away"


def test_a_task_whose_worker_died_is_done_by_the_next_one(operator: Client, tmp_path: Path) -> None:
    asked_for(operator, tmp_path)
    ImportTask.objects.update(stage="running", started_at=now() - timedelta(minutes=59))
    run_waiting_imports(now())
    assert ImportBatch.objects.count() == 0, "somebody may still be at it"
    run_waiting_imports(now() + timedelta(minutes=2))
    assert ImportBatch.objects.count() == 1


def test_who_no_longer_holds_the_role_imports_nothing(operator: Client, tmp_path: Path) -> None:
    asked_for(operator, tmp_path)
    Holding.objects.filter(role=Role.ZONE_OPERATOR).update(ends_on=date(2026, 1, 1))
    run_waiting_imports(now())
    task = story.latest_task()
    assert (task.stage, task.fault[0]["code"]) == ("failed", "denied.holding_not_in_force")
    assert ImportBatch.objects.count() == 0


def test_a_broken_list_holds_up_nobody(operator: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address, _task = asked_for(operator, tmp_path)
    kind = KINDS["catalogue.demand"]

    def breaks(*_given: Any) -> Any:
        raise RuntimeError("broken")

    monkeypatch.setattr(type(kind), "column", breaks)
    run_waiting_imports(now())
    monkeypatch.undo()
    assert story.latest_task().stage == "failed"
    page = operator.get(address).content.decode()
    assert "because of an error of the platform" in page
    story.map_columns(operator, address)
    run_waiting_imports(now())
    assert ImportBatch.objects.get().added == 2, "it can be asked for again"


def test_an_upload_altered_in_the_store_is_not_read(operator: Client, tmp_path: Path) -> None:
    address, task = asked_for(operator, tmp_path)

    path_of(task.file.sha256).write_bytes(b"other")
    run_waiting_imports(now())
    assert "no longer what was uploaded" in operator.get(address).content.decode()


def test_uploads_do_not_disturb_the_verification_of_the_store(operator: Client, tmp_path: Path) -> None:
    content = story.xlsx(tmp_path)
    story.send(operator, content, "第一次.xlsx")
    story.send(operator, content, "第二次.xlsx")
    story.map_columns(operator, f"/work/imports/uploads/{story.latest_task().pk}/")
    run_waiting_imports(now())
    assert list(verify_stored_files()) == []
    assert list(verify_registers()) == []


def statements(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_pages_take_at_most_ten_statements_however_long_the_list(zone: None, tmp_path: Path) -> None:
    client = story.operator()
    first = story.preview(client, story.xlsx(tmp_path, rows=(*story.ROWS, story.BAD)), "一.xlsx")
    few = [statements(client, address) for address in ("/work/imports/", f"/work/imports/{first.pk}/", story.NEW)]
    many = [
        (f"N{number}", f"需求{number}", made.FIRM, "内容" * 9, "很多钱" if number % 2 else "") for number in range(60)
    ]
    last = story.preview(client, story.xlsx(tmp_path, rows=many), "二.xlsx", source="另一来源")
    for number in range(5):
        story.preview(client, story.xlsx(tmp_path), f"{number}.xlsx", source=f"来源{number}")
    more = [statements(client, address) for address in ("/work/imports/", f"/work/imports/{last.pk}/", story.NEW)]
    assert more == few
    assert max(few) <= 10
