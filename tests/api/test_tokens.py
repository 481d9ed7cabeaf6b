"""Access tokens: whom they let act, until when, within which scopes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator

from qiao.catalogue.models import Demand
from qiao.core.access import Role
from qiao.core.calendar import CHINA
from qiao.core.outcomes import Denied, Invalid, Refused
from qiao.core.scopes import Scope
from qiao.foundation.actions.set_rule import NewRule, set_rule
from qiao.foundation.clock import now
from qiao.foundation.models import AuditRow
from qiao.foundation.record_verification import verify_records
from qiao.parties.actions.end_holding import end_holding
from qiao.parties.actions.issue_token import IssuedToken, issue_token
from qiao.parties.actions.revoke_token import revoke_token
from qiao.parties.models import ApiToken, ApiTokenUse, Person, User
from qiao.parties.rules import SECOND_FACTOR_ROLES
from qiao.parties.selectors.tokens import token_actor, tokens_looked_after_by, tokens_of
from qiao.parties.tokens import NewToken
from tests.api.calling import Program, program_of
from tests.factories.world import World

NEW = NewToken(name="报表程序", scopes=(Scope.CATALOGUE_READ,))


def issued(world: World, role: Role = Role.ORGANISATION_EDITOR, new: NewToken = NEW) -> IssuedToken:
    actor = world.inside[role]
    return issue_token(actor=actor, holding_id=actor.holding_id or 0, new=new, now=now())


def test_a_token_stands_for_its_holder_under_the_one_holding(world: World) -> None:
    made = issued(world)
    bearer = token_actor(made.secret, now())
    named = {"token_id": made.token.pk, "token_name": "报表程序"}
    assert bearer.actor == replace(world.inside[Role.ORGANISATION_EDITOR], **named)
    assert bearer.scopes == {Scope.CATALOGUE_READ}
    assert made.token.expires_on == now().astimezone(CHINA).date() + timedelta(days=90)


def test_the_secret_is_kept_nowhere(world: World) -> None:
    made = issued(world)
    assert made.secret.startswith("qiao_")
    assert len(made.secret) >= 48
    row = AuditRow.objects.get(action="parties.token.issue")
    kept = f"{ApiToken.objects.values().get()} {row.after} {row.object_label}"
    assert made.secret not in kept
    assert row.after["scopes"] == ["catalogue:read"]
    assert made.secret.startswith(ApiToken.objects.get().beginning)
    assert len(ApiToken.objects.get().beginning) < 12


@pytest.mark.parametrize(
    ("new", "field", "rule"),
    [
        (NewToken(name=" ", scopes=("catalogue:read",)), "name", "required"),
        (NewToken(name="名" * 101, scopes=("catalogue:read",)), "name", "too_long"),
        (NewToken(name="程序", scopes=()), "scopes", "token_scope_needed"),
        (NewToken(name="程序", scopes=("everything",)), "scopes", "token_scope_unknown"),
    ],
)
def test_faulty_wishes_are_named(world: World, new: NewToken, field: str, rule: str) -> None:
    with pytest.raises(Invalid) as raised:
        issued(world, new=new)
    assert [(one.field, one.rule) for one in raised.value.problems] == [(field, rule)]


@pytest.mark.parametrize(("days", "rule"), [(-1, "token_day_over"), (366, "token_lasts_too_long")])
def test_the_last_day_lies_between_today_and_the_longest_period(world: World, days: int, rule: str) -> None:
    today = now().astimezone(CHINA).date()
    with pytest.raises(Invalid) as raised:
        issued(world, new=NewToken(name="程序", scopes=("catalogue:read",), expires_on=today + timedelta(days=days)))
    assert raised.value.problems[0].rule == rule


def test_a_token_ends_with_its_last_day(world: World) -> None:
    made = issued(world)
    last = made.token.expires_on
    assert token_actor(made.secret, now() + timedelta(days=90)).expires_on == last
    with pytest.raises(Denied) as denied:
        token_actor(made.secret, now() + timedelta(days=91))
    assert denied.value.code == "token_expired"


def test_a_token_ends_with_the_holding_and_the_account(world: World) -> None:
    made, other = issued(world), issued(world, Role.EXPERT)
    user = User.objects.create(username="expert", person=Person.objects.get(pk=world.inside[Role.EXPERT].person_id))
    assert token_actor(other.secret, now()).actor.user_id == user.pk
    User.objects.update(is_active=False)
    end_holding(actor=world.inside[Role.ZONE_OPERATOR], holding_id=made.token.holding_id, now=now(), reason="离任")
    codes = {}
    for name, secret in (("editor", made.secret), ("expert", other.secret)):
        with pytest.raises(Denied) as denied:
            token_actor(secret, now())
        codes[name] = denied.value.code
        answer = Program(secret).get("/me")
        assert (answer.status_code, answer.json()["code"]) == (401, codes[name])
    assert codes == {"editor": "holding_not_in_force", "expert": "account_closed"}


def test_a_revoked_token_works_no_longer_and_is_revoked_once(world: World) -> None:
    made = issued(world)
    revoke_token(actor=world.inside[Role.ZONE_OPERATOR], token_id=made.token.pk, now=now(), reason="泄露")
    answer = Program(made.secret).get("/me")
    assert (answer.status_code, answer.json()["code"]) == (401, "token_revoked")
    assert 'error="invalid_token"' in answer["WWW-Authenticate"]
    with pytest.raises(Refused):
        revoke_token(actor=world.inside[Role.PLATFORM_ADMIN], token_id=made.token.pk, now=now())
    assert [finding for finding in verify_records() if "token" in finding.label] == []


@pytest.mark.parametrize("header", ["Basic abc", "Bearer", "Bearer ", "Bearer 令牌", "Bearer qiao_wrong", "x" * 9000])
def test_a_header_that_stands_for_nobody_is_401(world: World, header: str) -> None:
    answer = Program().get("/demands", Authorization=header)
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_missing_scope_is_named(world: World) -> None:
    answer = program_of(world.inside[Role.ORGANISATION_EDITOR], Scope.EDITIONS_READ).get("/demands")
    assert (answer.status_code, answer.json()["scope"]) == (403, "catalogue:read")
    assert "catalogue:read" in answer.json()["detail"]


def test_a_session_is_no_token(world: World) -> None:
    person = Person.objects.get(pk=world.inside[Role.ORGANISATION_EDITOR].person_id)
    program = Program()
    program.client.force_login(
        User.objects.create(username="editor", person=person), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert program.get("/me").status_code == 401
    assert program.post("/demands", {"draft": {}, "content": {"title": "标题"}}).status_code == 401


def test_the_day_of_the_last_use_is_noted_once_a_day(world: World) -> None:
    made = issued(world)
    today = now().astimezone(CHINA).date()
    for _ in range(3):
        assert Program(made.secret).get("/me").status_code == 200
    assert list(ApiTokenUse.objects.values_list("token", "last_used_on")) == [(made.token.pk, today)]
    assert tokens_of(world.inside[Role.ORGANISATION_EDITOR])[0].last_used_on == today


def test_people_list_their_own_tokens_and_those_they_look_after(world: World) -> None:
    mine, other = issued(world), issued(world, Role.EXPERT)
    editor = world.inside[Role.ORGANISATION_EDITOR]
    assert [row.token_id for row in tokens_of(editor)] == [mine.token.pk]
    assert tokens_looked_after_by(editor) == ()
    looked_after = tokens_looked_after_by(world.inside[Role.ZONE_OPERATOR])
    assert {row.token_id for row in looked_after} == {mine.token.pk, other.token.pk}
    assert tokens_looked_after_by(world.outside[Role.ZONE_OPERATOR][0]) == ()
    assert tokens_of(editor)[0].works_on(mine.token.expires_on)
    assert not tokens_of(editor)[0].works_on(mine.token.expires_on + timedelta(days=1))


def test_a_token_altered_behind_the_platform_is_found(world: World) -> None:
    made = issued(world)
    ApiToken.objects.filter(pk=made.token.pk).update(scopes=[str(scope) for scope in Scope])
    found = [(one.kind, one.label) for one in verify_records() if "apitoken" in one.label]
    assert found == [("record_altered", "parties.apitoken scopes")]


def test_a_token_under_a_role_that_needs_a_second_step_waits_for_it(world: World) -> None:
    editor = world.inside[Role.ORGANISATION_EDITOR]
    program = program_of(editor, Scope.CATALOGUE_READ, Scope.CATALOGUE_WRITE)
    rule = NewRule(SECOND_FACTOR_ROLES, "JH", [str(editor.role)], date(2026, 1, 1), "区办安全规定")
    set_rule(actor=world.inside[Role.ZONE_OPERATOR], rule=rule, now=now())
    draft = {"draft": {"organisation_id": world.owner.pk}, "content": {"title": "不该存在"}}
    for answer in (program.get("/me"), program.get("/demands"), program.post("/demands", draft)):
        assert (answer.status_code, answer.json()["code"]) == (401, "second_factor_needed")
        assert "second step of signing in" in answer.json()["detail"]
    assert program_of(world.inside[Role.EXPERT], Scope.CATALOGUE_READ).get("/me").status_code == 200
    assert not Demand.objects.exists()
    user = User.objects.create(username="bianji", person_id=editor.person_id)
    assert program.get("/me").status_code == 401, "an account alone is no second step"
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    assert program.get("/me").status_code == 200
