"""Case lists, exports, the home page of each role, bulk acts: who sees what, and how many statements it takes."""

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from qiao.catalogue.rules import BULK_ROWS
from qiao.core.access import HUMAN_ROLES, Role
from qiao.foundation.models import AuditRow, RuleParameter
from qiao.web.desk.kinds import KINDS
from tests.factories.listings import achievement, demand, scenario
from tests.factories.matching import introduction
from tests.factories.world import World
from tests.web.desk_cases import MAKERS, REASON, browser, text_of_page, world

__all__ = ["world"]
BUDGET = 10


def statements(ask: Callable[[], Any]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = ask()
        assert answer.status_code == 200
        if answer.streaming:
            b"".join(answer.streaming_content)
    # The calendar is remembered until something is recorded; tests remember nothing.
    left_out = ("SAVEPOINT", "RELEASE", 'SELECT "foundation_calendaryear"')
    return len([query for query in asked if not query["sql"].lstrip("(").startswith(left_out)])


def titles(client: Client, address: str) -> set[str]:
    page = client.get(address)
    assert page.status_code == 200
    return {name for name in ("草稿甲", "待筛乙", "公开丙", "撤回丁") if name in page.content.decode()}


@pytest.fixture
def four(world: World) -> World:
    """A draft, one under review (targeted to nobody), a published one and a withdrawn one of the owner."""
    demand(world, "draft", title="草稿甲", manager_person=None)
    demand(world, "submitted", title="待筛乙", disclosure="masked", manager_person=None)
    demand(world, "published", title="公开丙", manager_person=None)
    demand(world, "withdrawn", title="撤回丁", manager_person=None)
    return world


def test_every_role_sees_its_own_cases_and_no_others(four: World) -> None:
    everything = {"草稿甲", "待筛乙", "公开丙", "撤回丁"}
    expected = {
        Role.ZONE_OPERATOR: everything,
        Role.ORGANISATION_EDITOR: everything,
        Role.TECHNOLOGY_MANAGER: {"待筛乙", "公开丙"},
        Role.EXPERT: {"待筛乙"},
        Role.SUPERVISOR: everything - {"草稿甲"},
        Role.AUDITOR: everything,
        Role.DEPARTMENT: set(),
        Role.PLATFORM_ADMIN: set(),
    }
    for role in HUMAN_ROLES:
        assert titles(browser(four.inside[role]), "/work/demands/") == expected[role], role
        for actor in four.outside[role]:
            if role is not Role.AUDITOR:
                assert titles(browser(actor), "/work/demands/") == set(), role


def test_filters_narrow_and_stay_in_the_address(four: World) -> None:
    client = browser(four.inside[Role.ZONE_OPERATOR])
    for query, found in (
        ("state=draft", {"草稿甲"}),
        ("q=待筛", {"待筛乙"}),
        ("who=organisation_editor", {"草稿甲"}),
        ("who=expert", set()),
        ("unit=江海精铸", {"草稿甲", "待筛乙", "公开丙", "撤回丁"}),
        ("unit=没有", set()),
        ("mine=1", set()),
        ("field=4", set()),
    ):
        assert titles(client, f"/work/demands/?{query}") == found, query
    page = client.get("/work/demands/?state=draft&sort=code").content.decode()
    assert "export.csv?state=draft&amp;sort=code" in page
    assert client.get("/work/demands/?state=nothing").status_code == 400
    assert client.get("/work/demands/?page=9").status_code == 404


def test_overdue_is_what_the_clock_says_and_what_was_reported(world: World, now: Any) -> None:
    demand(world, "submitted", title="草稿甲", escalated_at=now)
    demand(world, "screened", title="待筛乙", escalated_at=now)
    late = demand(world, "published", title="公开丙")
    type(late).objects.filter(pk=late.pk).update(due_at=now - timedelta(days=1))
    assert titles(browser(world.inside[Role.ZONE_OPERATOR]), "/work/demands/?overdue=1") == {"草稿甲", "公开丙"}


def test_a_script_gets_the_list_alone_and_a_reader_the_whole_page(four: World) -> None:
    client = browser(four.inside[Role.ZONE_OPERATOR])
    part, whole = (
        re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())
        for answer in (
            client.get("/work/demands/?state=draft", headers={"HX-Request": "true"}),
            client.get("/work/demands/?state=draft"),
        )
    )
    assert part.strip() in whole
    assert "<html" not in part
    assert 'method="get"' in whole


