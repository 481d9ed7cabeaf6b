"""The secret of an access token: how it is made and recognised, and what may be asked for. Pure but for chance."""

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from qiao.core.outcomes import Problem
from qiao.core.scopes import Scope

PREFIX = "qiao_"
_SECRET_BYTES = 32
_SHOWN_CHARACTERS = len(PREFIX) + 4
_LONGEST_NAME = 100


@dataclass(frozen=True, kw_only=True)
class NewToken:
    """What a token is called and may be used for; ``expires_on`` is the last day, None for the usual period."""

    name: str
    scopes: tuple[str, ...]
    expires_on: date | None = None


@dataclass(frozen=True)
class TokenPeriods:
    """Days that a token lasts: unless something else is asked for, and at most."""

    usual: int
    longest: int


def new_secret() -> str:
    """A secret with 256 bits of chance; the prefix lets scanners of published code find it."""
    return PREFIX + secrets.token_urlsafe(_SECRET_BYTES)


def digest_of_secret(secret: str) -> str:
    """What is kept of a secret: with that much chance in it, a plain SHA-256 cannot be turned back."""
    return hashlib.sha256(secret.encode()).hexdigest()


def beginning_of(secret: str) -> str:
    """The characters by which its holder tells it from others."""
    return secret[:_SHOWN_CHARACTERS]


def last_day_of(new: NewToken, periods: TokenPeriods, today: date) -> date:
    """The last day on which the token works."""
    return new.expires_on or today + timedelta(days=periods.usual)


def problems_of_token(new: NewToken, periods: TokenPeriods, today: date) -> Iterator[Problem]:
    """Everything that is wrong with what was asked for."""
    name = new.name.strip()
    if not name:
        yield Problem("name", "required")
    elif len(name) > _LONGEST_NAME:
        yield Problem("name", "too_long", name[:40], {"length": len(name), "limit": _LONGEST_NAME})
    if not new.scopes:
        yield Problem("scopes", "token_scope_needed")
    for scope in new.scopes:
        if scope not in tuple(Scope):
            yield Problem("scopes", "token_scope_unknown", scope[:40], {"allowed": ", ".join(Scope)})
    if new.expires_on is not None and new.expires_on < today:
        yield Problem("expires_on", "token_day_over", str(new.expires_on), {"today": str(today)})
    latest = today + timedelta(days=periods.longest)
    if new.expires_on is not None and new.expires_on > latest:
        yield Problem("expires_on", "token_lasts_too_long", str(new.expires_on), {"latest": str(latest)})
