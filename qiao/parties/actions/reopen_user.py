"""Reopen a closed account."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.core.outcomes import Refused
from qiao.foundation.acting import authorise, emit, lock, record, use_case
from qiao.foundation.audit import snapshot
from qiao.parties.events import UserReopened
from qiao.parties.models import User
from qiao.parties.selectors.account_facts import facts_of_user

ACTION = "parties.user.reopen"


@use_case(ACTION)
def reopen_user(*, actor: Actor, user_id: int, now: datetime, reason: str) -> User:
    """Let the owner of a closed account log in again, with the password and the second factors of before.

    Raises Missing, Denied, Refused("reason_needed", "account_not_closed").
    """
    user = lock(User, user_id)
    authorise(actor, ACTION, facts_of_user(user, now))
    if not reason.strip():
        raise Refused("reason_needed", action=ACTION)
    if user.is_active:
        raise Refused("account_not_closed", action=ACTION)
    before = snapshot(user)
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(actor, ACTION, user, before, now, reason=reason)
    emit(UserReopened(user.pk), now)
    return user
