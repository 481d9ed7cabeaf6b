"""Oneself, and the register of organisations."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _

from qiao.api.calls import Unidentified
from qiao.api.cursors import link_next, numbers_of, part_of
from qiao.api.registering import Cursor, Limit, Operation, call_of, reading
from qiao.api.rules import TOKEN_RATE
from qiao.api.schemas.further import MeOut, OrganisationsPart
from qiao.api.selectors.organisations import organisations_beyond
from qiao.core.outcomes import Denied
from qiao.core.scopes import Scope
from qiao.foundation.rules import rule_value

_ME = Operation(key="parties.me.read", scope=None)
_ORGANISATIONS = Operation(key="parties.organisation.list", scope=Scope.ORGANISATIONS_READ, pages=True)


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


@reading("/organisations", _ORGANISATIONS, OrganisationsPart, summary=_("Organisations"))
def organisations(
    request: HttpRequest, response: HttpResponse, limit: Limit = 20, cursor: Cursor = ""
) -> dict[str, Any]:
    """The register of organisations as the caller may read it, by key."""
    beyond = numbers_of("organisation", cursor)
    rows = organisations_beyond(call_of(request).actor, beyond[0] if beyond else 0, limit + 1)
    items, following = part_of(rows, limit, "organisation", lambda row: int(row.pk))
    link_next(request, response, following)
    return {"items": items, "next": following}
