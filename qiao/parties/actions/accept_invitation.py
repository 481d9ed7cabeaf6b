"""Open the account to which an invitation invites."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.core.outcomes import Invalid, Missing
from qiao.foundation.acting import authorise, change, emit, lock, record, use_case
from qiao.foundation.audit import snapshot
from qiao.foundation.intake.cells import cleaned
from qiao.parties.accounts import password_problems, secret_digest, username_problems
from qiao.parties.events import UserOpened
from qiao.parties.models import Invitation, Person, User
from qiao.parties.selectors.account_facts import account_facts, account_of, open_invitation

ACTION = "parties.invitation.accept"


@use_case(ACTION)
def accept_invitation(*, actor: Actor, secret: str, username: str, password: str, now: datetime) -> User:
    """Open the account with this name and password; the secret is used up.

    An account that was opened without a password is taken over. No password, not even its hash, is recorded. Raises
    Missing("no_such_invitation") alike for a secret that never was one, was used, taken back or has run out; Denied;
    Invalid with every fault of name and password.
    """
    found = open_invitation(secret_digest(secret), now)
    if found is None:
        raise Missing("no_such_invitation")
    # The person first, as everywhere, then the invitation; meanwhile it may have been used or taken back.
    person = lock(Person, found.person_id)
    invitation = lock(Invitation, found.pk)
    facts = account_facts(person, now)
    authorise(actor, ACTION, facts)
    account = account_of(person.pk)
    if facts.merged or invitation.version != found.version or (account is not None and not _can_be_taken(account)):
        raise Missing("no_such_invitation")
    user = account or User(person=person, date_joined=now)
    was = {} if account is None else snapshot(account)
    name = cleaned(username)
    problems = username_problems(name, user.username)
    user.username, user.email, user.first_name = name, person.email, ""
    problems += password_problems(password, user)
    if problems:
        raise Invalid(*problems)
    user.set_password(password)
    user.save()
    # The audit keeps only what differs: the password column counts as unchanged and so never enters it.
    record(actor, ACTION, user, {**was, "password": user.password}, now)
    record(actor, ACTION, invitation, change(invitation, accepted_at=now), now)
    emit(UserOpened(user.pk, person.pk), now)
    return user


def _can_be_taken(account: User) -> bool:
    return account.is_active and not account.has_usable_password()
