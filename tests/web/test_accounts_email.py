"""Changing one's own e-mail address: proven by a link, told to the former address, used for signing in and notices."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from qiao.core.notice_times import Way
from qiao.foundation.clock import now as present
from qiao.foundation.models import AuditRow
from qiao.foundation.outbox import dispatch_events
from qiao.parties.email_change import email_proof
from qiao.parties.models import Holding, Person, User
from qiao.parties.notice_mail import mail_notices
from qiao.parties.notices import Telling, tell
from tests.web.account_people import PASSWORD, account, link_in_mail, sign_in

pytestmark = pytest.mark.usefixtures("zone")
PAGE = "/accounts/email/"
OLD, NEW = "chen@example.org", "chen.yi@example.net"


def browser(name: str = "chen", email: str = OLD) -> Client:
    account(name, email=email)
    client = Client()
    client.cookies["django_language"] = "en"
    sign_in(client, name)
    return client


def shown_again(client: Client) -> None:
    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": PAGE})


def addresses(name: str = "chen") -> tuple[str, str]:
    user = User.objects.select_related("person").get(username=name)
    assert user.person is not None
    return user.email, user.person.email


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_password_the_link_and_the_button_change_the_address_everywhere() -> None:
    client = browser()
    assert client.post(PAGE, {"email": NEW})["Location"].startswith("/accounts/reauthenticate/?next=")
    shown_again(client)
    assert NEW in text(client.post(PAGE, {"email": NEW}))
    assert (mail.outbox[-1].to, addresses()) == ([NEW], (OLD, OLD))
    link = link_in_mail()
    # Looking at the page, as programs that check mails do, changes nothing.
    assert NEW in text(client.get(link))
    assert addresses() == (OLD, OLD)
    assert client.post(link)["Location"] == "/accounts/"
    assert addresses() == (NEW, NEW)
    dispatch_events(present())
    assert mail.outbox[-1].to == [OLD]
    assert "chen" in mail.outbox[-1].body
    assert NEW not in mail.outbox[-1].body
    assert AuditRow.objects.filter(action="parties.user.change_email").count() == 2
    assert sign_in(Client(), NEW)["Location"] == "/work/"
    assert sign_in(Client(), OLD).status_code == 200


def test_notices_go_to_the_new_address() -> None:
    client, at = browser(), present()
    shown_again(client)
    client.post(PAGE, {"email": NEW})
    client.post(link_in_mail())
    holding = Holding.objects.get(person__user__username="chen")
    tell(
        [holding],
        Telling("role_ended", params={"role_code": "", "organisation": "", "day_on": ""}, way=Way.AT_ONCE),
        at,
    )
    mail_notices(at)
    assert mail.outbox[-1].to == [NEW]


def test_a_link_works_once_for_its_account_and_for_a_day() -> None:
    client = browser()
    shown_again(client)
    client.post(PAGE, {"email": NEW})
    link = link_in_mail()
    stranger = browser("lin", "lin@example.org")
    for person in (stranger.get(link), stranger.post(link)):
        assert person.status_code == 404
    assert addresses("lin") == ("lin@example.org",) * 2
    assert Client().get(link)["Location"].startswith("/accounts/login/?next=")
    late = email_proof(User.objects.get(username="chen"), NEW, present() - timedelta(hours=25))
    assert client.post(f"{PAGE}{late}/").status_code == 404
    assert client.post(f"{PAGE}forged/").status_code == 404
    assert addresses() == (OLD, OLD)
    assert client.post(link).status_code == 302
    assert client.post(link).status_code == 404


def test_faults_are_named_and_an_address_of_somebody_else_is_refused_only_to_whoever_reads_its_mail() -> None:
    client = browser()
    Person.objects.filter(pk=account("lin").person_id).update(email="taken@example.org")
    shown_again(client)
    for wrong, said in (("", "required"), ("chen", "valid"), (OLD.upper(), "present address")):
        answer = client.post(PAGE, {"email": wrong})
        assert answer.status_code == 422
        assert said in text(answer)
    assert not mail.outbox
    assert client.post(PAGE, {"email": "Taken@example.org"}).status_code == 200
    answer = client.post(link_in_mail())
    assert answer.status_code == 422
    assert "Another person has this address" in text(answer)
    assert addresses() == (OLD, OLD)


def test_an_account_without_address_gets_its_first_one() -> None:
    client = browser(email="")
    shown_again(client)
    client.post(PAGE, {"email": NEW})
    client.post(link_in_mail())
    sent = len(mail.outbox)
    dispatch_events(present())
    assert addresses() == (NEW, NEW)
    assert len(mail.outbox) == sent
