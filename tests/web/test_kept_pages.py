"""Kept pages: quick for visitors, never shown to the wrong one, forgotten when something is recorded."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from qiao.catalogue.actions.withdraw_demand import withdraw_demand
from qiao.catalogue.models import Demand
from qiao.core.access import Role
from qiao.parties.models import Holding
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
    settings.CACHES = {**settings.CACHES, "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    caches["pages"].clear()
    yield
    caches["pages"].clear()


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
