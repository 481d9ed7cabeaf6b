"""Kept pages: quick for visitors, never shown to the wrong one, forgotten when something is recorded."""

import gzip
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import caches
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from qiao.catalogue.actions.withdraw_demand import withdraw_demand
from qiao.catalogue.models import Demand
from qiao.core.access import Actor, Role
from qiao.parties.actions.end_holding import end_holding
from qiao.parties.models import Holding, User
from qiao.parties.notices import Telling, tell
from tests.web import zone_records as made
from tests.web.signing_in import signed_in_client
from tests.web.test_lists import titles
from tests.web.test_pages import text

KEPT = (
    "/",
    "/demands/",
    "/achievements/?field=4",
    "/scenarios/",
    "/organisations/",
    "/editions/",
    "/demands/feed.atom",
)


@pytest.fixture(autouse=True)
def memory(settings: Any) -> Iterator[None]:
    """Pages are kept, as in operation."""
    memory = "django.core.cache.backends.locmem.LocMemCache"
    kept = {name: {"BACKEND": memory, "LOCATION": name} for name in ("pages", "reads")}
    settings.CACHES = {**settings.CACHES, **kept}
    for name in kept:
        caches[name].clear()
    yield
    for name in kept:
        caches[name].clear()


def asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("address", KEPT)
def test_a_visitor_is_answered_from_memory(address: str, client: Client, records: None) -> None:
    first = client.get(address)
    assert asked(client, address) == 1, "only whether anything was recorded"
    again = client.get(address)
    assert again.content == first.content
    for name in ("Content-Type", "Content-Security-Policy", "Vary", "Content-Language"):
        assert again.headers.get(name) == first.headers.get(name)
    assert "csrfmiddlewaretoken" not in text(again)
    assert not again.cookies


def test_a_kept_page_is_forgotten_when_something_is_recorded(client: Client, records: None) -> None:
    demand = Demand.objects.get(code="XQ202600001")
    assert demand.title in titles(text(client.get("/demands/")))
    withdraw_demand(actor=made.actor(Role.ZONE_OPERATOR), demand_id=demand.pk, now=made.NOW, reason="已解决")
    assert demand.title not in titles(text(client.get("/demands/")))


@pytest.mark.parametrize("address", ["/", "/demands/", "/organisations/", "/editions/"])
def test_nobody_is_shown_the_page_of_somebody_else(address: str, client: Client, records: None) -> None:
    operator = signed_in_client(Holding.objects.get(role=Role.ZONE_OPERATOR))
    own = text(operator.get(address))
    assert "林晓舟" in own
    visitor = text(client.get(address))
    assert "林晓舟" not in visitor
    assert "草稿里的需求" not in visitor
    assert "林晓舟" in text(operator.get(address))
    another = signed_in_client(Holding.objects.get(role=Role.DEPARTMENT))
    assert "周正阳" in text(another.get(address))
    assert "林晓舟" not in text(another.get(address)).replace("编制 林晓舟", "")
    assert "林晓舟" not in text(client.get(address))


@pytest.fixture
def operator(records: None) -> Client:
    """Somebody of the office whose browser has seen a page, and so holds the secret of its forms."""
    client = signed_in_client(Holding.objects.get(role=Role.ZONE_OPERATOR))
    client.get("/")
    return client


@pytest.mark.parametrize("address", ["/demands/", "/work/demands/"])
def test_somebody_who_is_signed_in_is_recognised_and_then_answered_from_memory(address: str, operator: Client) -> None:
    first = operator.get(address)
    assert asked(operator, address) == 3 < asked(operator, f"{address}?q=x"), (
        "session, account, what was recorded last with the unread notices"
    )
    again = operator.get(address)
    assert text(again) == text(first)
    for name in ("Content-Type", "Content-Security-Policy", "Content-Language"):
        assert again.headers.get(name) == first.headers.get(name)
    assert {"Cookie", "Accept-Encoding"} <= set(again.headers["Vary"].split(", "))


