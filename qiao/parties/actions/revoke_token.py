"""Revoke an access token."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.core.outcomes import Refused
from qiao.foundation.acting import authorise, change, emit, lock, record, use_case
from qiao.parties.events import TokenRevoked
from qiao.parties.models import ApiToken
from qiao.parties.selectors.facts import token_facts

ACTION = "parties.token.revoke"


@use_case(ACTION)
def revoke_token(*, actor: Actor, token_id: int, now: datetime, reason: str = "") -> ApiToken:
    """Make a token useless at once and for good: its holder, the operator of the zone, the administrator.

    Raises Missing, Denied, Refused("token_revoked_already").
    """
    token = lock(ApiToken, token_id)
    authorise(actor, ACTION, token_facts(token.holding))
    if token.revoked_at is not None:
        raise Refused("token_revoked_already", action=ACTION)
    before = change(token, revoked_at=now)
    record(actor, ACTION, token, before, now, reason=reason)
    emit(TokenRevoked(token.pk, token.holding.person_id), now)
    return token