def test_exports_hold_the_filtered_list_and_no_formula(world: World) -> None:
    dangerous = ('=HYPERLINK("http://x")', "＝cmd", "  +1+1", "@SUM(A1)", "-2+3")
    for title in dangerous:
        demand(world, "published", title=title)
    demand(world, "draft", title="草稿甲")
    client = browser(world.inside[Role.ZONE_OPERATOR])
    answer = client.get("/work/demands/export.csv?state=published&sort=created_at")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    column = rows[0].index("Name")
    assert sorted(row[column] for row in rows[1:]) == sorted(f"'{title}" for title in dangerous)
    assert rows[1][0] == "Begin matching, Record as solved"
    answer = client.get("/work/demands/export.xlsx?state=published")
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert sheet.max_row == len(dangerous) + 1
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_the_home_page_says_what_waits_for_whom(world: World) -> None:
    demand(world, "draft", title="草稿甲")
    demand(world, "submitted", title="待筛乙")
    demand(world, "screened", title="公开丙")
    for role, seen, unseen in (
        (Role.ORGANISATION_EDITOR, ["草稿甲", "Submit for screening"], ["待筛乙", "公开丙"]),
        (Role.ZONE_OPERATOR, ["待筛乙", "Accept", "公开丙", "Diagnose"], ["草稿甲"]),
        (Role.EXPERT, ["公开丙", "Diagnose"], ["草稿甲", "待筛乙"]),
        (Role.DEPARTMENT, ["Nothing waits for you"], ["草稿甲", "待筛乙", "公开丙"]),
    ):
        page = text_of_page(browser(world.inside[role]).get("/work/")).partition("Clocks that end")[0]
        assert [word for word in seen if word not in page] == [], role
        assert [word for word in unseen if word in page] == [], role


def test_a_draft_without_an_organisation_waits_for_the_office(world: World) -> None:
    demand(world, "draft", title="草稿甲", organisation=None)
    assert "草稿甲" in text_of_page(browser(world.inside[Role.ZONE_OPERATOR]).get("/work/"))


def test_a_returned_record_comes_with_its_reason(world: World, now: Any) -> None:
    from qiao.catalogue.actions.return_demand import return_demand

    row = demand(world, "submitted", title="草稿甲")
    return_demand(actor=world.inside[Role.ZONE_OPERATOR], demand_id=row.pk, now=now, reason=REASON)
    page = text_of_page(browser(world.inside[Role.ORGANISATION_EDITOR]).get("/work/"))
    assert f"Returned: {REASON}" in page


def test_an_introduction_waits_for_the_side_that_has_not_answered(world: World) -> None:
    introduction(world, "demand_accepted", demander=world.owner, supplier=world.partner)
    editor = world.somebody(Role.ORGANISATION_EDITOR, world.partner)
    assert "高温合金叶片定向凝固工艺" in text_of_page(browser(editor).get("/work/"))


def test_supervisors_and_auditors_get_an_overview_and_no_task(world: World, now: Any) -> None:
    demand(world, "submitted", title="待筛乙", escalated_at=now)
    for role in (Role.SUPERVISOR, Role.AUDITOR):
        page = text_of_page(browser(world.inside[role]).get("/work/"))
        assert "待筛乙" in page
        assert "You read here and decide nothing." in page
        assert "Accept" not in page


def test_clocks_about_to_end_are_pointed_out(world: World, now: Any) -> None:
    row, later = demand(world, "published", title="公开丙"), demand(world, "published", title="撤回丁")
    type(row).objects.filter(pk=row.pk).update(due_at=now + timedelta(days=13))
    type(row).objects.filter(pk=later.pk).update(due_at=now + timedelta(days=15))
    page = text_of_page(browser(world.inside[Role.ORGANISATION_EDITOR]).get("/work/"))
    assert "Clocks that end within 14 days" in page
    assert "公开丙" in page.partition("Clocks that end")[2]
    assert "撤回丁" not in page


@pytest.mark.parametrize("role", HUMAN_ROLES)
def test_the_home_page_takes_few_statements_whatever_waits(role: Role, world: World) -> None:
    client = browser(world.inside[role])

    def fill(times: int) -> None:
        for _ in range(times):
            for state in ("draft", "submitted", "screened", "published"):
                demand(world, state, disclosure="masked")
            achievement(world, "submitted")
            scenario(world, "applied")
            introduction(world, demander=world.owner, supplier=None)

    client.get("/work/")
    fill(1)
    few = statements(lambda: client.get("/work/"))
    fill(6)
    assert statements(lambda: client.get("/work/")) == few
    assert few <= BUDGET


