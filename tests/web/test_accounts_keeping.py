"""Inviting, accepting, closing: by whom, what is shown, and what is not."""

import re
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from qiao.core.access import Role
from qiao.foundation.clock import now as present
from qiao.foundation.models import AuditRow, OutboxEvent
from qiao.foundation.outbox import dispatch_events
from qiao.parties.models import Holding, Invitation, Person, User
from tests.factories.world import holding, organisation, person
from tests.web.account_people import PASSWORD, account, is_signed_in, link_in_mail, sign_in
from tests.web.signing_in import signed_in_client
from tests.web.zone_records import NOW

pytestmark = pytest.mark.usefixtures("zone")
CHOSEN = {"username": "chen", "password": PASSWORD, "again": PASSWORD}


def text(answer: Any) -> str:
    return str(answer.content.decode())


def somebody(name: str = "陈专家", role: Role | None = Role.EXPERT, email: str = "chen@example.org") -> Person:
    who = person(name, NOW, organisation(f"{name}的单位", NOW))
    Person.objects.filter(pk=who.pk).update(email=email)
    if role:
        holding(who, role, who.organisation)
    return who


@pytest.fixture
def operator(zone: None) -> Client:
    return signed_in_client(Holding.objects.get(role=Role.ZONE_OPERATOR), language="en")


def invited(operator: Client, who: Person) -> str:
    """The path of the link that the page shows."""
    answer = operator.post(f"/work/accounts/{who.pk}/invite/", {"username": "chen"})
    found = re.search(r'value="https?://[^/]+(/accounts/invitation/[^"]+)"', text(answer))
    assert found is not None, text(answer)
    assert answer["Cache-Control"] == "no-store"
    return found[1]


def test_the_invited_person_opens_the_account_with_the_mailed_link(operator: Client, english: Client) -> None:
    who = somebody()
    shown = invited(operator, who)
    assert mail.outbox[0].to == ["chen@example.org"]
    assert link_in_mail() == shown
    assert "陈专家" in str(mail.outbox[0].body)
    page = text(english.get(shown))
    assert "陈专家" in page
    assert 'value="chen"' in page
    assert english.post(shown, CHOSEN)["Location"] == "/accounts/login/"
    sign_in(english, "chen")
    assert is_signed_in(english)
    secret = shown.split("/")[-2]
    assert not [m for m in (AuditRow, OutboxEvent, Invitation) if secret in str(list(m.objects.values()))]


def test_every_link_that_cannot_be_used_shows_the_same_page(operator: Client, english: Client) -> None:
    who = somebody()
    replaced, revoked = invited(operator, who), invited(operator, who)
    operator.post(f"/work/accounts/{who.pk}/revoke/")
    late = invited(operator, who)
    Invitation.objects.filter(revoked_at=None).update(expires_at=present())
    used = invited(operator, who)
    english.post(used, CHOSEN, follow=True)
    pages = set()
    for link in (replaced, revoked, late, used, "/accounts/invitation/never/", f"{used[:-2]}/"):
        for answer in (english.get(link), english.post(link, CHOSEN)):
            assert answer.status_code == 404
            pages.add(re.sub(r"(next=|value=)[^\s>]*", "", text(answer)))
    assert len(pages) == 1
    assert "This link cannot be used" in pages.pop()


def test_faults_stand_at_their_fields_and_the_link_stays_good(operator: Client, english: Client) -> None:
    link = invited(operator, somebody())
    faults = {
        "at least 12 characters": {**CHOSEN, "password": "short", "again": "short"},
        "The two passwords differ": {**CHOSEN, "again": "another long one"},
        "letters, digits": {**CHOSEN, "username": "陈 专家"},
        "at most 150 characters": {**CHOSEN, "username": "x" * 2_000_000},
    }
    for words, given in faults.items():
        answer = english.post(link, given)
        assert answer.status_code == 422
        assert words in text(answer)
        assert PASSWORD not in text(answer)
    assert english.post(link, CHOSEN).status_code == 302


def test_whoever_is_signed_in_signs_out_before_opening_another_account(operator: Client) -> None:
    link = invited(operator, somebody())
    assert operator.get(link).status_code == operator.post(link, CHOSEN).status_code == 409
    assert not User.objects.filter(username="chen").exists()


