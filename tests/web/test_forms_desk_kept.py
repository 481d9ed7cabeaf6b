"""Nothing that somebody typed is lost, and nobody else sees it: kept forms, sent twice, sessions that ended."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from qiao.catalogue.models import Demand
from qiao.foundation.models import FormDraft
from qiao.parties.models import User
from tests.web.desk_story import DEMAND, NEW, Cast, cast, client_of, draft_demand_of, fill, hidden
from tests.web.signing_in import _BACKEND

pytestmark = pytest.mark.django_db
ADDRESS = NEW["demand"]
MARKED = {**DEMAND, "content": "某型装备减重 机密★10年"}


@pytest.fixture
def people(zone: None) -> Cast:
    return cast()


def title_of(page: Any) -> Any:
    return page.context["form"]["title"].value()


def test_kept_for_later_and_gone_on_with(people: Cast) -> None:
    client = client_of(people.editor)
    kept = fill(client, ADDRESS, {**DEMAND, "title": ""}, do="keep")
    draft = FormDraft.objects.get()
    assert (kept.status_code, kept["Location"]) == (302, f"{ADDRESS}?draft={draft.token}")
    assert draft.values["content"] == [DEMAND["content"]]
    again = client.get(kept["Location"])
    assert again.context["form"]["ways"].value() == DEMAND["ways"]
    assert [row["target"].value() for row in again.context["form"].rows[0].filled] == ["≤2", "25"]
    assert again.context["faults"] == []
    offered = client.get(ADDRESS)
    assert f'href="?draft={draft.token}"' in offered.content.decode()
    saved = client.post(ADDRESS, {**hidden(again), **DEMAND})
    assert saved.status_code == 303
    assert (Demand.objects.count(), FormDraft.objects.get().values) == (1, {})
    assert "?draft=" not in client.get(ADDRESS).content.decode()
    assert client.get(kept["Location"])["Location"] == ADDRESS


def test_automatic_keeping_answers_with_a_line_of_text(people: Cast) -> None:
    client = client_of(people.editor)
    marks = hidden(client.get(ADDRESS))
    for title in ("气孔", "气孔在线检测"):
        answer = client.post(
            ADDRESS, {**marks, **DEMAND, "title": title, "do": "keep"}, headers={"X-Requested-With": "fetch"}
        )
        assert answer.json()["said"].startswith("Kept at ")
    assert FormDraft.objects.get().values["title"] == ["气孔在线检测"]


def test_kept_text_is_thrown_away_on_request_by_its_owner_only(people: Cast) -> None:
    client = client_of(people.editor)
    fill(client, ADDRESS, DEMAND, do="keep")
    token = FormDraft.objects.get().token
    for other in (people.colleague, people.rival, people.operator):
        stranger = client_of(other)
        assert token not in stranger.get(ADDRESS).content.decode()
        assert stranger.get(f"{ADDRESS}?draft={token}")["Location"] == ADDRESS
        stranger.post(ADDRESS, {"do": "discard", "draft": token})
    assert FormDraft.objects.count() == 1
    client.post(ADDRESS, {"do": "discard", "draft": token})
    assert FormDraft.objects.count() == 0


@pytest.mark.parametrize("do", ["keep", "save"])
def test_classified_text_is_refused_and_not_kept_anywhere(people: Cast, do: str) -> None:
    client = client_of(people.editor)
    marks = hidden(client.get(ADDRESS))
    client.post(ADDRESS, {**marks, **DEMAND, "do": "keep"})
    answer = client.post(ADDRESS, {**marks, **MARKED, "do": do})
    assert answer.status_code == 409
    assert "Nothing of it was kept" in answer.content.decode()
    assert (FormDraft.objects.count(), Demand.objects.count()) == (0, 0)
    automatic = client.post(ADDRESS, {**marks, **MARKED, "do": "keep"}, headers={"X-Requested-With": "fetch"})
    assert (automatic.status_code, FormDraft.objects.count()) == (409, 0)
    assert "Nothing of it was kept" in automatic.json()["said"]


def test_sent_twice_makes_one_record(people: Cast) -> None:
    client = client_of(people.editor)
    marks = hidden(client.get(ADDRESS))
    first = client.post(ADDRESS, {**marks, **DEMAND})
    second = client.post(ADDRESS, {**marks, **DEMAND})
    assert first["Location"] == second["Location"]
    assert Demand.objects.count() == 1
    changed = client.post(ADDRESS, {**marks, **DEMAND, "title": "另一项需求的名称"})
    assert (changed.status_code, Demand.objects.count()) == (409, 1)
    assert "另一项需求的名称" in changed.content.decode()
    assert client.post(ADDRESS, {**hidden(changed), **DEMAND, "title": "另一项需求的名称"}).status_code == 303
    assert Demand.objects.count() == 2


def test_an_edit_sent_twice_is_one_revision(people: Cast) -> None:
    demand = draft_demand_of(people.firm)
    client, address = client_of(people.editor), f"/work/demands/{demand.pk}/edit/"
    marks = hidden(client.get(address))
    assert [client.post(address, {**marks, **DEMAND}).status_code for _ in range(2)] == [303, 303]
    assert Demand.objects.get().version == 2
    again = client.post(address, {**marks, **DEMAND, "title": "退回后又改的名称"})
    assert again.status_code == 409
    assert "退回后又改的名称" in again.content.decode()


def sign_in(client: Client, user: User) -> None:
    client.force_login(user, backend=_BACKEND)


def expire(client: Client) -> None:
    Session.objects.all().delete()


@pytest.mark.parametrize("kind", ["new", "edit"])
def test_an_expired_session_in_the_middle_of_a_form_loses_nothing(people: Cast, kind: str) -> None:
    address = ADDRESS if kind == "new" else f"/work/demands/{draft_demand_of(people.firm).pk}/edit/"
    client = client_of(people.editor)
    marks = hidden(client.get(address))
    expire(client)
    sent = client.post(
        address, {**marks, **DEMAND, "title": "会话中断时写的名称"}, headers={"referer": f"http://testserver{address}"}
    )
    assert sent.status_code == 302
    assert "/accounts/login/" in sent["Location"]
    assert "kept=1" in sent["Location"]
    sign_in(client, User.objects.get(person=people.editor.person))
    page = client.get(address)
    assert title_of(page) == "会话中断时写的名称"
    assert [row["target"].value() for row in page.context["form"].rows[0].filled] == ["≤2", "25"]
    assert "You had been signed out" in page.content.decode()
    assert title_of(client.get(address)) == "会话中断时写的名称"
    assert client.post(address, {**hidden(page), **DEMAND, "title": "会话中断时写的名称"}).status_code == 303
    assert Demand.objects.get().title == "会话中断时写的名称"
    assert "You had been signed out" not in client.get(address).content.decode()


def test_a_form_whose_check_value_is_out_of_date_comes_back_as_typed(people: Cast) -> None:
    client = client_of(people.editor)
    marks = hidden(client.get(ADDRESS))
    client.handler.enforce_csrf_checks = True
    assert client.post(ADDRESS, {**marks, **DEMAND})["Location"] == ADDRESS
    client.handler.enforce_csrf_checks = False
    assert title_of(client.get(ADDRESS)) == DEMAND["title"]
    assert Demand.objects.count() == 0
    stranger = client_of(people.rival)
    stranger.handler.enforce_csrf_checks = True
    stranger.post(ADDRESS, {**marks, **DEMAND})
    assert title_of(stranger.get(ADDRESS)) in (None, "")


def test_input_of_an_expired_session_is_not_shown_to_the_next_person(people: Cast) -> None:
    client = client_of(people.editor)
    marks = hidden(client.get(ADDRESS))
    expire(client)
    client.post(ADDRESS, {**marks, **DEMAND, "title": "只给本人看的名称"})
    client_of(people.rival)
    sign_in(client, User.objects.get(person=people.rival.person))
    assert "只给本人看的名称" not in client.get(ADDRESS).content.decode()
    assert "kept_input" not in {name for name, value in client.session.items() if value}


def test_strangers_cannot_fill_the_store_and_marks_of_secrecy_are_not_kept(people: Cast) -> None:
    assert "kept" not in Client().post(ADDRESS, DEMAND)["Location"]
    client = client_of(people.editor)
    marks = hidden(client.get(ADDRESS))
    expire(client)
    client.post(ADDRESS, {**marks, **MARKED})
    assert "机密" not in str(dict(client.session))
    sign_in(client, User.objects.get(person=people.editor.person))
    page = client.get(ADDRESS)
    assert "nothing of it was kept" in page.content.decode()
    assert title_of(page) in (None, "")


def test_a_form_opened_in_another_role_saves_nothing(people: Cast) -> None:
    opened = hidden(client_of(people.editor).get(ADDRESS))
    client = client_of(people.colleague)
    for marks in (opened, {"form_token": "forged", "version": "0"}, {}):
        answer = client.post(ADDRESS, {**marks, **DEMAND})
        assert answer.status_code == 409
        assert title_of(answer) == DEMAND["title"]
    assert Demand.objects.count() == 0
    assert client.post(ADDRESS, {**hidden(answer), **DEMAND}).status_code == 303
