"""Following from a page: one button without scripts, the list, and who does not get it."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from qiao.core.access import Role
from qiao.core.taxonomy import DisclosureLevel
from qiao.matching.models import SavedSearch
from qiao.parties.models import Follow, Holding
from tests.factories.listings import demand
from tests.factories.world import World, build_world
from tests.web.signing_in import signed_in_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(tmp_path: Any, now: datetime, settings: Any) -> World:
    settings.DATA_FOLDER = tmp_path
    return build_world(now, tmp_path)


def client_of(world: World, role: Role) -> Client:
    client = signed_in_client(Holding.objects.get(pk=world.inside[role].holding_id or 0))
    client.cookies["django_language"] = "en"
    return client


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_button_follows_the_list_shows_it_and_the_button_there_ends_it(world: World) -> None:
    client, row = client_of(world, Role.ZONE_OPERATOR), demand(world)
    case = f"/work/demands/{row.pk}/"
    assert f'action="/work/follows/demand/{row.pk}/follow/"' in page(client, case)
    for _twice in range(2):
        answer = client.post(f"/work/follows/demand/{row.pk}/follow/", {"next": case})
        assert answer["Location"] == case
    follow = Follow.objects.get()
    assert f'action="/work/follows/{follow.pk}/end/"' in page(client, case)
    assert row.title in page(client, "/work/follows/")
    assert row.title not in page(client, "/work/follows/?kind=achievement")
    for _twice in range(2):
        assert (
            client.post(f"/work/follows/{follow.pk}/end/", {"next": "https://elsewhere.example/"})["Location"]
            == "/work/follows/"
        )
    assert row.title not in page(client, "/work/follows/")


def test_what_one_may_not_see_is_no_page_and_others_cannot_be_unfollowed(world: World) -> None:
    hidden = demand(world, "draft")
    expert, operator = client_of(world, Role.EXPERT), client_of(world, Role.ZONE_OPERATOR)
    assert expert.post(f"/work/follows/demand/{hidden.pk}/follow/").status_code == 404
    operator.post(f"/work/follows/demand/{hidden.pk}/follow/")
    follow = Follow.objects.get()
    assert expert.post(f"/work/follows/{follow.pk}/end/").status_code == 403
    assert expert.get(f"/work/follows/demand/{hidden.pk}/follow/").status_code == 405
    assert Follow.objects.filter(ended_at=None).count() == 1


def test_a_case_hidden_since_stays_in_the_list_without_its_title(world: World) -> None:
    client, row = client_of(world, Role.EXPERT), demand(world, title="高温叶片")
    client.post(f"/work/follows/demand/{row.pk}/follow/")
    type(row).objects.filter(pk=row.pk).update(disclosure=DisclosureLevel.TARGETED)
    text = page(client, "/work/follows/")
    assert "高温叶片" not in text
    assert "Not shown to you any more" in text
    assert f"/work/follows/{Follow.objects.get().pk}/end/" in text


def test_the_administrator_follows_nothing_and_saves_no_search(world: World) -> None:
    admin, row = client_of(world, Role.PLATFORM_ADMIN), demand(world)
    assert 'href="/work/follows/"' not in page(admin, "/work/")
    assert admin.post(f"/work/follows/demand/{row.pk}/follow/").status_code == 403
    for path in ("/demands/?q=叶片", "/achievements/"):
        assert "/work/searches/new/" not in page(admin, path)
        assert "/work/searches/new/" in page(client_of(world, Role.EXPERT), "/demands/?q=叶片")
    answer = admin.post("/work/searches/new/", {"list": "demand", "query": "", "name": "x", "frequency": "daily"})
    assert answer.status_code == 403
    assert SavedSearch.objects.count() == 0


def test_a_case_list_offers_to_save_what_a_search_can_watch(world: World) -> None:
    client = client_of(world, Role.ZONE_OPERATOR)
    demand(world, title="高温叶片")
    assert "/work/searches/new/?list=demand&amp;q=" in page(client, "/work/demands/?q=叶片&state=published")
    for path in ("", "?overdue=1&q=叶片", "?mine=1", "?state=submitted", "?unit=江海"):
        assert "/work/searches/new/" not in page(client, f"/work/demands/{path}")
    form = client.get("/work/searches/new/?list=demand&q=叶片&state=published&field=4")
    assert form.context["wanted"].filters == {"text": "叶片", "states": ["published"], "fields": ["4"]}
