"""Signing in and out, and passwords: the same answer to everybody who does not get in."""

import re
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from qiao.parties.models import User
from tests.web.account_people import PASSWORD, account, is_signed_in, link_in_mail, sign_in

pytestmark = pytest.mark.usefixtures("zone")


def text(answer: Any) -> str:
    """The page without what differs by chance."""
    page = answer.content.decode()
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
    return re.sub(r'(value|next)="[^"]*"', "", page)


def test_one_signs_in_with_name_or_address_whatever_the_case_and_the_session_key_is_new(client: Client) -> None:
    user = account("chen", email="chen@example.org")
    client.get("/accounts/login/?next=/demands/")
    for login in ("chen", "CHEN", "chen@example.org", "Chen@Example.org"):
        session = client.session
        session["x"] = 1
        session.save()
        before = session.session_key
        answer = sign_in(client, login)
        assert (answer.status_code, answer["Location"]) == (302, "/work/")
        assert client.session.session_key != before
        assert client.session["_auth_user_id"] == str(user.pk)
        client.post("/accounts/logout/")
        assert not is_signed_in(client)


def test_unknown_name_wrong_password_and_no_password_answer_alike(english: Client) -> None:
    account("chen", email="chen@example.org")
    passwordless = account("ohne")
    passwordless.set_unusable_password()
    passwordless.save()
    attempts = [("chen", "wrong"), ("nobody", "wrong"), ("chen@example.org", "wrong"), ("no@example.org", "wrong"),
                ("ohne", "wrong")]  # fmt: skip
    pages = {text(sign_in(english, login, password)) for login, password in attempts}
    assert len(pages) == 1
    assert "The account name or the password is not right." in pages.pop()
    assert not is_signed_in(english)


def test_after_five_failures_even_the_right_password_waits_for_every_process(english: Client) -> None:
    account("chen")
    for _ in range(5):
        assert "is not right" in text(sign_in(english, "chen", "wrong"))
    assert "Wait five minutes" in text(sign_in(Client(headers={"cookie": "django_language=en"}), "chen"))
    assert not is_signed_in(english)
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM qiao_cache")
        assert cursor.fetchone()[0] > 0, "counted where all processes see it"
    account("other")
    sign_in(english, "other")
    assert is_signed_in(english)


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_signing_in_leads_nowhere_else(target: str, client: Client) -> None:
    account("chen")
    assert sign_in(client, "chen", next=target)["Location"] == "/work/"
    answer = client.post("/accounts/logout/", {"next": target})
    assert answer["Location"] == "/"


def test_signing_in_leads_back_to_the_page_and_says_that_input_was_kept(english: Client) -> None:
    account("chen")
    page = text(english.get("/accounts/login/?next=/demands/&kept=1"))
    assert "What you had typed has been kept." in page
    assert "What you had typed" not in text(english.get("/accounts/login/?next=/demands/"))
    assert sign_in(english, "chen", next="/demands/?q=x")["Location"] == "/demands/?q=x"


def test_signing_out_takes_a_post(english: Client) -> None:
    account("chen")
    sign_in(english, "chen")
    assert "Do you want to sign out?" in text(english.get("/accounts/logout/"))
    assert is_signed_in(english)
    english.post("/accounts/logout/")
    assert not is_signed_in(english)


@pytest.mark.parametrize("address", ["login/", "logout/", "password/reset/", "invitation/x/", "2fa/app/activate/"])
def test_every_form_needs_its_check_value(address: str) -> None:
    account("chen")
    assert Client(enforce_csrf_checks=True).post(f"/accounts/{address}", {}).status_code == 403


@pytest.mark.parametrize(
    "address",
    ["signup/", "confirm-email/", "confirm-email/x:y/", "social/signup/", "3rdparty/", "2fa/keys/signup/",
     "login/code/", "login/code/confirm/", "provider/oidc/login/", "oidc/oidc/login/"],
)  # fmt: skip
def test_pages_that_are_not_used_do_not_exist(address: str, client: Client) -> None:
    assert client.get(f"/accounts/{address}").status_code == 404
    account("chen")
    sign_in(client, "chen")
    assert client.get(f"/accounts/{address}").status_code == 404


def test_an_endless_password_is_a_fault_of_the_form(english: Client) -> None:
    account("chen")
    answer = sign_in(english, "chen", "x" * 2_000_000)
    assert answer.status_code == 200
    assert "at most 128 characters" in text(answer)
    assert sign_in(english, "y" * 2_000_000).status_code == 200


