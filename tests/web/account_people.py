"""Somebody with an account, and what a browser does to sign in."""

import re
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core import mail
from django.test import Client

from qiao.core.access import Role
from qiao.parties.models import Person, User
from tests.factories.world import holding, organisation, person
from tests.web.zone_records import NOW

PASSWORD = "bridge over calm water"


def account(name: str, role: Role | None = Role.EXPERT, email: str = "") -> User:
    """The open account of a new person, in a role or in none."""
    who = person(name, NOW, organisation(f"{name}的单位", NOW))
    Person.objects.filter(pk=who.pk).update(email=email)
    if role is not None:
        holding(who, role, who.organisation)
    return User.objects.create(
        username=name, person=who, email=email, password=make_password(PASSWORD), date_joined=NOW
    )


def sign_in(client: Client, login: str, password: str = PASSWORD, **more: str) -> Any:
    """What the sign-in page answers."""
    return client.post("/accounts/login/", {"login": login, "password": password, **more})


def is_signed_in(client: Client) -> bool:
    """Whether the account's own page opens."""
    return client.get("/accounts/").status_code == 200


def link_in_mail(number: int = -1) -> str:
    """The path of the first link of a mail that was sent."""
    found = re.search(r"https?://[^/\s]+(/\S+)", str(mail.outbox[number].body))
    assert found is not None
    return found[1]
