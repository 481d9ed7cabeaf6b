"""A role that needs a second step of signing in: nothing is done under it before one is set up."""

from datetime import date, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from qiao.core.access import Actor, Role
from qiao.core.outcomes import Invalid
from qiao.foundation.actions.set_rule import NewRule, set_rule
from qiao.foundation.clock import now as present
from qiao.foundation.wording import text_of
from qiao.parties.acting_as import holdings_of, unprotected
from qiao.parties.models import ApiToken, Holding, User
from qiao.parties.rules import SECOND_FACTOR_ROLES
from tests.factories.world import ZONE, holding
from tests.web.account_people import account
from tests.web.signing_in import signed_in_client
from tests.web.test_accounts_second_factor import activated, text

pytestmark = pytest.mark.usefixtures("zone")
SET_UP = "/accounts/2fa/"


def need(*roles: Role | str, since: date = date(2026, 1, 1), zone_code: str = ZONE) -> None:
    """Let the zone's operator demand it of these roles."""
    actor = Actor(Role.ZONE_OPERATOR, "周操作员", zone_code=zone_code)
    rule = NewRule(SECOND_FACTOR_ROLES, zone_code, [str(role) for role in roles], since, "区办安全规定")
    set_rule(actor=actor, rule=rule, now=present())


def pages_of(user: User) -> Client:
    return signed_in_client(Holding.objects.get(person=user.person_id), language="en")


def test_nobody_needs_one_unless_the_zone_says_so() -> None:
    assert pages_of(account("chen")).get("/work/").status_code == 200


def test_who_lacks_it_is_led_to_where_it_is_set_up_and_can_then_act(english: Client) -> None:
    user = account("chen")
    need(Role.EXPERT)
    pages = pages_of(user)
    for address in ("/work/", "/work/demands/", "/accounts/tokens/"):
        assert pages.get(address)["Location"] == SET_UP, address
    assert "Your role needs a second step of signing in" in text(pages.get(SET_UP))
    assert pages.get("/accounts/").status_code == 200
    assert pages.get("/demands/").status_code == 200, "what everybody reads stays open"
    activated(english)
    assert english.get("/work/").status_code == 200
    assert "Your role needs" not in text(english.get(SET_UP))


def test_nothing_can_be_done_under_it() -> None:
    user = account("chen", Role.TECHNOLOGY_MANAGER)
    need(Role.TECHNOLOGY_MANAGER)
    pages = pages_of(user)
    answer = pages.post("/accounts/tokens/", {"name": "程序", "scopes": ["catalogue:read"]})
    assert answer["Location"] == SET_UP
    quick = pages.get("/work/", headers={"HX-Request": "true"})
    assert (quick.status_code, quick["HX-Redirect"]) == (204, SET_UP)
    assert not ApiToken.objects.exists()


def test_recovery_codes_alone_are_no_second_step() -> None:
    user = account("chen")
    need(Role.EXPERT)
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert pages_of(user).get("/work/").status_code == 302
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={})
    assert pages_of(user).get("/work/").status_code == 200
    Authenticator.objects.all().delete()
    assert pages_of(user).get("/work/").status_code == 302, "who takes the step away needs it again"


def test_another_role_can_be_chosen() -> None:
    user = account("chen", Role.ZONE_OPERATOR)
    other = holding(user.person, Role.EXPERT)
    need(Role.ZONE_OPERATOR)
    pages = signed_in_client(Holding.objects.exclude(pk=other.pk).get(person=user.person_id))
    assert pages.get("/work/").status_code == 302
    assert f'value="{other.pk}"' in text(pages.get(SET_UP))
    pages.post("/acting/", {"holding": other.pk})
    assert pages.get("/work/").status_code == 200


def test_it_counts_from_its_first_day_and_in_its_zone_only() -> None:
    user = account("chen")
    tomorrow = present().date() + timedelta(days=2)
    need(Role.EXPERT, since=tomorrow)
    need(Role.EXPERT, zone_code="NB")
    assert pages_of(user).get("/work/").status_code == 200
    assert [unprotected(one) for one in holdings_of(user, tomorrow)] == [True]


def test_where_nobody_needs_it_nothing_more_is_asked() -> None:
    user = account("chen")
    with CaptureQueriesContext(connection) as captured:
        assert not [one for one in holdings_of(user, present().date()) if unprotected(one)]
    assert len(captured) == 1


def test_a_role_that_does_not_exist_cannot_be_demanded() -> None:
    with pytest.raises(Invalid) as faults:
        need("director", Role.EXPERT)
    (problem,) = faults.value.problems
    assert (problem.field, problem.rule, problem.value) == ("value", "rule_choice_unknown", "director")
    sentence: Any = text_of("rule.rule_choice_unknown", problem.params)
    assert "zone_operator" in sentence
