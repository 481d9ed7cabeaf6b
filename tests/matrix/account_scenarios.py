"""Scenarios of invitations and of closing and reopening accounts."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from qiao.core.access import HUMAN_ROLES, Role
from qiao.parties.accounts import secret_digest
from qiao.parties.email_change import email_proof
from qiao.parties.models import Invitation, Organisation, Person, User
from tests.factories.world import World, holding, person
from tests.matrix.party_scenarios import admins_everywhere, the
from tests.matrix.registry import ADMIN, EDITOR, OPERATOR, Prepare, Prepared, Scenario, run

SECRET = "a secret of the matrix"
OPERATOR_AND_ADMIN, ALL_THREE = frozenset({OPERATOR, ADMIN}), frozenset({OPERATOR, EDITOR, ADMIN})
ADMIN_ALONE = frozenset({ADMIN})


def somebody(world: World, *roles: Role, party: Organisation | None = None) -> Person:
    """A person in these roles."""
    who = person("孙工", world.now, party or world.owner)
    for role in roles:
        holding(who, role, party)
    return who


def inviting(*roles: Role) -> Prepare:
    """Somebody in these roles who speaks for the owner; administrators serve the whole platform."""

    def prepare(world: World, state: str) -> Prepared:
        return _invite(world, somebody(world, *roles, party=world.owner), **admins_everywhere(world))

    return prepare


def inviting_oneself(world: World, state: str) -> Prepared:
    """The operator is the person to be invited."""
    return _invite(world, the(OPERATOR)(world), **admins_everywhere(world))


def _invite(world: World, who: Person, **people: Any) -> Prepared:
    action = "parties.person.invite"
    return Prepared(
        run(action, person_id=who.pk, secret=SECRET, now=world.now),
        lines=lambda actor: [(action, "parties.invitation")],
        **people,
    )


def invitation(world: World, who: Person) -> Invitation:
    """An invitation that is open for a week."""
    return Invitation.objects.create(
        zone_code=who.zone_code,
        created_at=world.now,
        person=who,
        secret_digest=secret_digest(SECRET),
        invited_by="沈毓文",
        expires_at=world.now + timedelta(days=7),
    )


def revoking(*roles: Role) -> Prepare:
    """The open invitation of somebody in these roles."""

    def prepare(world: World, state: str) -> Prepared:
        row = invitation(world, somebody(world, *roles, party=world.owner))
        act = run("parties.invitation.revoke", invitation_id=row.pk, now=world.now)
        return Prepared(act, row, **admins_everywhere(world))

    return prepare


def accepting(world: World, state: str) -> Prepared:
    """Whoever has the secret and acts in no role."""
    action = "parties.invitation.accept"
    row = invitation(world, somebody(world, Role.EXPERT))
    call = run(action, secret=SECRET, username="sungong", password="a password of length", now=world.now)
    return Prepared(call, row, lines=lambda actor: [(action, "parties.user"), (action, "parties.invitation")])


def closing(verb: str, *roles: Role) -> Prepare:
    """The account of somebody in these roles."""

    def prepare(world: World, state: str) -> Prepared:
        return _account(world, verb, somebody(world, *roles), **admins_everywhere(world))

    return prepare


def of_oneself(verb: str, role: Role) -> Prepare:
    """The actor's own account."""

    def prepare(world: World, state: str) -> Prepared:
        prepared = _account(world, verb, the(role)(world), **admins_everywhere(world))
        if role is not ADMIN:
            return prepared
        return replace(prepared, insiders={}, outsiders={ADMIN: ()})

    return prepare


def _account(world: World, verb: str, who: Person, **people: Any) -> Prepared:
    row = User.objects.create(username="sungong", person=who, date_joined=world.now, is_active=verb == "close")
    return Prepared(run(f"parties.user.{verb}", user_id=row.pk, reason="离职", now=world.now), row, **people)


def changing_email(role: Role) -> Prepare:
    """The own account of whoever acts in this role, with a link to a new address."""

    def prepare(world: World, state: str) -> Prepared:
        action = "parties.user.change_email"
        who = Person.objects.get(pk=world.inside[role].person_id)
        user = User.objects.create(username="sungong", person=who, date_joined=world.now)
        call = run(action, proof=email_proof(user, "new@example.org", world.now), now=world.now)
        return Prepared(call, user, lines=lambda actor: [(action, "parties.user"), (action, "parties.person")])

    return prepare


def accounts(verb: str) -> tuple[Scenario, ...]:
    """Closing or reopening accounts of professionals, of officials, and one's own."""
    action = f"parties.user.{verb}"
    return (
        Scenario(action, closing(verb, Role.EXPERT), "of a professional"),
        Scenario(action, closing(verb, Role.EXPERT, Role.AUDITOR), "of an official", ADMIN_ALONE),
        Scenario(action, of_oneself(verb, OPERATOR), "of the operator himself", ADMIN_ALONE),
        Scenario(action, of_oneself(verb, ADMIN), "of the administrator himself", frozenset()),
    )


SCENARIOS: tuple[Scenario, ...] = (
    Scenario("parties.person.invite", inviting(Role.ORGANISATION_EDITOR), "for its own organisation", ALL_THREE),
    Scenario("parties.person.invite", inviting(Role.EXPERT), "who is an expert", OPERATOR_AND_ADMIN),
    Scenario(
        "parties.person.invite",
        inviting(Role.ORGANISATION_EDITOR, Role.TECHNOLOGY_MANAGER),
        "who is an editor and more",
        OPERATOR_AND_ADMIN,
    ),
    Scenario("parties.person.invite", inviting(Role.SUPERVISOR), "who is an official", ADMIN_ALONE),
    Scenario("parties.person.invite", inviting(), "without a role", ADMIN_ALONE),
    Scenario("parties.person.invite", inviting_oneself, "who is the operator himself", ADMIN_ALONE),
    Scenario("parties.invitation.revoke", revoking(Role.ORGANISATION_EDITOR), "of an editor", ALL_THREE),
    Scenario("parties.invitation.revoke", revoking(Role.SUPERVISOR), "of an official", ADMIN_ALONE),
    Scenario("parties.invitation.accept", accepting, "", frozenset({Role.PUBLIC})),
    *(
        Scenario("parties.user.change_email", changing_email(role), f"of the {role}", frozenset({role}))
        for role in HUMAN_ROLES
    ),
    *accounts("close"),
    *accounts("reopen"),
)
