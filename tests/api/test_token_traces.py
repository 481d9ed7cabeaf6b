"""What a program did can be told from what its person did: the token is named wherever the act is told."""

import csv
import io
import re
from typing import Any

import pytest

from qiao.catalogue.actions.withdraw_demand import withdraw_demand
from qiao.core.access import Role
from qiao.core.scopes import Scope
from qiao.foundation.audit_verification import verify_chain
from qiao.foundation.models import AuditRow
from qiao.parties.models import ApiToken, Holding
from tests.api.calling import Program, program_of
from tests.factories.world import World
from tests.web.signing_in import signed_in_client

pytestmark = pytest.mark.django_db
CONTENT = {"title": "叶片铸造气孔率下降", "content": "真空精密铸造的叶片气孔率降到百分之一以下。"}


@pytest.fixture
def program(world: World) -> Program:
    """A program of the editor, with the token “测试程序”."""
    return program_of(world.inside[Role.ORGANISATION_EDITOR], Scope.CATALOGUE_READ, Scope.CATALOGUE_WRITE)


@pytest.fixture
def drafted(world: World, program: Program) -> int:
    """The key of a demand that the program has drafted and its person has withdrawn."""
    draft = {"draft": {"organisation_id": world.owner.pk}, "content": CONTENT}
    made = program.post("/demands", draft)
    assert made.status_code == 201, made.content.decode()
    key = int(made.json()["id"])
    withdraw_demand(actor=world.inside[Role.ORGANISATION_EDITOR], demand_id=key, now=world.now, reason="另行处理")
    return key


def reader(world: World, role: Role, language: str = "en") -> Any:
    return signed_in_client(Holding.objects.get(pk=world.inside[role].holding_id), language=language)


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def test_the_audit_row_of_a_call_names_the_token_and_that_of_a_page_none(drafted: int) -> None:
    token = ApiToken.objects.get()
    rows = AuditRow.objects.filter(object_type="catalogue.demand", object_id=drafted).order_by("pk")
    named = [(row.action.rpartition(".")[2], row.token_id, row.token_name) for row in rows]
    assert named == [("draft", token.pk, "测试程序"), ("withdraw", None, None)]
    assert list(verify_chain()) == []


def test_the_history_names_it_in_words_and_in_the_table(world: World, drafted: int) -> None:
    shown = text(reader(world, Role.ORGANISATION_EDITOR).get(f"/work/demands/{drafted}/history/"))
    assert shown.count("through token “测试程序”") == 1
    assert "through token “测试程序”" in text(reader(world, Role.ORGANISATION_EDITOR).get(f"/work/demands/{drafted}/"))
    answer = reader(world, Role.AUDITOR).get(f"/work/demands/{drafted}/history.csv")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    column = rows[0].index("Access token")
    assert [row[column] for row in rows[1:]] == ["测试程序", ""]


def test_the_trail_names_it(world: World, drafted: int) -> None:
    assert "through token “测试程序”" in text(reader(world, Role.AUDITOR).get("/work/audit/"))


def test_programs_read_it_too(program: Program, drafted: int) -> None:
    acts = program.get(f"/demands/{drafted}/history").json()["items"]
    assert [act["token"] for act in acts] == ["测试程序", ""]
