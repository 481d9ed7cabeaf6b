"""The edition workflow in the browser: compiled, submitted, approved by somebody else, issued, withdrawn."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from qiao.catalogue.models import Demand, Edition
from qiao.core.access import HUMAN_ROLES, Actor, Role
from qiao.foundation.models import AuditRow
from tests.factories.editions import edition
from tests.factories.listings import demand
from tests.factories.world import World
from tests.web.desk_cases import REASON, browser, hidden_version, text_of_page, world

__all__ = ["world"]
BUDGET = 10


def offered(client: Client, row: Edition) -> list[str]:
    page = client.get(f"/work/editions/{row.pk}/").content.decode()
    return re.findall(rf'class="btn[^"]*" href="/work/editions/{row.pk}/([a-z_]+)/"', page)


def do(client: Client, row: Edition, verb: str, **further: Any) -> Any:
    address = f"/work/editions/{row.pk}/{verb}/"
    asked = client.get(address)
    assert asked.status_code == 200, text_of_page(asked)
    answer = client.post(address, {"version": hidden_version(asked), **further})
    row.refresh_from_db()
    return answer


def test_a_list_goes_from_its_criteria_to_its_withdrawal(world: World) -> None:
    demand(world, field="4", title="压铸件气孔")
    demand(world, field="1", title="别的领域")
    operator, approver = browser(world.inside[Role.ZONE_OPERATOR]), browser(world.inside[Role.DEPARTMENT])
    data = {"kind": "demands", "fields_wanted": ["4"], "title": "压铸专题清单", "opening": "第一段\n\n第二段"}
    answer = operator.post("/work/editions/new/", data)
    assert answer.status_code == 302
    row = Edition.objects.get()
    assert (row.criteria["fields"], row.opening, row.items.count()) == (["4"], ["第一段", "第二段"], 1)
    assert "压铸件气孔" in text_of_page(operator.get(answer["Location"]))
    assert set(offered(operator, row)) == {"recompile", "submit", "discard"}
    assert offered(approver, row) == []
    assert do(operator, row, "submit").status_code == 302
    assert set(offered(operator, row)) == {"return"}
    assert set(offered(approver, row)) == {"approve", "return"}
    assert "You compiled the list, so another person must do it." in text_of_page(
        operator.get(f"/work/editions/{row.pk}/")
    )
    assert do(approver, row, "return", reason=REASON).status_code == 302
    assert row.state == "draft"
    assert do(operator, row, "submit").status_code == 302
    assert do(approver, row, "approve").status_code == 302
    assert do(operator, row, "issue").status_code == 302
    assert (row.state, row.number) == ("issued", "XQ-2026-01")
    page = text_of_page(operator.get(f"/work/editions/{row.pk}/"))
    assert "XQ-2026-01" in page
    assert "This cannot be undone: no step leads back." in text_of_page(
        operator.get(f"/work/editions/{row.pk}/withdraw/")
    )
    answer = operator.post(f"/work/editions/{row.pk}/withdraw/", {"version": row.version, "reason": ""})
    assert (answer.status_code, "This step needs a reason." in text_of_page(answer)) == (422, True)
    assert do(operator, row, "withdraw", reason=REASON).status_code == 302
    assert (row.state, row.withdrawal_reason) == ("withdrawn", REASON)
    told = text_of_page(operator.get(f"/work/editions/{row.pk}/history/"))
    for word in ("Compile a list edition", "Approve", "Issue", "Withdraw", REASON, world.inside[Role.DEPARTMENT].name):
        assert word in told


def test_another_operator_may_approve_and_the_compiler_may_not(world: World) -> None:
    compiler, other = world.somebody(Role.ZONE_OPERATOR), world.inside[Role.ZONE_OPERATOR]
    row = edition(world, "submitted", compiler)
    assert "approve" in offered(browser(other), row)
    client = browser(compiler)
    assert "approve" not in offered(client, row)
    rows = AuditRow.objects.count()
    assert client.post(f"/work/editions/{row.pk}/approve/", {"version": row.version}).status_code == 403
    row.refresh_from_db()
    assert (row.state, AuditRow.objects.count()) == ("submitted", rows)


def test_a_list_is_compiled_anew_with_other_criteria_only_as_seen(world: World) -> None:
    operator = world.inside[Role.ZONE_OPERATOR]
    row = edition(world, "draft", operator)
    client = browser(operator)
    form = client.get(f"/work/editions/{row.pk}/recompile/")
    assert hidden_version(form) == str(row.version)
    data = {"version": row.version, "kind": "demands", "codes": "XQ2026-nothing", "title": "没有的编号"}
    answer = client.post(f"/work/editions/{row.pk}/recompile/", data)
    assert answer.status_code == 422
    assert "No record of this code is open to the public" in text_of_page(answer)
    assert "没有的编号" in answer.content.decode()
    data = {"version": row.version, "kind": "demands", "title": "新的标题"}
    assert client.post(f"/work/editions/{row.pk}/recompile/", data).status_code == 302
    assert client.post(f"/work/editions/{row.pk}/recompile/", data).status_code == 409
    row.refresh_from_db()
    assert (row.title, row.revision) == ("新的标题", 2)


def test_faulty_criteria_come_back_with_what_was_typed(world: World) -> None:
    client = browser(world.inside[Role.ZONE_OPERATOR])
    data = {"kind": "demands", "industries": "C33", "title": "标题", "min_clarity": "101"}
    answer = client.post("/work/editions/new/", data)
    assert answer.status_code == 422
    assert 'value="C33"' in answer.content.decode()
    data["min_clarity"] = "10"
    answer = client.post("/work/editions/new/", data)
    assert answer.status_code == 422
    assert "Give the beginning of a code: at most 4 digits." in text_of_page(answer)
    assert not Edition.objects.exists()


def test_lines_that_the_public_may_no_longer_see_are_named(world: World) -> None:
    operator = world.inside[Role.ZONE_OPERATOR]
    row = edition(world, "draft", operator)
    code = row.items.get().code
    Demand.objects.update(state="withdrawn")
    page = text_of_page(browser(operator).get(f"/work/editions/{row.pk}/"))
    assert "Lines that may no longer be issued" in page
    assert code in page
    assert "submit" not in offered(browser(operator), row)


def test_who_sees_editions_before_the_issue(world: World) -> None:
    row = edition(world, "submitted", world.somebody(Role.ZONE_OPERATOR))
    readers = {Role.ZONE_OPERATOR, Role.DEPARTMENT, Role.SUPERVISOR, Role.AUDITOR}
    for role in HUMAN_ROLES:
        client = browser(world.inside[role])
        seen = client.get(f"/work/editions/{row.pk}/").status_code
        listed = client.get("/work/editions/").status_code
        assert (seen, listed) == ((200, 200) if role in readers else (404, 403)), role
    for actor in world.outside[Role.ZONE_OPERATOR]:
        client = browser(actor)
        assert client.get(f"/work/editions/{row.pk}/").status_code == 404
        assert client.post(f"/work/editions/{row.pk}/approve/", {"version": 1}).status_code == 404
    assert client.get("/work/editions/new/").status_code == 200
    assert browser(world.inside[Role.DEPARTMENT]).get("/work/editions/new/").status_code == 403


@pytest.mark.parametrize("state", ["draft", "submitted", "approved", "issued"])
def test_edition_pages_take_few_statements(state: str, world: World) -> None:
    somebody: Actor = world.somebody(Role.ZONE_OPERATOR)
    edition(world, "issued", somebody)
    row = edition(world, state, somebody)
    client = browser(world.inside[Role.ZONE_OPERATOR])
    for address in ("/work/editions/", f"/work/editions/{row.pk}/"):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        assert len(asked) <= BUDGET, [query["sql"][:80] for query in asked]
