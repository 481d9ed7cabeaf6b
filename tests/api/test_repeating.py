"""Idempotency keys: a request that is repeated has its effect once."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from qiao.catalogue.models import Demand
from qiao.core.access import Role
from qiao.foundation.answered_requests import forget_answers
from qiao.foundation.clock import now
from qiao.foundation.models import AnsweredRequest, AuditRow, ImportBatch
from qiao.foundation.worker import work_once
from tests.api.calling import BASE, Program, program_of
from tests.factories.listings import demand
from tests.factories.world import World

KEY = "3f0c2f1e-order-1"


def draft(world: World, title: str = "叶片气孔率下降") -> dict[str, Any]:
    return {"draft": {"organisation_id": world.owner.pk}, "content": {"title": title}}


@pytest.fixture
def program(world: World) -> Program:
    return program_of(world.inside[Role.ORGANISATION_EDITOR])


def test_the_answer_is_given_again_and_nothing_is_done_twice(world: World, program: Program) -> None:
    first = program.post("/demands", draft(world), Idempotency_Key=KEY)
    again = program.post("/demands", draft(world), Idempotency_Key=KEY)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert first["Location"] == again["Location"]
    assert "Idempotency-Replayed" not in first
    assert again["Idempotency-Replayed"] == "true"
    assert Demand.objects.count() == 1
    assert AuditRow.objects.filter(action="catalogue.demand.draft").count() == 1


def test_another_request_under_the_same_key_is_a_fault(world: World, program: Program) -> None:
    program.post("/demands", draft(world), Idempotency_Key=KEY)
    for answer in (
        program.post("/demands", draft(world, "别的标题"), Idempotency_Key=KEY),
        program.post("/scenarios", draft(world), Idempotency_Key=KEY),
    ):
        assert answer.status_code == 422
        fault = answer.json()["errors"][0]
        assert (fault["field"], fault["value"], fault["rule"]) == ("Idempotency-Key", KEY, "request_key_reused")
    assert Demand.objects.count() == 1


def test_keys_of_two_tokens_have_nothing_to_do_with_each_other(world: World, program: Program) -> None:
    other = program_of(world.inside[Role.ORGANISATION_EDITOR])
    ids = {one.post("/demands", draft(world), Idempotency_Key=KEY).json()["id"] for one in (program, other)}
    assert len(ids) == 2


def test_a_request_that_was_refused_may_be_sent_again_under_its_key(world: World, program: Program) -> None:
    row = demand(world, "draft", title="标题", content="")
    assert program.post(f"/demands/{row.pk}/verbs/submit", Idempotency_Key=KEY).status_code == 409
    assert AnsweredRequest.objects.count() == 0
    Demand.objects.filter(pk=row.pk).update(content="有了说明")
    assert program.post(f"/demands/{row.pk}/verbs/submit", Idempotency_Key=KEY).json()["state"] == "submitted"


@pytest.mark.parametrize("key", ["", "x" * 256, "键", "a\tb"])
def test_a_key_that_cannot_be_one_is_a_fault(world: World, program: Program, key: str) -> None:
    answer = program.post("/demands", draft(world), Idempotency_Key=key)
    assert (answer.status_code, answer.json()["errors"][0]["rule"]) == (422, "request_key_unusable")
    assert Demand.objects.count() == 0


def test_an_upload_is_known_again_by_its_content(world: World) -> None:
    program = program_of(world.inside[Role.ZONE_OPERATOR])

    def send(text: str) -> Any:
        file = SimpleUploadedFile("需求.csv", text.encode())
        form = {"kind": "catalogue.demand", "source": "源", "file": file}
        return program.client.post(f"{BASE}/imports", form, headers=program.headers | {"Idempotency-Key": KEY})

    first, again, other = send("需求名称\n甲\n"), send("需求名称\n甲\n"), send("需求名称\n乙\n")
    assert (first.status_code, again.status_code, other.status_code) == (201, 201, 422)
    assert again["Idempotency-Replayed"] == "true"
    assert first.json()["id"] == again.json()["id"]
    assert ImportBatch.objects.count() == 1


def test_answers_are_forgotten_after_a_day_and_by_the_worker(world: World, program: Program) -> None:
    program.post("/demands", draft(world), Idempotency_Key=KEY)
    assert forget_answers(now() + timedelta(hours=23)) == 0
    work_once(now() + timedelta(hours=25))
    assert AnsweredRequest.objects.count() == 0
    assert program.post("/demands", draft(world), Idempotency_Key=KEY).status_code == 201
    assert Demand.objects.count() == 2


def test_nothing_is_kept_of_a_text_that_was_matched(world: World, program: Program) -> None:
    demand(world)
    asked = {"words": "高温合金铸造气孔", "kind": "demand"}
    answers = [program.post("/matches/text", asked, Idempotency_Key=KEY) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json()["items"]
    assert AnsweredRequest.objects.count() == 0