@pytest.mark.parametrize("section", KINDS)
def test_lists_and_cases_take_few_statements_whatever_they_hold(section: str, world: World) -> None:
    client = browser(world.inside[Role.ZONE_OPERATOR])
    make = MAKERS[KINDS[section].key]
    row = make(world, str(next(iter(KINDS[section].lifecycle.states))))
    client.get(f"/work/{section}/")
    numbers = [statements(lambda: client.get(f"/work/{section}/"))]
    for _ in range(19):
        make(world, "published")
    numbers.append(statements(lambda: client.get(f"/work/{section}/")))
    assert numbers[0] == numbers[1] <= BUDGET
    for address in (f"/work/{section}/{row.pk}/", f"/work/{section}/{row.pk}/history/"):
        assert statements(lambda: client.get(address)) <= BUDGET  # noqa: B023


def bulk(client: Client, rows: list[Any], verb: str, **further: Any) -> Any:
    ticked = [f"{row.pk}:{row.version}" for row in rows]
    return client.post("/work/demands/bulk/", {"row": ticked, "verb": verb, "query": "", **further})


def test_a_bulk_act_is_previewed_then_done_one_by_one(world: World, now: Any) -> None:
    from qiao.catalogue.actions.withdraw_demand import withdraw_demand

    good, gone, wrong = (demand(world, state, title=f"需求{state}") for state in ("submitted", "submitted", "draft"))
    operator = world.inside[Role.ZONE_OPERATOR]
    client = browser(operator)
    rows = AuditRow.objects.count()
    preview = text_of_page(bulk(client, [good, gone, wrong], "accept"))
    assert "2 cases can be done, one cannot." in preview
    assert "This step does not exist in the present state." in preview
    assert AuditRow.objects.count() == rows
    withdraw_demand(actor=operator, demand_id=gone.pk, now=now, reason=REASON)
    answer = bulk(client, [good, gone, wrong], "accept", confirmed="1", note="属实")
    for row in (good, gone, wrong):
        row.refresh_from_db()
    assert [row.state for row in (good, gone, wrong)] == ["screened", "withdrawn", "draft"]
    page = text_of_page(answer)
    assert "One case is done, 2 are not." in page
    assert "Somebody else has changed this meanwhile." in page
    assert "This step does not exist in the present state." in page


def test_a_bulk_act_needs_its_reason_and_a_verb_and_ticks(world: World) -> None:
    row = demand(world, "submitted")
    client = browser(world.inside[Role.ZONE_OPERATOR])
    for answer in (
        bulk(client, [row], "return", confirmed="1", reason=" "),
        bulk(client, [row], "merge"),
        bulk(client, [row], "nonsense"),
        bulk(client, [], "accept"),
    ):
        assert answer.status_code == 422
    row.refresh_from_db()
    assert row.state == "submitted"
    assert client.get("/work/demands/bulk/").status_code == 302


def test_a_bulk_act_on_a_whole_list_stops_at_the_limit(world: World) -> None:
    RuleParameter.objects.filter(key=BULK_ROWS).update(value=2)
    for _ in range(3):
        demand(world, "submitted")
    client = browser(world.inside[Role.ZONE_OPERATOR])
    answer = client.post("/work/demands/bulk/", {"all": "1", "verb": "accept", "query": "state=submitted"})
    assert "At most 2 cases are moved in one go" in text_of_page(answer)
    assert answer.content.decode().count('name="row"') == 2
    rows = [demand(world, "submitted") for _ in range(3)]
    assert "3 cases are ticked, at most 2" in text_of_page(bulk(client, rows, "accept"))


def test_a_stranger_moves_nothing_in_bulk(world: World) -> None:
    row = demand(world, "submitted")
    stranger = browser(world.outside[Role.ORGANISATION_EDITOR][1])
    assert bulk(stranger, [row], "withdraw", confirmed="1", reason=REASON).status_code == 422
    expert = browser(world.inside[Role.EXPERT])
    assert "Your present role has no right" in text_of_page(bulk(expert, [row], "accept", confirmed="1"))
    row.refresh_from_db()
    assert row.state == "submitted"
