"""The same request sent twice at the same instant under one idempotency key, and limits counted side by side."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from qiao.catalogue.models import Demand
from qiao.core.access import Role
from qiao.foundation.clock import now as present
from qiao.foundation.request_counts import counted
from tests.api.calling import Program, secret_for
from tests.concurrency.together import need_postgresql, together
from tests.factories.world import World, build_world

pytestmark = pytest.mark.django_db(transaction=True)
SENDERS = 5


@pytest.fixture
def world(now: datetime, settings: Any, tmp_path: Path) -> World:
    settings.DATA_FOLDER = tmp_path
    return build_world(now, tmp_path)


def test_of_requests_under_one_key_one_acts_and_all_get_its_answer(world: World) -> None:
    need_postgresql()
    secret = secret_for(world.inside[Role.ORGANISATION_EDITOR])
    body = {"draft": {"organisation_id": world.owner.pk}, "content": {"title": "叶片气孔率下降"}}
    answers = together(SENDERS, lambda _: Program(secret).post("/demands", body, Idempotency_Key="one"))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert sorted("Idempotency-Replayed" in answer for answer in answers) == [False] + [True] * (SENDERS - 1)
    assert Demand.objects.count() == 1


def test_requests_side_by_side_are_all_counted(world: World) -> None:
    need_postgresql()
    at = present()
    found = together(SENDERS, lambda _: [counted("token:1", at) for _ in range(20)])
    assert sorted(number for numbers in found for number in numbers) == list(range(1, SENDERS * 20 + 1))
