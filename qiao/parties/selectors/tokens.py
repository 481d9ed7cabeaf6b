"""Reads of access tokens: whom a secret stands for, and the tokens that somebody looks after."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from hmac import compare_digest

from django.db.models import QuerySet

from qiao.core.access import Actor, Role
from qiao.core.calendar import CHINA
from qiao.core.outcomes import Denied
from qiao.core.scopes import Scope
from qiao.foundation.rules import rule_values
from qiao.parties.acting_as import actor_of
from qiao.parties.models import ApiToken
from qiao.parties.rules import TOKEN_LONGEST_DAYS, TOKEN_USUAL_DAYS
from qiao.parties.selectors.second_factors import lacks_second_factor, roles_in_force
from qiao.parties.tokens import TokenPeriods, digest_of_secret


@dataclass(frozen=True)
class TokenBearer:
    """Whom a token stands for; ``last_used_on`` is None before its first use."""

    token_id: int
    name: str
    actor: Actor
    scopes: frozenset[Scope]
    expires_on: date
    last_used_on: date | None


@dataclass(frozen=True)
class TokenRow:
    """A token as its holder and those who look after it see it; the secret is never shown again."""

    token_id: int
    name: str
    beginning: str
    scopes: tuple[str, ...]
    holding_id: int
    person_name: str
    role: str
    organisation_name: str
    issued_at: datetime
    expires_on: date
    revoked_at: datetime | None
    last_used_on: date | None

    def works_on(self, on: date) -> bool:
        """Whether the token itself is neither revoked nor expired that day; its holding may have ended."""
        return self.revoked_at is None and self.expires_on >= on


def token_actor(secret: str, now: datetime) -> TokenBearer:
    """Whom the secret stands for now. One query, two where the role needs a second step of signing in.

    Raises Denied("token_unknown", "token_revoked", "token_expired", "account_closed", "holding_not_in_force",
    "second_factor_needed").
    """
    digest = digest_of_secret(secret)
    today = now.astimezone(CHINA).date()
    token = _tokens().annotate(second_factor_roles=roles_in_force(today)).filter(secret_digest=digest).first()
    if token is None or not compare_digest(token.secret_digest, digest):
        raise Denied("token_unknown")
    if token.revoked_at is not None:
        raise Denied("token_revoked")
    if token.expires_on < today:
        raise Denied("token_expired", expires_on=str(token.expires_on))
    account = getattr(token.holding.person, "user", None)
    if account is not None and not account.is_active:
        raise Denied("account_closed")
    actor = actor_of(token.holding, today)
    if lacks_second_factor(actor.role, token.second_factor_roles, actor.user_id):
        raise Denied("second_factor_needed")
    return TokenBearer(
        token_id=token.pk,
        name=token.name,
        actor=replace(actor, token_id=token.pk, token_name=token.name),
        scopes=frozenset(Scope(scope) for scope in token.scopes if scope in tuple(Scope)),
        expires_on=token.expires_on,
        last_used_on=_last_used(token),
    )


def tokens_of(actor: Actor) -> tuple[TokenRow, ...]:
    """The actor's own tokens under all holdings, the newest first; none for visitors. One query."""
    if actor.person_id is None:
        return ()
    return _rows(_tokens().filter(holding__person=actor.person_id))


def tokens_looked_after_by(actor: Actor) -> tuple[TokenRow, ...]:
    """The tokens that the actor may revoke besides its own: of the zone for its operator, all for the administrator."""
    if actor.role is Role.PLATFORM_ADMIN:
        return _rows(_tokens())
    if actor.role is Role.ZONE_OPERATOR and actor.zone_code:
        return _rows(_tokens().filter(zone_code=actor.zone_code))
    return ()


def token_periods(zone_code: str, on: date) -> TokenPeriods:
    """How long tokens last by the rules of that day; one query."""
    found = rule_values((TOKEN_USUAL_DAYS, TOKEN_LONGEST_DAYS), zone_code, on)
    return TokenPeriods(found[TOKEN_USUAL_DAYS], found[TOKEN_LONGEST_DAYS])


def _tokens() -> QuerySet[ApiToken]:
    return ApiToken.objects.select_related("holding__person__user", "holding__organisation", "use").order_by("-pk")


def _last_used(token: ApiToken) -> date | None:
    use = getattr(token, "use", None)
    return None if use is None else use.last_used_on


def _rows(tokens: Iterable[ApiToken]) -> tuple[TokenRow, ...]:
    return tuple(
        TokenRow(
            token_id=token.pk,
            name=token.name,
            beginning=token.beginning,
            scopes=tuple(token.scopes),
            holding_id=token.holding_id,
            person_name=token.holding.person.name,
            role=token.holding.role,
            organisation_name=token.holding.organisation.name if token.holding.organisation else "",
            issued_at=token.created_at,
            expires_on=token.expires_on,
            revoked_at=token.revoked_at,
            last_used_on=_last_used(token),
        )
        for token in tokens
    )
