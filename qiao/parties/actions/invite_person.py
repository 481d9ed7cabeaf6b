"""Invite a person to open an account."""

from datetime import datetime, timedelta

from qiao.core.access import Actor
from qiao.core.calendar import CHINA
from qiao.core.outcomes import Invalid, Refused
from qiao.foundation.acting import authorise, change, create, emit, lock, record, use_case
from qiao.foundation.intake.cells import cleaned
from qiao.foundation.rules import rule_value
from qiao.parties.accounts import secret_digest, username_problems
from qiao.parties.events import PersonInvited
from qiao.parties.models import Invitation, Person
from qiao.parties.rules import INVITATION_DAYS
from qiao.parties.selectors.account_facts import account_facts, account_of, open_invitations

ACTION = "parties.person.invite"


@use_case(ACTION)
def invite_person(*, actor: Actor, person_id: int, secret: str, now: datetime, username: str = "") -> Invitation:
    """Let whoever has the secret (`qiao.parties.accounts.new_secret`) open the account of this person for some days.

    Invitations that are still open are taken back, so that there is one at most. ``username`` is a suggestion. Only the
    hash of the secret is stored. Raises Missing, Denied, Refused("party_was_merged", "has_account", "account_closed"),
    Invalid for a name that is taken or badly formed.
    """
    person = lock(Person, person_id)
    facts = account_facts(person, now)
    authorise(actor, ACTION, facts)
    if facts.merged:
        raise Refused("party_was_merged", action=ACTION)
    account = account_of(person.pk)
    if account is not None and not account.is_active:
        raise Refused("account_closed", action=ACTION)
    if account is not None and account.has_usable_password():
        raise Refused("has_account", action=ACTION)
    name = cleaned(username) or (account.username if account else "")
    problems = username_problems(name, account.username if account else "") if name else []
    if problems:
        raise Invalid(*problems)
    for former in open_invitations(person.pk, now):
        record(actor, ACTION, former, change(former, revoked_at=now), now)
    days = rule_value(INVITATION_DAYS, person.zone_code, now.astimezone(CHINA).date())
    invitation = Invitation(
        zone_code=person.zone_code,
        created_at=now,
        person=person,
        username=name,
        secret_digest=secret_digest(secret),
        invited_by=actor.name,
        expires_at=now + timedelta(days=days),
    )
    before = create(invitation)
    record(actor, ACTION, invitation, before, now)
    emit(PersonInvited(invitation.pk, person.pk), now)
    return invitation
