"""Reads for the pages of one's own account."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from qiao.core.outcomes import Missing
from qiao.parties.models import User
from qiao.web.accounts.devices import device_name


@dataclass(frozen=True)
class SecondFactors:
    """What protects an account beside the password."""

    app: bool
    keys: int
    recovery_codes: int


@dataclass(frozen=True)
class SessionRow:
    """A place where somebody is signed in; ``device`` names browser and system."""

    key: int
    device: str
    address: str
    began_at: datetime
    last_seen_at: datetime
    current: bool


def second_factors(user: User) -> SecondFactors:
    """What is set up for this account; one statement."""
    found = list(Authenticator.objects.filter(user_id=user.pk))
    codes = next((one.wrap() for one in found if one.type == Authenticator.Type.RECOVERY_CODES), None)
    return SecondFactors(
        app=any(one.type == Authenticator.Type.TOTP for one in found),
        keys=sum(one.type == Authenticator.Type.WEBAUTHN for one in found),
        recovery_codes=len(codes.get_unused_codes()) if codes else 0,
    )


def sessions_of(user: User, current: str, now: datetime) -> tuple[SessionRow, ...]:
    """Where the account is signed in, the latest first; one statement. ``current`` is the key of this session."""
    alive = Session.objects.filter(expire_date__gt=now).values("session_key")
    rows = UserSession.objects.filter(user_id=user.pk, session_key__in=alive).order_by("-last_seen_at", "-pk")
    return tuple(
        SessionRow(
            row.pk, device_name(row.user_agent), row.ip, row.created_at, row.last_seen_at, row.session_key == current
        )
        for row in rows
    )


def own_session(user: User, key: int) -> UserSession:
    """One of the account's sessions. Raises Missing for those of others."""
    found: UserSession | None = UserSession.objects.filter(user_id=user.pk, pk=key).first()
    if found is None:
        raise Missing("no_such_object", object_type="usersessions.usersession", object_id=key)
    return found
