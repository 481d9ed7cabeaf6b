"""What whoever runs the machine may do about accounts without holding a right: the way in when nobody is in yet."""

from datetime import datetime

from django.db import transaction

from qiao.core.access import Actor, Role
from qiao.core.outcomes import Invalid, Missing
from qiao.foundation.acting import record
from qiao.foundation.audit import snapshot
from qiao.parties.accounts import password_problems
from qiao.parties.models import User
from qiao.parties.selectors.account_facts import account_named

ACTION = "parties.user.set_password"
KEEPER = Actor(Role.SYSTEM, "keeper of the machine")


@transaction.atomic
def set_password_on_machine(*, username: str, password: str, now: datetime) -> User:
    """Set the password of an account; that it was set is recorded, the password is not. Every session of it ends.

    Raises Missing for an unknown account, Invalid for a password that will not do.
    """
    user = account_named(username)
    if user is None:
        raise Missing("no_such_object", object_type="parties.user", object_id=username)
    problems = password_problems(password, user)
    if problems:
        raise Invalid(*problems)
    user.set_password(password)
    user.save(update_fields=["password"])
    record(KEEPER, ACTION, user, snapshot(user), now)
    return user
