"""Accounts and invitations as their keepers see them, and the invitation behind a link."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Prefetch, Q, QuerySet

from qiao.core.access import Actor, Role
from qiao.core.calendar import CHINA
from qiao.core.outcomes import Missing
from qiao.foundation.registry import POLICY
from qiao.parties.access_accounts import AccountFacts
from qiao.parties.accounts import secret_digest
from qiao.parties.models import Holding, Invitation, Person
from qiao.parties.selectors.account_facts import account_of, facts_with, open_invitation
from qiao.parties.selectors.paging import PAGE_SIZE, Page, page_of

OPEN, CLOSED, INVITED, WITHOUT = "open", "closed", "invited", "without"
STATES = (OPEN, INVITED, WITHOUT, CLOSED)
_PASSWORDLESS = Q(user__password__startswith=UNUSABLE_PASSWORD_PREFIX)


@dataclass(frozen=True)
class AccountRow:
    """A person and how it stands with the account; ``state`` is one of `STATES`.

    ``user_id`` is None without an account, ``invitation_id`` without an open invitation. The last three say what the
    reader may do, were the state right for it. ``has_email`` says whether an invitation can be mailed.
    """

    person_id: int
    name: str
    organisation_name: str
    roles: tuple[str, ...]
    state: str
    has_email: bool
    username: str
    user_id: int | None
    last_login: datetime | None
    invitation_id: int | None
    invited_by: str
    expires_at: datetime | None
    may_invite: bool
    may_revoke: bool
    may_close: bool


@dataclass(frozen=True)
class OfferedAccount:
    """What the page behind an invitation's link shows."""

    person_name: str
    organisation_name: str
    username: str
    expires_at: datetime


def accounts_page(actor: Actor, text: str, state: str, now: datetime, number: int = 1) -> Page[AccountRow]:
    """People of the actor's register with their accounts, by name; an editor sees those of its own organisation.

    Four statements, however many rows.
    """
    rows = _in_state(_people(actor, now), state, now)
    if text := text.strip():
        named = Q(name__icontains=text) | Q(organisation__name__icontains=text) | Q(user__username__icontains=text)
        rows = rows.filter(named)
    return page_of(rows.order_by("name", "pk"), number, PAGE_SIZE, lambda person: _row(actor, person))


def account_of_person(actor: Actor, person_id: int, now: datetime) -> AccountRow:
    """One person's account as the actor sees it; three statements. Raises Missing."""
    person = _people(actor, now).filter(pk=person_id).first()
    if person is None:
        raise Missing("no_such_object", object_type="parties.person", object_id=person_id)
    return _row(actor, person)


def offered_account(secret: str, now: datetime) -> OfferedAccount:
    """What an open invitation offers. Raises Missing alike for every secret that cannot be used."""
    invitation = open_invitation(secret_digest(secret), now)
    if invitation is None or invitation.person.merged_into_id is not None:
        raise Missing("no_such_invitation")
    account = account_of(invitation.person_id)
    if account is not None and (not account.is_active or account.has_usable_password()):
        raise Missing("no_such_invitation")
    organisation = invitation.person.organisation
    return OfferedAccount(
        person_name=invitation.person.name,
        organisation_name=organisation.name if organisation else "",
        username=invitation.username,
        expires_at=invitation.expires_at,
    )


def _people(actor: Actor, now: datetime) -> QuerySet[Person]:
    on = now.astimezone(CHINA).date()
    rows = Person.objects.visible_to(actor)
    if actor.role is Role.ORGANISATION_EDITOR:
        rows = rows.filter(organisation=actor.organisation_id)
    not_ended = Holding.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on)).order_by("role", "pk")
    invitations = Invitation.objects.open(now).order_by("pk")
    return rows.select_related("organisation", "user").prefetch_related(
        Prefetch("holdings", not_ended, to_attr="holdings_not_ended"),
        Prefetch("invitations", invitations, to_attr="invitations_open"),
    )


def _in_state(rows: QuerySet[Person], state: str, now: datetime) -> QuerySet[Person]:
    invited = Q(pk__in=Invitation.objects.open(now).values("person"))
    wanted = {
        OPEN: Q(user__is_active=True) & ~_PASSWORDLESS,
        CLOSED: Q(user__is_active=False),
        INVITED: invited & ~Q(user__is_active=False),
        WITHOUT: (Q(user=None) | (Q(user__is_active=True) & _PASSWORDLESS)) & ~invited,
    }
    return rows.filter(wanted[state]) if state in wanted else rows


def _row(actor: Actor, person: Any) -> AccountRow:
    user = getattr(person, "user", None)
    holdings, open_ones = person.holdings_not_ended, person.invitations_open
    invitation = open_ones[-1] if open_ones else None
    facts = facts_with(person, holdings)
    return AccountRow(
        person_id=person.pk,
        name=person.name,
        organisation_name=person.organisation.name if person.organisation else "",
        roles=tuple(dict.fromkeys(holding.role for holding in holdings)),
        state=_state(user, invitation),
        has_email=bool(person.email),
        username=user.username if user else "",
        user_id=user.pk if user else None,
        last_login=user.last_login if user else None,
        invitation_id=invitation.pk if invitation else None,
        invited_by=invitation.invited_by if invitation else "",
        expires_at=invitation.expires_at if invitation else None,
        may_invite=_may(actor, "parties.person.invite", facts),
        may_revoke=_may(actor, "parties.invitation.revoke", facts),
        may_close=_may(actor, "parties.user.close", facts),
    )


def _state(user: Any, invitation: Invitation | None) -> str:
    if user is not None and not user.is_active:
        return CLOSED
    if invitation is not None:
        return INVITED
    return OPEN if user is not None and user.has_usable_password() else WITHOUT


def _may(actor: Actor, action: str, facts: AccountFacts) -> bool:
    return POLICY.allows(actor, action, facts)
