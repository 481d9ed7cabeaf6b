"""Pages of notices: own ones only, unread first, reading and settings, within the budget of statements."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qiao.core.access import Role
from qiao.parties.models import Holding, Notice, Person
from qiao.parties.notices import Telling, tell
from tests.factories.world import World, build_world
from tests.web.signing_in import signed_in_client

pytestmark = pytest.mark.django_db
PARAMS = {"title": "叶片<script>", "code": "XQ1", "reason": "请补充"}
MOST_STATEMENTS = 10


@pytest.fixture
def world(tmp_path: Any, now: datetime) -> World:
    return build_world(now, tmp_path)


@pytest.fixture
def editor(world: World) -> Holding:
    return Holding.objects.get(pk=world.inside[Role.ORGANISATION_EDITOR].holding_id or 0)


@pytest.fixture
def stranger(world: World) -> Holding:
    return Holding.objects.get(pk=world.inside[Role.EXPERT].holding_id or 0)


def say(holding: Holding, at: datetime, number: int = 1, code: str = "demand_returned") -> Notice:
    tell([holding], Telling(code, "catalogue.demand", number, PARAMS), at)
    return Notice.objects.get(person=holding.person_id, subject_id=number, code=code)


def test_a_visitor_is_sent_to_the_log_in(client: Any) -> None:
    for path in ("", "settings/", "1/"):
        answer = client.get(f"/work/notices/{path}")
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/?next=")


def test_the_list_shows_own_notices_unread_first_in_words(editor: Holding, stranger: Holding, now: datetime) -> None:
    read, unread = say(editor, now, 1), say(editor, now - timedelta(days=1), 2)
    Notice.objects.filter(pk=read.pk).update(read_at=now)
    say(stranger, now, 3)
    page = signed_in_client(editor).get("/work/notices/")
    text = page.content.decode()
    assert [row.id for row, _address in page.context["rows"]] == [unread.pk, read.pk]
    assert "请补充" in text
    assert "<script>" not in text.split("</head>")[1]
    assert page.context["page"].unread == 1


def test_opening_marks_as_read_and_leads_to_the_case(editor: Holding, now: datetime) -> None:
    notice = say(editor, now, 7)
    client = signed_in_client(editor)
    assert client.get(f"/work/notices/{notice.pk}/")["Location"] == "/work/demands/7/"
    notice.refresh_from_db()
    assert notice.read_at is None
    assert client.post(f"/work/notices/{notice.pk}/")["Location"] == "/work/demands/7/"
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_a_notice_of_another_role_is_opened_in_that_role(world: World, editor: Holding, now: datetime) -> None:
    other = Holding.objects.create(
        person=editor.person, role=Role.EXPERT, zone_code="JH", starts_on=date(2021, 1, 1), created_at=now
    )
    notice = say(other, now, 7)
    client = signed_in_client(editor)
    assert client.get(f"/work/notices/{notice.pk}/").status_code == 200
    assert client.post(f"/work/notices/{notice.pk}/").status_code == 302
    assert client.session["holding_id"] == other.pk


def test_somebody_elses_notice_does_not_exist(editor: Holding, stranger: Holding, now: datetime) -> None:
    notice = say(stranger, now)
    client = signed_in_client(editor)
    assert client.get(f"/work/notices/{notice.pk}/").status_code == 404
    for act in ("", "read/", "unread/"):
        assert client.post(f"/work/notices/{notice.pk}/{act}").status_code == 404
    assert Notice.objects.get().read_at is None


def test_marking_goes_back_to_an_own_page_only(editor: Holding, now: datetime) -> None:
    notice = say(editor, now)
    client = signed_in_client(editor)
    answer = client.post(f"/work/notices/{notice.pk}/read/", {"next": "/work/notices/?unread=1"})
    assert answer["Location"] == "/work/notices/?unread=1"
    answer = client.post(f"/work/notices/{notice.pk}/unread/", {"next": "https://elsewhere.example/"})
    assert answer["Location"] == "/work/notices/"
    client.post("/work/notices/read-all/")
    assert Notice.objects.get().read_at is not None
    assert client.get("/work/notices/read-all/").status_code == 405


def test_filters_and_faulty_addresses(editor: Holding, now: datetime) -> None:
    say(editor, now, 1)
    say(editor, now, 2, "demand_published")
    client = signed_in_client(editor)
    assert len(client.get("/work/notices/?kind=records").context["rows"]) == 1
    assert client.get("/work/notices/?kind=nonsense").status_code == 400
    assert client.get("/work/notices/?page=9").status_code == 404
    part = client.get("/work/notices/?unread=1", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert 'id="notices"' in part


@pytest.mark.parametrize("path", ["/work/notices/", "/work/notices/settings/"])
def test_the_number_of_statements_does_not_grow(path: str, editor: Holding, now: datetime) -> None:
    client = signed_in_client(editor)
    counts = []
    for number in (1, 20):
        for key in range(number):
            say(editor, now, key + 100 * number)
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as statements:
            client.get(path)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= MOST_STATEMENTS


def test_settings_are_saved_and_unknown_choices_refused(editor: Holding) -> None:
    client = signed_in_client(editor)
    page = client.get("/work/notices/settings/")
    assert "没有您的邮箱" in page.content.decode()
    Person.objects.filter(pk=editor.person_id).update(email="me@example.org")
    ways = {kind.key: "weekly" for kind in page.context["kinds"]}
    assert client.post("/work/notices/settings/", ways).status_code == 302
    page = client.get("/work/notices/settings/")
    assert {kind.way for kind in page.context["kinds"]} == {"weekly"}
    assert "me@example.org" in page.content.decode()
    refused = client.post("/work/notices/settings/", {**ways, "tasks": "x" * 2_000_000})
    assert refused.status_code == 422
