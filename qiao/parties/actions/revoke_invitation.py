"""Take an invitation back."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.core.outcomes import Refused
from qiao.foundation.acting import authorise, change, emit, lock, record, use_case
from qiao.parties.events import InvitationRevoked
from qiao.parties.models import Invitation, Person
from qiao.parties.selectors.account_facts import account_facts, invited_person

ACTION = "parties.invitation.revoke"


@use_case(ACTION)
def revoke_invitation(*, actor: Actor, invitation_id: int, now: datetime) -> Invitation:
    """Let the link of an invitation lead nowhere from now on.

    Raises Missing, Denied, Refused("invitation_used", "invitation_revoked").
    """
    person = lock(Person, invited_person(invitation_id))
    invitation = lock(Invitation, invitation_id)
    authorise(actor, ACTION, account_facts(person, now))
    if invitation.accepted_at is not None:
        raise Refused("invitation_used", action=ACTION)
    if invitation.revoked_at is not None:
        raise Refused("invitation_revoked", action=ACTION)
    before = change(invitation, revoked_at=now)
    record(actor, ACTION, invitation, before, now)
    emit(InvitationRevoked(invitation.pk, person.pk), now)
    return invitation
