"""Change the e-mail address of one's own account."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.core.outcomes import Invalid, Problem, Refused
from qiao.foundation.acting import authorise, change, emit, lock, record, use_case
from qiao.foundation.audit import snapshot
from qiao.parties.email_change import address_problems, address_taken, proven_address
from qiao.parties.events import UserEmailChanged
from qiao.parties.models import Person, User
from qiao.parties.selectors.account_facts import facts_of_user

ACTION = "parties.user.change_email"


@use_case(ACTION)
def change_email(*, actor: Actor, proof: str, now: datetime) -> User:
    """Take the address that the owner has proven to read: for signing in, for links, and for notices alike.

    Raises Missing for a link that cannot be used, Denied for anybody but the owner, Refused("email_link_used"), Invalid
    when the address belongs to somebody else.
    """
    said = proven_address(proof, now)
    user = lock(User, said.user_id)
    authorise(actor, ACTION, facts_of_user(user, now))
    if user.email != said.former:
        raise Refused("email_link_used", action=ACTION)
    problems = address_problems(said.address, user)
    if address_taken(said.address, user):
        problems.append(Problem("email", "email_taken", said.address))
    if problems:
        raise Invalid(*problems)
    person = lock(Person, user.person_id or 0)
    before = snapshot(user)
    user.email = said.address
    user.save(update_fields=["email"])
    record(actor, ACTION, user, before, now)
    if person.email != said.address:
        record(actor, ACTION, person, change(person, email=said.address), now)
    emit(UserEmailChanged(user.pk, said.former), now)
    return user
