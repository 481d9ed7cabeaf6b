"""The link that proves that a new e-mail address belongs to the owner of an account. Nothing is stored for it.

It is signed with the secret key of the platform and tells account, former and new address and when it was made; so it
works once at most, and not after the address was changed in another way.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core import signing

from qiao.core.calendar import CHINA
from qiao.core.outcomes import Missing, Problem
from qiao.foundation.intake.cells import CellProblem
from qiao.foundation.intake.cells import email as checked_email
from qiao.foundation.rules import rule_value
from qiao.parties.models import Person, User
from qiao.parties.rules import EMAIL_LINK_HOURS

_SALT = "qiao.parties.email_change"


@dataclass(frozen=True)
class NewAddress:
    """What a link says: whose address becomes which, and which it was when the link was made."""

    user_id: int
    former: str
    address: str


def email_proof(user: User, address: str, now: datetime) -> str:
    """The secret part of the link; whoever opens it reads the mail of the new address."""
    said = {"user": user.pk, "former": user.email, "address": address, "at": int(now.timestamp())}
    return signing.dumps(said, salt=_SALT)


def proven_address(proof: str, now: datetime) -> NewAddress:
    """What the link says. Raises Missing for a forged one, and for one that is older than the rule allows."""
    try:
        said = signing.loads(proof, salt=_SALT)
    except signing.BadSignature as error:
        raise Missing("no_such_object", object_type="parties.user") from error
    if now - datetime.fromtimestamp(said["at"], UTC) > timedelta(hours=link_hours(now)):
        raise Missing("no_such_object", object_type="parties.user", object_id=said["user"])
    return NewAddress(said["user"], said["former"], said["address"])


def link_hours(now: datetime) -> int:
    """How long such a link works."""
    return int(rule_value(EMAIL_LINK_HOURS, "", now.astimezone(CHINA).date()))


def address_problems(address: str, user: User) -> list[Problem]:
    """What is wrong with a new address as it was typed; whether others have it is asked when the link is followed."""
    if not address:
        return [Problem("email", "required")]
    try:
        checked_email(address)
    except CellProblem:
        return [Problem("email", "not_an_email", address[:60])]
    if address.casefold() == user.email.casefold():
        return [Problem("email", "email_is_present", address[:60])]
    return []


def address_taken(address: str, user: User) -> bool:
    """Whether another account is signed in with this address, or the register has it for somebody else."""
    accounts = User.objects.filter(email__iexact=address).exclude(pk=user.pk)
    people = Person.objects.live().filter(email__iexact=address).exclude(pk=user.person_id or 0)
    return accounts.exists() or people.exists()
