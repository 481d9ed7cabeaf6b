"""Pages of saved searches: the form filled from a list, saving, results, small acts, the link of a mail."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from qiao.core.access import Role
from qiao.matching.models import SavedSearch
from qiao.matching.searches.keeping import stop_token
from qiao.parties.models import Holding, Person
from tests.factories.listings import demand
from tests.factories.world import World, build_world
from tests.web.signing_in import signed_in_client

pytestmark = pytest.mark.django_db
NEW = "/work/searches/new/"
MOST_STATEMENTS = 10


@pytest.fixture
def world(tmp_path: Any, now: datetime, settings: Any) -> World:
    settings.DATA_FOLDER = tmp_path
    return build_world(now, tmp_path)


@pytest.fixture
def reader(world: World) -> Holding:
    holding = Holding.objects.get(pk=world.inside[Role.EXPERT].holding_id or 0)
    Person.objects.filter(pk=holding.person_id).update(email="reader@example.org")
    return holding


def saved(client: Client, **more: str) -> SavedSearch:
    given = {"list": "demand", "query": "q=叶片", "name": "叶片", "frequency": "daily", **more}
    assert client.post(NEW, given).status_code == 302
    return SavedSearch.objects.latest("pk")


def test_the_form_is_filled_from_the_address_of_a_list(reader: Holding) -> None:
    client = signed_in_client(reader)
    for name in ("list", "kind"):
        page = client.get(f"{NEW}?{name}=demand&q=叶片&field=4&field=8&page=3&sort=code")
        text = page.content.decode()
        assert page.status_code == 200
        assert "reader@example.org" in text
        assert page.context["wanted"].filters == {"text": "叶片", "fields": ["4", "8"]}
        assert page.context["form"].initial["name"].startswith("叶片")
        assert SavedSearch.objects.count() == 0


def test_saving_keeps_what_was_typed(reader: Holding) -> None:
    search = saved(signed_in_client(reader), query="q=叶片&field=4")
    assert (search.kind, search.filters, search.frequency) == ("demand", {"text": "叶片", "fields": ["4"]}, "daily")
    assert search.holding_id == reader.pk


def test_a_free_text_is_posted_and_stands_in_no_address(reader: Holding) -> None:
    client = signed_in_client(reader)
    page = client.post(NEW, {"prefill": "1", "list": "achievement", "words": "降低气孔率"})
    assert page.status_code == 200
    assert page.context["form"].initial["words"] == "降低气孔率"
    given = {"list": "achievement", "query": "", "words": "降低气孔率", "name": "气孔", "frequency": "weekly"}
    assert client.post(NEW, given).status_code == 302
    assert SavedSearch.objects.get().words == "降低气孔率"


def test_the_matching_page_offers_to_save_the_text(reader: Holding) -> None:
    client = signed_in_client(reader)
    page = client.post("/match/", {"q": "降低叶片气孔率", "kind": "demand", "field": "4"}).content.decode()
    assert f'action="{NEW}"' in page
    page = client.post(NEW, {"prefill": "1", "list": "demand", "field": "4", "words": "降低叶片气孔率"})
    assert page.context["wanted"].filters == {"field": "4"}


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"name": ""}, 422),
        ({"name": "x" * 2_000_000}, 422),
        ({"frequency": "hourly"}, 422),
        ({"list": "people"}, 400),
        ({"query": "q=" + "x" * 2_000_000}, 400),
        ({"query": "field=99"}, 400),
        ({"words": "字" * 3000}, 400),
        ({"words": "a\x00b"}, 400),
    ],
)
def test_faulty_input_is_answered_in_words(given: dict[str, str], status: int, reader: Holding) -> None:
    whole = {"list": "demand", "query": "", "name": "叶片", "frequency": "daily", **given}
    answer = signed_in_client(reader).post(NEW, whole)
    assert answer.status_code == status
    assert 'role="alert"' in answer.content.decode()
    assert SavedSearch.objects.count() == 0


def test_a_visitor_is_told_of_the_feed(client: Client, world: World) -> None:
    text = client.get(f"{NEW}?list=demand&q=叶片").content.decode()
    assert "/demands/feed.atom" in text
    assert "/accounts/login/" in text
    assert client.get("/work/searches/").status_code == 302


def test_list_results_and_export(world: World, reader: Holding) -> None:
    client = signed_in_client(reader)
    search = saved(client, name="=HYPERLINK(1)")
    row = demand(world)
    assert "HYPERLINK" in client.get("/work/searches/").content.decode()
    page = client.get(f"/work/searches/{search.pk}/").content.decode()
    assert row.title[:2] in page
    assert "<mark>叶片</mark>" in page
    table = client.get("/work/searches/export.csv").getvalue().decode("utf-8-sig")
    assert "\r\n=HYPERLINK" not in table
    assert "HYPERLINK" in table
    assert client.get(f"/work/searches/{search.pk}/?page=99").status_code == 404


def test_editing_pausing_deleting_restoring(reader: Holding) -> None:
    client = signed_in_client(reader)
    search = saved(client)
    edited = {"name": "新名", "frequency": "inside"}
    assert client.post(f"/work/searches/{search.pk}/edit/", edited).status_code == 302
    search.refresh_from_db()
    assert (search.name, search.frequency, search.filters) == ("新名", "inside", {"text": "叶片"})
    assert client.post(f"/work/searches/{search.pk}/edit/", {"name": "", "frequency": "daily"}).status_code == 422
    for verb in ("pause", "resume", "seen", "delete", "restore"):
        assert client.get(f"/work/searches/{search.pk}/{verb}/").status_code == 405
        assert client.post(f"/work/searches/{search.pk}/{verb}/").status_code == 302
    search.refresh_from_db()
    assert (search.paused_at, search.deleted_at) == (None, None)


def test_somebody_elses_search_does_not_exist(world: World, reader: Holding) -> None:
    search = saved(signed_in_client(reader))
    other = signed_in_client(Holding.objects.get(pk=world.inside[Role.ZONE_OPERATOR].holding_id or 0))
    for path in ("", "edit/"):
        assert other.get(f"/work/searches/{search.pk}/{path}").status_code == 404
    for verb in ("pause", "delete", "restore", "edit"):
        assert other.post(f"/work/searches/{search.pk}/{verb}/").status_code == 404


def test_the_link_of_a_mail_asks_first_and_works_without_log_in(reader: Holding, client: Client) -> None:
    search = saved(signed_in_client(reader))
    address = f"/searches/stop/{stop_token(search.pk)}/"
    assert "叶片" in client.get(address).content.decode()
    search.refresh_from_db()
    assert search.frequency == "daily"
    assert client.post(address).status_code == 200
    search.refresh_from_db()
    assert search.frequency == "inside"
    assert client.get("/searches/stop/forged:token/").status_code == 404
    assert Client(enforce_csrf_checks=True).post(address).status_code == 403


@pytest.mark.parametrize(
    "path", ["/work/searches/", "/work/searches/{}/", "/work/searches/{}/edit/", NEW + "?list=demand"]
)
def test_the_number_of_statements_does_not_grow(path: str, world: World, reader: Holding) -> None:
    client = signed_in_client(reader)
    search = saved(client, query="")
    counts = []
    for number in (1, 10):
        for _row in range(number):
            demand(world)
            saved(client, query="")
        where = path.format(search.pk)
        client.get(where)
        with CaptureQueriesContext(connection) as statements:
            client.get(where)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= MOST_STATEMENTS
