"""Close an account."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.core.outcomes import Refused
from qiao.foundation.acting import authorise, emit, lock, record, use_case
from qiao.foundation.audit import snapshot
from qiao.parties.events import UserClosed
from qiao.parties.models import User
from qiao.parties.selectors.account_facts import facts_of_user

ACTION = "parties.user.close"


@use_case(ACTION)
def close_user(*, actor: Actor, user_id: int, now: datetime, reason: str) -> User:
    """Close an account: nobody logs in with it, and whoever is signed in with it is so no longer. Nothing is deleted.

    Raises Missing, Denied, Refused("reason_needed", "account_closed").
    """
    user = lock(User, user_id)
    authorise(actor, ACTION, facts_of_user(user, now))
    if not reason.strip():
        raise Refused("reason_needed", action=ACTION)
    if not user.is_active:
        raise Refused("account_closed", action=ACTION)
    before = snapshot(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    record(actor, ACTION, user, before, now, reason=reason)
    emit(UserClosed(user.pk), now)
    return user
