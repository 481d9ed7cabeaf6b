"""Who must have a second step of signing in, and who has one."""

from collections.abc import Iterable
from datetime import date

from allauth.mfa.models import Authenticator
from django.db.models import OuterRef, Subquery

from qiao.foundation.rules import rule_rows
from qiao.parties.rules import SECOND_FACTOR_ROLES

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""An app or a key. Recovery codes stand in for one of these and are none themselves."""


def roles_in_force(on: date) -> Subquery:
    """The value of the rule for rows with a ``zone_code``, to be read along with them without a further query."""
    return Subquery(rule_rows(SECOND_FACTOR_ROLES, OuterRef("zone_code"), on).values("value")[:1])  # type: ignore[arg-type]


def lacks_second_factor(role: str, needed: Iterable[str] | None, user_id: int | None) -> bool:
    """Whether the role is among those that need a second step and the account, if there is one, has none.

    One query where the role needs it, otherwise none: setting up a step is not recorded, so it is looked up each time.
    """
    if role not in (needed or ()):
        return False
    return user_id is None or not Authenticator.objects.filter(user_id=user_id, type__in=FACTORS).exists()