def test_a_host_that_is_not_ours_is_refused_and_links_carry_our_address(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    settings.BASE_URL = "https://zone.example"
    account("chen", email="chen@example.org")
    ask = {"email": "chen@example.org"}
    assert client.post("/accounts/password/reset/", ask, headers={"host": "evil.example"}).status_code == 400
    client.post("/accounts/password/reset/", ask, headers={"host": "other.example"})
    body = str(mail.outbox[-1].body)
    assert "https://zone.example/accounts/password/reset/key/" in body
    assert "other.example" not in body


def test_the_mail_lies_in_a_file_and_its_link_sets_a_new_password_once(
    english: Client, settings: Any, tmp_path: Path
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    account("chen", email="chen@example.org")
    english.post("/accounts/password/reset/", {"email": "chen@example.org"})
    (file,) = (tmp_path / "mail").iterdir()
    message = message_from_bytes(file.read_bytes().split(b"\n-----")[0])
    body = message.get_payload(decode=True).decode()  # type: ignore[union-attr]
    found = re.search(r"https?://[^/\s]+(/accounts/password/reset/key/\S+)", body)
    assert found is not None
    form = english.get(found[1])["Location"]
    assert found[1] not in form, "the key stays out of the address"
    new = {"password1": "another long password", "password2": "another long password"}
    assert "at least 12 characters" in text(english.post(form, {"password1": "short", "password2": "short"}))
    assert english.post(form, new)["Location"] == "/accounts/password/reset/key/done/"
    assert "cannot be used" in text(Client(headers={"cookie": "django_language=en"}).get(found[1], follow=True))
    sign_in(english, "chen", "another long password")
    assert is_signed_in(english)


def test_asking_for_a_new_password_tells_nobody_who_has_an_account(english: Client) -> None:
    account("chen", email="chen@example.org")
    closed = account("zu", email="zu@example.org")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    pages = set()
    for address in ("chen@example.org", "nobody@example.org", "zu@example.org"):
        answer = english.post("/accounts/password/reset/", {"email": address}, follow=True)
        pages.add(text(answer))
    assert len(pages) == 1
    assert [message.to for message in mail.outbox] == [["chen@example.org"]]
    assert link_in_mail().startswith("/accounts/password/reset/key/")


def test_a_new_password_needs_the_present_one_and_ends_the_other_sessions(english: Client) -> None:
    account("chen", email="chen@example.org")
    elsewhere = Client()
    for browser in (english, elsewhere):
        sign_in(browser, "chen")
    new = {"password1": "another long password", "password2": "another long password"}
    wrong = english.post("/accounts/password/change/", {"oldpassword": "wrong", **new})
    assert "not your present password" in text(wrong)
    done = english.post("/accounts/password/change/", {"oldpassword": PASSWORD, **new})
    assert done["Location"] == "/accounts/"
    assert is_signed_in(english)
    assert not is_signed_in(elsewhere)
    assert "password" in mail.outbox[-1].subject.lower(), "the owner is told"


def test_a_closed_account_is_told_so_only_with_the_right_password(english: Client) -> None:
    user = account("chen")
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert sign_in(english, "chen")["Location"] == "/accounts/inactive/"
    assert "has been closed" in text(english.get("/accounts/inactive/"))
    assert "is not right" in text(sign_in(english, "chen", "wrong"))
    assert not is_signed_in(english)


def test_somebody_without_a_role_keeps_the_account_and_is_told_whom_to_ask(english: Client) -> None:
    account("chen", role=None)
    sign_in(english, "chen")
    assert "The zone office gives roles." in text(english.get("/accounts/"))
    answer = english.get("/work/accounts/")
    assert answer.status_code == 403
    assert "Ask the zone office" in text(answer)


def test_a_mail_server_that_is_down_does_not_tell_who_has_an_account(english: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    account("chen", email="chen@example.org")
    for address in ("chen@example.org", "nobody@example.org"):
        assert english.post("/accounts/password/reset/", {"email": address}).status_code == 302


def test_links_that_let_somebody_in_are_in_no_log(english: Client, caplog: Any) -> None:
    account("chen", email="chen@example.org")
    english.post("/accounts/password/reset/", {"email": "chen@example.org"})
    secret = link_in_mail().split("/")[-2]
    english.get(link_in_mail())
    english.get("/accounts/invitation/some-secret/")
    assert "/accounts/password/reset/key/" in caplog.text
    assert secret not in caplog.text
    assert "some-secret" not in caplog.text
