"""Histories in words and the audit trail: who, what, when, why, what changed, and who may read it."""

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qiao.catalogue.actions.accept_demand import accept_demand
from qiao.catalogue.actions.assign_demand_manager import assign_demand_manager
from qiao.catalogue.actions.diagnose_demand import diagnose_demand
from qiao.catalogue.actions.disclose_demand import disclose_demand
from qiao.catalogue.actions.return_demand import return_demand
from qiao.core.access import HUMAN_ROLES, Role
from qiao.foundation.audit import seal_rows
from qiao.foundation.models import AuditRow
from qiao.parties.actions.register_organisation import register_organisation
from qiao.parties.contents import OrganisationDetails
from tests.factories.listings import demand
from tests.factories.world import World
from tests.web.desk_cases import REASON, browser, text_of_page, world

__all__ = ["world"]
BUDGET = 10


@pytest.fixture
def moved(world: World, now: Any) -> Any:
    """A demand that was accepted, diagnosed and returned."""
    row = demand(world, "submitted", manager_person=None)
    operator = world.inside[Role.ZONE_OPERATOR]
    accept_demand(actor=operator, demand_id=row.pk, now=now, note="属实")
    diagnose_demand(actor=world.inside[Role.EXPERT], demand_id=row.pk, now=now, diagnosis="诊" * 200)
    return_demand(actor=operator, demand_id=row.pk, now=now, reason=REASON)
    return row


def test_the_history_tells_who_did_what_why_and_what_changed(moved: Any, world: World) -> None:
    page = text_of_page(browser(world.inside[Role.ORGANISATION_EDITOR]).get(f"/work/demands/{moved.pk}/history/"))
    for word in (
        "Accept", world.inside[Role.ZONE_OPERATOR].name, "Zone operator", "2026-06-01 10:00",
        "State: Submitted → Screened", "Screening note: 属实", "Diagnose", world.inside[Role.EXPERT].name,
        "After: 诊诊诊", "Return", f"Reason: {REASON}",
    ):  # fmt: skip
        assert word in page, word
    assert "open_text" not in page


def test_people_and_organisations_are_told_by_their_names(world: World, now: Any) -> None:
    row = demand(world, "published", manager_person=None, disclosure="targeted")
    operator, manager = world.inside[Role.ZONE_OPERATOR], world.inside[Role.TECHNOLOGY_MANAGER]
    assign_demand_manager(actor=operator, demand_id=row.pk, now=now, person_id=manager.person_id or 0)
    disclose_demand(actor=operator, demand_id=row.pk, now=now, organisation_ids=[world.partner.pk])
    for address in (f"/work/demands/{row.pk}/", f"/work/demands/{row.pk}/history/"):
        page = text_of_page(browser(operator).get(address))
        assert f"Manager in charge: {manager.name}" in page
        assert f"Organisations that may see it: {world.partner.name}" in page
    trail = text_of_page(browser(world.inside[Role.AUDITOR]).get("/work/audit/"))
    assert f"Manager in charge: {manager.name}" in trail


def test_the_history_as_a_table_is_for_those_who_watch(moved: Any, world: World) -> None:
    address = f"/work/demands/{moved.pk}/history.csv"
    answer = browser(world.inside[Role.AUDITOR]).get(address)
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[0] == ["When", "Act", "Person", "Role", "Organisation", "Access token", "Reason", "Changes"]
    assert [row[1] for row in rows[1:]] == ["Accept", "Diagnose", "Return"]
    assert rows[3][6] == REASON
    assert "State: Diagnosed → Draft" in rows[3][7]
    assert browser(world.inside[Role.ORGANISATION_EDITOR]).get(address).status_code == 403


def test_a_stranger_to_the_case_reads_no_history(moved: Any, world: World) -> None:
    row = demand(world, "screened", manager_person=None)
    page = browser(world.inside[Role.EXPERT]).get(f"/work/demands/{row.pk}/")
    assert page.status_code == 200
    assert "Whole history" not in text_of_page(page)
    assert "Nothing has happened yet." in text_of_page(
        browser(world.inside[Role.EXPERT]).get(f"/work/demands/{row.pk}/history/")
    )


def test_who_may_read_the_trail(moved: Any, world: World, now: Any) -> None:
    operator = world.inside[Role.ZONE_OPERATOR]
    details = OrganisationDetails(name="新登记的企业", kind="enterprise")
    register_organisation(actor=operator, zone_code="JH", details=details, now=now)
    for role in HUMAN_ROLES:
        answer = browser(world.inside[role]).get("/work/audit/")
        page = text_of_page(answer)
        if role in (Role.ZONE_OPERATOR, Role.SUPERVISOR, Role.AUDITOR):
            assert (answer.status_code, "4 rows" in page, REASON in page) == (200, True, True), role
        elif role is Role.PLATFORM_ADMIN:
            assert ("One row" in page, "新登记的企业" in page, REASON in page) == (True, True, False)
        else:
            assert answer.status_code == 403, role
    for role in (Role.ZONE_OPERATOR, Role.SUPERVISOR):
        assert "No act fits" in text_of_page(browser(world.outside[role][0]).get("/work/audit/"))


def test_the_trail_is_searched_by_person_act_object_and_period(moved: Any, world: World) -> None:
    client = browser(world.inside[Role.AUDITOR])
    expert = world.inside[Role.EXPERT].name
    for query, number in (
        ({}, 3),
        ({"person": expert}, 1),
        ({"act": "catalogue.demand.return"}, 1),
        ({"label": moved.title}, 3),
        ({"label": "没有"}, 0),
        ({"since": "2026-06-01", "until": "2026-06-01"}, 3),
        ({"since": "2026-06-02"}, 0),
        ({"until": "2026-05-31"}, 0),
    ):
        page = client.get("/work/audit/", query).content.decode()
        assert page.count(f'href="/work/demands/{moved.pk}/"') == number, query
    for faulty in ({"since": "2026-02-30"}, {"since": "soon"}, {"act": "x"}, {"page": "0"}):
        assert client.get("/work/audit/", faulty).status_code == 400
    assert client.get("/work/audit/", {"page": "7"}).status_code == 404


def test_sealed_rows_show_the_number_of_their_seal(moved: Any, world: World, now: Any) -> None:
    client = browser(world.inside[Role.AUDITOR])
    assert text_of_page(client.get("/work/audit/")).count("Not yet sealed") == 3
    seal_rows(now)
    assert text_of_page(client.get("/work/audit/")).count("No. 1") == 3
    home = text_of_page(client.get("/work/"))
    assert "Rows of the audit trail" in home
    assert "Latest acts" in home


def test_the_trail_takes_few_statements_whatever_it_holds(world: World) -> None:
    client = browser(world.inside[Role.AUDITOR])
    numbers = []
    for _ in range(2):
        for _ in range(30):
            AuditRow.objects.create(
                at=datetime(2026, 6, 1, tzinfo=UTC), action="catalogue.demand.accept", actor_role="zone_operator",
                actor_name="某人", zone_code="JH", object_type="catalogue.demand", object_id=1, object_label="某条",
                before={"state": "submitted"}, after={"state": "screened"}, digest="0" * 64,
            )  # fmt: skip
        client.get("/work/audit/")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/work/audit/").status_code == 200
        numbers.append(len(asked))
    assert numbers[0] == numbers[1] <= BUDGET
