"""The facts on which rights over accounts are decided, and the accounts and invitations that an act looks for."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from qiao.core.calendar import CHINA
from qiao.core.outcomes import Missing
from qiao.parties.access_accounts import AccountFacts
from qiao.parties.models import Holding, Invitation, Person, User


def account_facts(person: Person, now: datetime) -> AccountFacts:
    """Facts of a person's account, whether there is one or not; one query."""
    on = now.astimezone(CHINA).date()
    holdings = Holding.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), person=person.pk)
    return facts_with(person, holdings)


def facts_with(person: Person, not_ended: Iterable[Holding]) -> AccountFacts:
    """The same out of the person's holdings that have not ended; no query."""
    holdings = tuple(not_ended)
    return AccountFacts(
        zone_code=person.zone_code,
        person_id=person.pk,
        roles=frozenset(holding.role for holding in holdings),
        organisation_ids=frozenset(holding.organisation_id for holding in holdings),
        merged=person.merged_into_id is not None,
    )


def facts_of_user(user: User, now: datetime) -> AccountFacts:
    """Facts of an existing account; two queries. Raises Missing for an account without a person."""
    if user.person is None:
        raise Missing("no_such_object", object_type="parties.user", object_id=user.pk)
    return account_facts(user.person, now)


def account_of(person_id: int) -> User | None:
    """The account of a person."""
    return User.objects.filter(person=person_id).first()


def open_invitations(person_id: int, now: datetime) -> tuple[Invitation, ...]:
    """The invitations of a person that can still be accepted."""
    return tuple(Invitation.objects.open(now).filter(person=person_id).order_by("pk"))


def open_invitation(secret_digest: str, now: datetime) -> Invitation | None:
    """The open invitation with this digest, with its person."""
    rows = Invitation.objects.open(now).select_related("person__organisation")
    return rows.filter(secret_digest=secret_digest).first()


def invited_person(invitation_id: int) -> int:
    """Whom an invitation invites. Raises Missing."""
    found = Invitation.objects.filter(pk=invitation_id).values_list("person_id", flat=True).first()
    if found is None:
        raise Missing("no_such_object", object_type="parties.invitation", object_id=invitation_id)
    return found


def account_named(username: str) -> User | None:
    """The account with this name, whatever the letter case."""
    return User.objects.filter(username__iexact=username.strip()).first()
