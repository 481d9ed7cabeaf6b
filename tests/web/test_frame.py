"""The frame of every page: components, language, acting under one holding at a time."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from qiao.core.access import Role
from qiao.parties.models import Holding
from qiao.web.access import own_address, signed_in
from qiao.web.acting import ActingRequest
from tests.factories.world import holding, organisation, person
from tests.web import zone_records
from tests.web.signing_in import signed_in_client

FOUNDED = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)


@pytest.fixture
def two_roles(zone: None) -> tuple[Holding, Holding]:
    """One person who is operator of the zone and editor of a firm."""
    who = person("双岗（示例）", FOUNDED)
    firm = organisation("江海精铸科技有限公司（示例）", FOUNDED)
    return holding(who, Role.ZONE_OPERATOR), holding(who, Role.ORGANISATION_EDITOR, firm)


def test_every_component_is_shown_without_undefined_values(client: Client, zone: None) -> None:
    page = client.get("/components/").content.decode()
    for part in ("qiao-clock", "qiao-offers", "qiao-history", "steps-counter", "alert-danger", "empty-title"):
        assert part in page
    assert 'aria-current="page" href="?page=4">4</a>' in page


def test_the_language_link_keeps_the_choice_and_stays_on_the_platform(client: Client, zone: None) -> None:
    answer = client.get("/language/en/", {"next": "/demands/?field=4"})
    assert (answer.status_code, answer["Location"]) == (302, "/demands/?field=4")
    assert answer.cookies["django_language"].value == "en"
    assert client.get("/language/en/", {"next": "https://elsewhere.example/"})["Location"] == "/"
    assert client.get("/language/fr/").status_code == 404


def test_a_person_acts_under_the_holding_chosen_in_the_header(two_roles: tuple[Holding, Holding]) -> None:
    operator, editor = two_roles
    client = signed_in_client(operator)
    client.post("/acting/", {"holding": editor.pk, "next": "/"})
    page = client.get("/").content.decode()
    assert f'value="{editor.pk}" aria-current="true"' in page
    assert f'value="{operator.pk}" aria-current="true"' not in page


def test_nobody_acts_under_a_holding_of_somebody_else(two_roles: tuple[Holding, Holding]) -> None:
    other = holding(person("别人（示例）", FOUNDED), Role.AUDITOR)
    client = signed_in_client(two_roles[0])
    assert client.post("/acting/", {"holding": other.pk}).status_code == 404
    assert client.session["holding_id"] == two_roles[0].pk


def test_a_holding_that_has_ended_is_left_at_once(two_roles: tuple[Holding, Holding]) -> None:
    operator, editor = two_roles
    client = signed_in_client(operator)
    Holding.objects.filter(pk=operator.pk).update(ends_on=date(2026, 1, 6))
    page = client.get("/").content.decode()
    assert f'value="{editor.pk}" aria-current="true"' in page
    assert f'value="{operator.pk}"' not in page


def _guarded(seen: list[Any]) -> Callable[..., Any]:
    @signed_in
    def view(request: ActingRequest) -> HttpResponse:
        seen.append(request.actor)
        return HttpResponse("done")

    return view


def test_visitors_are_sent_to_the_log_in_page_and_back(client: Client, zone: None) -> None:
    from django.contrib.auth.models import AnonymousUser

    seen: list[Any] = []
    request: Any = RequestFactory().get("/work/demands/?q=钢")
    request.user = AnonymousUser()
    answer = _guarded(seen)(request)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=%2Fwork%2Fdemands%2F%3Fq%3D")
    assert seen == []


@pytest.mark.parametrize(
    "address",
    ["https://elsewhere.example/x", "//elsewhere.example/x", "javascript:alert(1)", "\\\\elsewhere.example", ""],
)
def test_no_address_leads_away_from_the_platform(address: str) -> None:
    request: Any = RequestFactory().get("/")
    assert own_address(request, address, "/work/") == "/work/"


def test_statements_of_the_frame_do_not_grow(
    two_roles: tuple[Holding, Holding], django_assert_max_num_queries: Any
) -> None:
    client = signed_in_client(two_roles[0])
    zone_records.fill()
    client.get("/about/simulated/")  # the first request of a session notes its beginning
    with django_assert_max_num_queries(6):
        client.get("/about/simulated/")
