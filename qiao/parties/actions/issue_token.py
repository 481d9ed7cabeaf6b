"""Issue an access token for one's own holding."""

from dataclasses import dataclass
from datetime import datetime

from qiao.core.access import Actor
from qiao.core.calendar import CHINA
from qiao.core.outcomes import Invalid
from qiao.foundation.acting import authorise, create, emit, lock, record, use_case
from qiao.parties.events import TokenIssued
from qiao.parties.models import ApiToken, Holding
from qiao.parties.selectors.facts import token_facts
from qiao.parties.selectors.tokens import token_periods
from qiao.parties.tokens import (
    NewToken,
    beginning_of,
    digest_of_secret,
    last_day_of,
    new_secret,
    problems_of_token,
)

ACTION = "parties.token.issue"


@dataclass(frozen=True)
class IssuedToken:
    """A new token with its secret, which is shown this once and can never be read again."""

    token: ApiToken
    secret: str


@use_case(ACTION)
def issue_token(*, actor: Actor, holding_id: int, new: NewToken, now: datetime) -> IssuedToken:
    """Issue a token with which programs act under the actor's own holding; the secret is neither kept nor recorded.

    Raises Missing, Denied, Invalid with every fault.
    """
    holding = lock(Holding, holding_id)
    authorise(actor, ACTION, token_facts(holding))
    today = now.astimezone(CHINA).date()
    periods = token_periods(holding.zone_code, today)
    problems = list(problems_of_token(new, periods, today))
    if problems:
        raise Invalid(*problems)
    secret = new_secret()
    token = ApiToken(
        zone_code=holding.zone_code,
        holding=holding,
        name=new.name.strip(),
        scopes=sorted(set(new.scopes)),
        secret_digest=digest_of_secret(secret),
        beginning=beginning_of(secret),
        expires_on=last_day_of(new, periods, today),
        created_at=now,
    )
    before = create(token)
    record(actor, ACTION, token, before, now)
    emit(TokenIssued(token.pk, holding.person_id), now)
    return IssuedToken(token, secret)
