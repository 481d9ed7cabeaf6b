"""Codes of an app, recovery codes, and where one is signed in."""

import base64
import hashlib
import hmac
import re
import struct
import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from qiao.foundation.clock import now as present
from qiao.web.accounts import session_age
from tests.web.account_people import PASSWORD, account, is_signed_in, sign_in

PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36 MicroMessenger/8.0"
TABLET = "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Safari/604.1"

pytestmark = pytest.mark.usefixtures("zone")


def code_of(secret: str, later: int = 0) -> str:
    """What an app shows, so many half minutes later (RFC 6238: HMAC-SHA-1, 30 seconds, 6 digits)."""
    step = struct.pack(">Q", int(time.time()) // 30 + later)
    mac = hmac.new(base64.b32decode(secret), step, hashlib.sha1).digest()
    start = mac[-1] & 15
    return f"{(int.from_bytes(mac[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


def text(answer: Any) -> str:
    return str(answer.content.decode())


def activated(client: Client) -> str:
    """Sign in, set the app up; returns its secret."""
    sign_in(client, "chen")
    assert "Confirm that it is you" in text(client.get("/accounts/2fa/app/activate/", follow=True))
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = text(client.get("/accounts/2fa/app/activate/"))
    secret = re.search(r'class="qiao-secret">(\w+)<', page)
    assert secret is not None
    assert 'src="data:image/svg+xml;base64,' in page
    wrong = client.post("/accounts/2fa/app/activate/", {"code": "000000"})
    assert "code is not right" in text(wrong)
    done = client.post("/accounts/2fa/app/activate/", {"code": code_of(secret[1])})
    assert done["Location"] == "/accounts/2fa/codes/"
    return secret[1]


def recovery_codes(client: Client) -> list[str]:
    return re.findall(r"<code>(\d{8})</code>", text(client.get("/accounts/2fa/codes/")))


def test_with_an_app_the_password_alone_does_not_get_in(english: Client) -> None:
    user = account("chen", email="chen@example.org")
    secret = activated(english)
    stored = Authenticator.objects.get(user=user, type="totp").data["secret"]
    assert secret not in stored, "stored encrypted"
    english.post("/accounts/logout/")
    assert sign_in(english, "chen")["Location"] == "/accounts/2fa/authenticate/"
    assert not is_signed_in(english)
    assert "code is not right" in text(english.post("/accounts/2fa/authenticate/", {"code": "000000"}))
    answer = english.post("/accounts/2fa/authenticate/", {"code": code_of(secret, 1)})
    assert answer["Location"] == "/work/"
    assert is_signed_in(english)


def test_a_recovery_code_gets_in_once(english: Client) -> None:
    account("chen")
    activated(english)
    codes = recovery_codes(english)
    assert len(set(codes)) == 10
    file = english.get("/accounts/2fa/codes/download/")
    assert all(code in text(file) for code in codes)
    assert "attachment" in file["Content-Disposition"]
    for attempt, gets_in in ((codes[0], True), (codes[0], False), (codes[1], True)):
        english.post("/accounts/logout/")
        sign_in(english, "chen")
        english.post("/accounts/2fa/authenticate/", {"code": attempt})
        assert is_signed_in(english) is gets_in
    assert recovery_codes(english) == [], "shown only after showing again who one is"
    english.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert len(recovery_codes(english)) == 8


def test_second_factors_are_changed_only_after_showing_again_who_one_is(english: Client) -> None:
    account("chen")
    activated(english)
    session = english.session
    session["account_authentication_methods"] = []
    session.save()
    for address in ("app/deactivate/", "codes/generate/", "keys/add/"):
        for answer in (english.get(f"/accounts/2fa/{address}"), english.post(f"/accounts/2fa/{address}")):
            assert answer["Location"].startswith("/accounts/reauthenticate/"), address
    assert "Confirm that it is you" in text(english.get("/accounts/reauthenticate/"))


def test_pages_of_an_account_are_for_its_owner(client: Client) -> None:
    addresses = ["", "sessions/", "2fa/", "2fa/codes/", "2fa/keys/", "2fa/app/activate/", "password/change/"]
    for address in addresses:
        answer = client.get(f"/accounts/{address}")
        assert answer["Location"].startswith("/accounts/login/?next="), address


def test_keys_are_added_with_options_as_data_and_no_script_in_the_page(english: Client) -> None:
    account("chen")
    sign_in(english, "chen")
    english.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = text(english.get("/accounts/2fa/keys/add/"))
    assert '"challenge"' in page
    inline = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", page)
    assert inline
    assert all('type="application/json"' in attributes for attributes in inline)
    assert english.post("/accounts/2fa/keys/add/", {"credential": "{}"}).status_code == 200
    assert english.post("/accounts/2fa/keys/login/", {"credential": '{"x": 1}'}).status_code == 302


def test_sessions_are_listed_and_ended_one_by_one_or_all(english: Client) -> None:
    account("chen")
    phone, tablet = Client(headers={"user-agent": PHONE}), Client(headers={"user-agent": TABLET})
    for browser in (english, phone, tablet):
        sign_in(browser, "chen")
    page = text(english.get("/accounts/sessions/"))
    assert page.count("This session") == 1
    assert all(device in page for device in ("微信 · Android", "Safari · iPad"))
    row = re.search(r"微信 · Android.*?/accounts/sessions/(\d+)/end/", page, re.DOTALL)
    assert row is not None
    assert english.get(f"/accounts/sessions/{row[1]}/end/").status_code == 405
    stranger = Client()
    account("stranger")
    sign_in(stranger, "stranger")
    assert stranger.post(f"/accounts/sessions/{row[1]}/end/").status_code == 404
    assert is_signed_in(phone)
    english.post(f"/accounts/sessions/{row[1]}/end/")
    assert not is_signed_in(phone)
    assert is_signed_in(tablet)
    english.post("/accounts/sessions/others/end/")
    assert not is_signed_in(tablet)
    assert is_signed_in(english)
    assert is_signed_in(stranger)


def test_a_session_ends_without_use_and_after_its_longest_time(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    account("chen")
    sign_in(client, "chen")
    began = present()
    assert client.session.get_expiry_age() <= settings.SESSION_COOKIE_AGE == 12 * 3600
    is_signed_in(client)
    monkeypatch.setattr(session_age, "now", lambda: began + timedelta(days=6, hours=23))
    assert is_signed_in(client)
    monkeypatch.setattr(session_age, "now", lambda: began + timedelta(days=7, minutes=1))
    assert not is_signed_in(client)


def test_using_a_session_costs_a_write_only_from_time_to_time(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    account("chen")
    sign_in(client, "chen")
    client.get("/accounts/")
    with django_assert_max_num_queries(10) as seen:
        client.get("/accounts/")
    assert [query["sql"] for query in seen.captured_queries if query["sql"].startswith("UPDATE")] == []
