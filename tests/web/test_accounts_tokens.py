"""Access tokens: issued after showing again who one is, shown once, revoked, invisible to others."""

import re
from typing import Any

import pytest
from django.test import Client

from qiao.foundation.clock import now as present
from qiao.parties.models import ApiToken
from qiao.parties.selectors.tokens import token_actor
from tests.web.account_people import PASSWORD, account, sign_in

pytestmark = pytest.mark.usefixtures("zone")
ASKED = {"name": "科研系统", "scopes": ["catalogue:read", "changes:read"], "expires_on": ""}


def text(answer: Any) -> str:
    return str(answer.content.decode())


def signed_in(name: str) -> Client:
    account(name)
    client = Client()
    client.cookies["django_language"] = "en"
    sign_in(client, name)
    return client


def test_a_token_is_issued_after_the_password_shown_once_and_revoked() -> None:
    browser = signed_in("chen")
    page = text(browser.get("/accounts/tokens/"))
    assert 'name="scopes"' not in page
    assert browser.post("/accounts/tokens/", ASKED)["Location"].startswith("/accounts/reauthenticate/?next=")
    assert not ApiToken.objects.exists()
    back = browser.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/accounts/tokens/"})
    assert back["Location"] == "/accounts/tokens/"
    shown = re.search(r'value="(qiao_[^"]+)"', text(browser.post("/accounts/tokens/", ASKED)))
    assert shown is not None
    bearer = token_actor(shown[1], present())
    assert bearer.actor.name == "chen"
    assert {str(scope) for scope in bearer.scopes} == set(ASKED["scopes"])
    page = text(browser.get("/accounts/tokens/"))
    assert shown[1] not in page
    assert "Read the catalogue</span>" in page
    row = ApiToken.objects.get()
    stranger = signed_in("stranger")
    assert stranger.post(f"/accounts/tokens/{row.pk}/revoke/").status_code == 404
    browser.post(f"/accounts/tokens/{row.pk}/revoke/")
    assert "Revoked" in text(browser.get("/accounts/tokens/"))


def test_faults_of_a_token_are_named() -> None:
    browser = signed_in("chen")
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    for given in ({**ASKED, "scopes": []}, {**ASKED, "expires_on": "2020-01-01"}, {**ASKED, "name": "x" * 2_000_000},
                  {**ASKED, "scopes": ["everything"]}):  # fmt: skip
        assert browser.post("/accounts/tokens/", given).status_code == 422
    assert not ApiToken.objects.exists()