def test_a_page_kept_compressed_is_not_sent_to_a_browser_that_cannot_read_it(operator: Client) -> None:
    packed = operator.get("/demands/", headers={"accept-encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    again = operator.get("/demands/", headers={"accept-encoding": "gzip"})
    assert again.content == packed.content
    plain = operator.get("/demands/")
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(again.content).decode().count("<form") == text(plain).count("<form") > 1


def test_forms_of_a_kept_page_are_those_of_the_own_browser(operator: Client) -> None:
    other = signed_in_client(Holding.objects.get(role=Role.ZONE_OPERATOR))
    for client in (operator, other):
        client.handler.enforce_csrf_checks = True
        client.get("/demands/")
        token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', text(client.get("/demands/")))[0]
        answer = client.post("/accounts/logout/", {"csrfmiddlewaretoken": token})
        assert answer.status_code == 302


def test_signing_out_ends_the_kept_pages_of_that_browser(operator: Client) -> None:
    assert "林晓舟" in text(operator.get("/demands/"))
    operator.post("/accounts/logout/")
    assert "林晓舟" not in text(operator.get("/demands/"))
    assert operator.get("/work/demands/").status_code == 302


def test_an_ended_role_ends_what_it_showed(records: None) -> None:
    holding = Holding.objects.get(role=Role.DEPARTMENT)
    client = signed_in_client(holding)
    client.get("/")
    assert client.get("/work/demands/").status_code == 200
    admin = Actor(Role.PLATFORM_ADMIN, "唐岚", zone_code=holding.zone_code, person_id=-1)
    end_holding(actor=admin, holding_id=holding.pk, now=timezone.now(), reason="调离")
    assert "work-cases" not in client.get("/work/demands/").content.decode()


def test_somebody_with_two_roles_sees_each_as_it_is(records: None) -> None:
    first = Holding.objects.get(role=Role.ZONE_OPERATOR)
    second = Holding.objects.create(
        person=first.person, role=Role.EXPERT, zone_code=first.zone_code, starts_on=first.starts_on, created_at=made.NOW
    )
    operator = signed_in_client(first)
    assert "草稿里的需求" in text(operator.get("/demands/")) + text(operator.get("/work/demands/"))
    operator.post("/acting/", {"holding": second.pk, "next": "/"}, follow=True)
    assert "草稿里的需求" not in text(operator.get("/work/demands/"))
    operator.post("/acting/", {"holding": first.pk, "next": "/"}, follow=True)
    assert "草稿里的需求" in text(operator.get("/work/demands/"))


def test_a_message_is_shown_once(operator: Client) -> None:
    said = "字的长度"
    request, answer = RequestFactory().get("/"), HttpResponse()
    storage = CookieStorage(request)
    storage.add(messages.SUCCESS, said)
    storage.update(answer)
    operator.cookies["messages"] = answer.cookies["messages"].value
    assert said in text(operator.get("/demands/"))
    assert said not in text(operator.get("/demands/"))


def test_a_closed_account_is_not_answered_from_memory(operator: Client) -> None:
    assert operator.get("/work/demands/").status_code == 200
    User.objects.filter(person__holdings__role=Role.ZONE_OPERATOR).update(is_active=False)
    assert operator.get("/work/demands/").status_code == 302


def test_a_notice_is_counted_at_once(operator: Client) -> None:
    holding = Holding.objects.get(role=Role.ZONE_OPERATOR)
    unread = '<span class="visually-hidden">未读</span>1</span>'
    assert unread not in text(operator.get("/demands/"))
    tell([holding], Telling("demand_returned", "catalogue.demand", 1, {"title": "叶片", "code": "XQ1"}), made.NOW)
    assert unread in text(operator.get("/demands/"))


def test_a_part_of_a_page_is_not_shown_in_place_of_the_page(operator: Client, client: Client) -> None:
    for browser in (operator, client):
        for address in ("/demands/", "/work/demands/")[: 2 if browser is operator else 1]:
            assert "<!doctype html>" not in text(browser.get(address, headers={"hx-request": "true"}))
            back = {"hx-request": "true", "hx-history-restore-request": "true"}
            assert "<!doctype html>" in text(browser.get(address, headers=back))


def test_language_address_and_kind_of_request_are_kept_apart(client: Client, english: Client, records: None) -> None:
    assert 'lang="zh-hans"' in text(client.get("/demands/"))
    assert '<html lang="en">' in text(english.get("/demands/"))
    assert titles(text(client.get("/demands/?field=8"))) == []
    assert len(titles(text(client.get("/demands/")))) == 2
    assert "<!doctype html>" not in text(client.get("/demands/", headers={"hx-request": "true"}))
    assert "<!doctype html>" in text(client.get("/demands/"))


def test_faults_and_visitors_with_a_session_are_not_kept(client: Client, records: None) -> None:
    client.get("/demands/?page=99")
    assert asked_status(client, "/demands/?page=99") == 404
    client.cookies["sessionid"] = "unknown"
    client.get("/demands/")
    client.cookies.clear()
    assert asked(client, "/demands/") > 1


def asked_status(client: Client, address: str) -> int:
    return client.get(address).status_code