def test_without_an_address_the_link_is_only_shown(operator: Client) -> None:
    invited(operator, somebody(email=""))
    assert mail.outbox == []


def test_a_mail_that_does_not_go_out_is_said(operator: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = operator.post(f"/work/accounts/{somebody().pk}/invite/", {})
    assert "The mail could not be sent." in text(answer)
    assert Invitation.objects.count() == 1


def test_a_closed_account_is_signed_out_at_once_and_old_sessions_do_not_come_back(operator: Client) -> None:
    user = account("chen")
    browser = Client()
    sign_in(browser, "chen")
    address = f"/work/accounts/{user.person_id}"
    assert operator.post(f"{address}/close/", {"reason": ""}).status_code == 422
    assert operator.post(f"{address}/close/", {"reason": "离职"}).status_code == 302
    assert not is_signed_in(browser)
    assert sign_in(Client(), "chen")["Location"] == "/accounts/inactive/"
    assert dispatch_events(present()).failed == 0
    assert operator.post(f"{address}/reopen/", {"reason": "返聘"}).status_code == 302
    assert not is_signed_in(browser)
    sign_in(browser, "chen")
    assert is_signed_in(browser)


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.PLATFORM_ADMIN, None])
def test_the_operator_invites_nobody_whose_roles_he_could_not_give(role: Role | None, operator: Client) -> None:
    who = somebody(role=role)
    page = text(operator.get(f"/work/accounts/{who.pk}/"))
    assert f"/work/accounts/{who.pk}/invite/" not in page
    assert operator.post(f"/work/accounts/{who.pk}/invite/", {}).status_code == 403
    assert Invitation.objects.count() == 0


def test_an_editor_sees_and_invites_only_fellow_editors(operator: Client) -> None:
    firm = organisation("云桥精密", NOW)
    own, fellow, expert = (person(name, NOW, firm) for name in ("汤编辑", "邬编辑", "陈专家"))
    stranger = somebody("鲁外人", Role.ORGANISATION_EDITOR)
    editing = holding(own, Role.ORGANISATION_EDITOR, firm)
    holding(fellow, Role.ORGANISATION_EDITOR, firm)
    holding(expert, Role.EXPERT, firm)
    editor = signed_in_client(editing, language="en")
    page = text(editor.get("/work/accounts/"))
    assert "邬编辑" in page
    assert "鲁外人" not in page
    answers = {who.name: editor.post(f"/work/accounts/{who.pk}/invite/", {}).status_code for who in (fellow, expert)}
    assert answers == {"邬编辑": 200, "陈专家": 403}
    for address in ("", "invite/", "revoke/", "close/", "reopen/"):
        url = f"/work/accounts/{stranger.pk}/{address}"
        assert (editor.post(url, {"reason": "x"}) if address else editor.get(url)).status_code == 404
    assert editor.post(f"/work/accounts/{fellow.pk}/close/", {"reason": "x"}).status_code == 404, "no account yet"


def test_other_roles_and_visitors_see_nothing_of_accounts(client: Client) -> None:
    expert = account("chen")
    browser = Client()
    sign_in(browser, "chen")
    assert browser.get("/work/accounts/").status_code == 403
    assert browser.get(f"/work/accounts/{expert.person_id}/").status_code == 403
    assert client.get("/work/accounts/")["Location"].startswith("/accounts/login/")
    assert client.post(f"/work/accounts/{expert.person_id}/close/")["Location"].startswith("/accounts/login/")


def test_the_list_is_searched_and_narrowed_and_costs_the_same_for_one_and_for_twenty(operator: Client) -> None:
    account("chen")
    operator.get("/work/accounts/")
    costs = []
    for number in range(20):
        if number in (1, 19):
            with CaptureQueriesContext(connection) as seen:
                operator.get("/work/accounts/")
            costs.append(len(seen))
        somebody(f"专家{number}")
    assert costs[0] == costs[1] <= 10
    assert "专家7" in text(operator.get("/work/accounts/?q=专家7"))
    assert "专家7" not in text(operator.get("/work/accounts/?state=open"))
    assert text(operator.get("/work/accounts/?state=open")).count("Account open</span>") == 1
    assert operator.get("/work/accounts/?state=nonsense").status_code == 400
    assert operator.get("/work/accounts/?page=2").status_code == 200
    assert "Nobody found" in text(operator.get("/work/accounts/?q=niemand"))
