"""Open an account for a person."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.core.outcomes import Invalid, Refused
from qiao.foundation.acting import authorise, emit, lock, record, use_case
from qiao.foundation.intake.cells import cleaned
from qiao.parties.accounts import username_problems
from qiao.parties.events import UserOpened
from qiao.parties.models import Person, User
from qiao.parties.selectors.facts import person_facts
from qiao.parties.selectors.lookups import has_account

ACTION = "parties.user.open"


@use_case(ACTION)
def open_user(*, actor: Actor, person_id: int, username: str, now: datetime) -> User:
    """Open an account without a password: nobody can log in with it before its owner has set one.

    No password, not even its hash, is ever recorded. Raises Missing, Denied, Refused("party_was_merged",
    "has_account"), Invalid for a name that is taken or badly formed.
    """
    person = lock(Person, person_id)
    facts = person_facts(person)
    authorise(actor, ACTION, facts)
    if facts.merged:
        raise Refused("party_was_merged", action=ACTION)
    if has_account(person.pk):
        raise Refused("has_account", action=ACTION)
    name = cleaned(username)
    problems = username_problems(name)
    if problems:
        raise Invalid(*problems)
    user = User(username=name, person=person, email=person.email, date_joined=now)
    user.set_unusable_password()
    user.save(force_insert=True)
    # The audit keeps only what differs: the password column counts as unchanged and so never enters it.
    record(actor, ACTION, user, {"password": user.password}, now)
    emit(UserOpened(user.pk, person.pk), now)
    return user
