"""Oneself."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _

from qiao.api.calls import Unidentified
from qiao.api.registering import Operation, call_of, reading
from qiao.api.rules import TOKEN_RATE
from qiao.api.schemas.further import MeOut
from qiao.core.outcomes import Denied
from qiao.foundation.rules import rule_value

_ME = Operation(key="parties.me.read", scope=None)


@reading("/me", _ME, MeOut, summary=_("Whom the token stands for"))
def me(request: HttpRequest) -> dict[str, Any]:
    """The person under its holding, and the scopes of the token."""
    call = call_of(request)
    if call.bearer is None:
        raise Unidentified(Denied("token_needed"))
    actor = call.actor
    return {
        "name": actor.name,
        "role": actor.role,
        "zone_code": actor.zone_code,
        "organisation_id": actor.organisation_id,
        "organisation_name": actor.organisation_name,
        "holding_id": actor.holding_id,
        "token": call.bearer.name,
        "scopes": sorted(call.bearer.scopes),
        "expires_on": call.bearer.expires_on,
        "requests_a_minute": int(rule_value(TOKEN_RATE, actor.zone_code, call.today)),
    }
