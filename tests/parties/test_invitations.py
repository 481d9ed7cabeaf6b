"""Invitations: accepted once and in time, with a name and a password that will do; accounts are closed and reopened."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from qiao.core.access import PUBLIC, Role
from qiao.core.outcomes import Invalid, Missing, Refused
from qiao.foundation.actions.set_rule import NewRule, set_rule
from qiao.foundation.models import AuditRow, OutboxEvent
from qiao.parties.accounts import new_secret, secret_digest
from qiao.parties.actions.accept_invitation import accept_invitation
from qiao.parties.actions.close_user import close_user
from qiao.parties.actions.invite_person import invite_person
from qiao.parties.actions.open_user import open_user
from qiao.parties.actions.reopen_user import reopen_user
from qiao.parties.actions.revoke_invitation import revoke_invitation
from qiao.parties.models import Invitation, Person, User
from qiao.parties.rules import INVITATION_DAYS
from qiao.parties.selectors.accounts import offered_account
from tests.parties.cast import Cast, day_of

PASSWORD = "bridge over calm water"
WEEK = timedelta(days=7)


@pytest.fixture
def expert(cast: Cast, now: datetime) -> Person:
    """An expert whom the operator may invite."""
    who = cast.person("陈专家", now, email="chen@example.org", organisation_id=cast.firm.pk)
    cast.holding(who, Role.EXPERT, now, cast.firm)
    return who


def invite(cast: Cast, who: Person, now: datetime, **given: Any) -> tuple[Invitation, str]:
    secret = new_secret()
    return invite_person(actor=cast.operator, person_id=who.pk, secret=secret, now=now, **given), secret


def accept(secret: str, now: datetime, username: str = "chen", password: str = PASSWORD) -> User:
    return accept_invitation(actor=PUBLIC, secret=secret, username=username, password=password, now=now)


def test_an_accepted_invitation_opens_the_account_with_the_address_of_the_register(
    cast: Cast, expert: Person, now: datetime
) -> None:
    invitation, secret = invite(cast, expert, now, username="chen")
    assert invitation.expires_at == now + WEEK
    assert offered_account(secret, now).username == "chen"
    user = accept(secret, now + WEEK - timedelta(seconds=1))
    assert (user.person, user.email, user.is_active) == (expert, "chen@example.org", True)
    assert user.check_password(PASSWORD)
    invitation.refresh_from_db()
    assert invitation.accepted_at == now + WEEK - timedelta(seconds=1)


def test_neither_the_secret_nor_a_password_is_stored_anywhere(cast: Cast, expert: Person, now: datetime) -> None:
    invitation, secret = invite(cast, expert, now)
    user = accept(secret, now)
    kept = [str(list(model.objects.values())) for model in (AuditRow, OutboxEvent, Invitation)]
    assert [text for text in kept if secret in text or user.password in text or PASSWORD in text] == []
    assert invitation.secret_digest == secret_digest(secret) != secret


def test_every_invitation_that_cannot_be_used_is_missing_alike(cast: Cast, expert: Person, now: datetime) -> None:
    old = invite(cast, expert, now)[1]
    newer, newer_secret = invite(cast, expert, now)
    revoke_invitation(actor=cast.operator, invitation_id=newer.pk, now=now)
    latest = invite(cast, expert, now)[1]
    attempts = [
        (old, now), (newer_secret, now), (latest, now + WEEK), ("never a secret", now), ("", now), ("\x00", now)
    ]  # fmt: skip
    for secret, at in attempts:
        for use in (lambda s=secret, a=at: accept(s, a), lambda s=secret, a=at: offered_account(s, a)):
            with pytest.raises(Missing) as caught:
                use()
            assert (caught.value.code, caught.value.params) == ("no_such_invitation", {})
    accept(latest, now)
    with pytest.raises(Missing):
        accept(latest, now)
    assert User.objects.filter(person=expert).count() == 1


@pytest.mark.parametrize(
    ("username", "password", "faults"),
    [
        ("", PASSWORD, {("username", "required")}),
        ("陈 专家", PASSWORD, {("username", "username_pattern")}),
        ("x" * 151, PASSWORD, {("username", "too_long")}),
        ("TAKEN", PASSWORD, {("username", "username_taken")}),
        ("chen", "", {("password", "required")}),
        ("chen", "short", {("password", "password_too_short")}),
        ("chen", "483920174650", {("password", "password_entirely_numeric")}),
        ("chen", "qwerty123456", {("password", "password_too_common")}),
        ("chenzhuanjia", "chenzhuanjia1", {("password", "password_too_similar")}),
        ("chen", "x" * 2_000_000, {("password", "too_long")}),
        ("", "short", {("username", "required"), ("password", "password_too_short")}),
    ],
)
def test_every_fault_of_name_and_password_is_named_at_once(
    username: str, password: str, faults: set[tuple[str, str]], cast: Cast, expert: Person, now: datetime
) -> None:
    User.objects.create(username="taken", date_joined=now)
    _, secret = invite(cast, expert, now)
    with pytest.raises(Invalid) as caught:
        accept(secret, now, username, password)
    found = {(problem.field, problem.rule) for problem in caught.value.problems}
    assert found == faults
    assert all(password not in problem.value for problem in caught.value.problems if password)
    accept(secret, now)


def test_an_account_opened_without_a_password_is_taken_over_by_the_invitation(
    cast: Cast, expert: Person, now: datetime
) -> None:
    opened = open_user(actor=cast.admin, person_id=expert.pk, username="chen1", now=now)
    invitation, secret = invite(cast, expert, now)
    assert invitation.username == "chen1"
    assert accept(secret, now, "chen1").pk == opened.pk
    with pytest.raises(Refused) as caught:
        invite(cast, expert, now)
    assert caught.value.code == "has_account"


def test_a_closed_account_is_neither_invited_nor_opened_by_an_old_link(
    cast: Cast, expert: Person, now: datetime
) -> None:
    opened = open_user(actor=cast.admin, person_id=expert.pk, username="chen1", now=now)
    _, secret = invite(cast, expert, now)
    close_user(actor=cast.operator, user_id=opened.pk, now=now, reason="离职")
    with pytest.raises(Missing):
        accept(secret, now)
    with pytest.raises(Refused) as caught:
        invite(cast, expert, now)
    assert caught.value.code == "account_closed"


def test_closing_and_reopening_need_a_reason_and_happen_once(cast: Cast, expert: Person, now: datetime) -> None:
    user = accept(invite(cast, expert, now)[1], now)
    for act, other, code in ((close_user, False, "account_closed"), (reopen_user, True, "account_not_closed")):
        with pytest.raises(Refused) as caught:
            act(actor=cast.operator, user_id=user.pk, now=now, reason="  ")
        assert caught.value.code == "reason_needed"
        act(actor=cast.operator, user_id=user.pk, now=now, reason="离职")
        user.refresh_from_db()
        assert user.is_active is other
        with pytest.raises(Refused) as caught:
            act(actor=cast.operator, user_id=user.pk, now=now, reason="离职")
        assert caught.value.code == code
    told = AuditRow.objects.filter(object_type="parties.user").order_by("pk").values_list("action", "after")
    assert list(told)[-2:] == [
        ("parties.user.close", {"is_active": False}), ("parties.user.reopen", {"is_active": True})
    ]  # fmt: skip


def test_an_invitation_is_taken_back_once_and_not_after_it_was_accepted(
    cast: Cast, expert: Person, now: datetime
) -> None:
    first, _ = invite(cast, expert, now)
    second, secret = invite(cast, expert, now)
    with pytest.raises(Refused) as caught:
        revoke_invitation(actor=cast.operator, invitation_id=first.pk, now=now)
    assert caught.value.code == "invitation_revoked"
    accept(secret, now)
    with pytest.raises(Refused) as caught:
        revoke_invitation(actor=cast.operator, invitation_id=second.pk, now=now)
    assert caught.value.code == "invitation_used"


def test_the_days_of_an_invitation_are_a_rule(cast: Cast, expert: Person, now: datetime) -> None:
    rule = NewRule(INVITATION_DAYS, "JH", 2, day_of(now), "办公室通知")
    set_rule(actor=cast.operator, rule=rule, now=now)
    assert invite(cast, expert, now)[0].expires_at == now + timedelta(days=2)
