"""Who calls, with which scopes, when, and in which language: settled once, before any operation runs."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

from qiao.core.access import PUBLIC, Actor
from qiao.core.calendar import CHINA
from qiao.core.outcomes import Denied
from qiao.core.scopes import Scope
from qiao.parties.selectors.tokens import TokenBearer, token_actor
from qiao.parties.token_use import note_use

_LONGEST_HEADER = 200


class Unidentified(Exception):
    """There is no token where one is needed, or the one sent stands for nobody; carries the outcome."""

    def __init__(self, outcome: Denied) -> None:
        self.outcome = outcome
        super().__init__(outcome.code)


@dataclass(frozen=True)
class ApiCall:
    """One request; ``bearer`` is None for somebody without a token, who reads what is public."""

    now: datetime
    bearer: TokenBearer | None = None

    @property
    def actor(self) -> Actor:
        """The person behind the token under its holding, or the public."""
        return self.bearer.actor if self.bearer else PUBLIC

    @property
    def today(self) -> date:
        """The day in Shanghai."""
        return self.now.astimezone(CHINA).date()

    def require(self, scope: Scope | None, *, public: bool) -> None:
        """Raises Unidentified without a token where the operation is not public, Denied without the scope."""
        if self.bearer is None:
            if not public:
                raise Unidentified(Denied("token_needed"))
        elif scope is not None and scope not in self.bearer.scopes:
            raise Denied("scope_missing", scope=str(scope))


class ApiRequest(HttpRequest):
    """A request to the interface, with its call; actor and instant stand where pages have them too."""

    api_call: ApiCall
    actor: Actor
    now: datetime


def identified(request: HttpRequest, now: datetime) -> ApiCall:
    """The call behind a request. A session is never looked at: a page of somebody else cannot make a browser call.

    Raises Unidentified for a header that cannot be read and a token that stands for nobody now.
    """
    header = request.headers.get("Authorization", "")
    if not header:
        return ApiCall(now)
    kind, _, secret = header.strip().partition(" ")
    if kind.lower() != "bearer" or not secret.strip() or len(header) > _LONGEST_HEADER or not header.isascii():
        raise Unidentified(Denied("token_header_unreadable"))
    try:
        bearer = token_actor(secret.strip(), now)
    except Denied as denied:
        raise Unidentified(denied) from denied
    call = ApiCall(now, bearer)
    if bearer.last_used_on != call.today:
        note_use(bearer.token_id, call.today)
    return call


def language_of(request: HttpRequest) -> str:
    """The language asked for by Accept-Language, otherwise that of the platform; cookies do not count."""
    for wanted, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")[:500]):
        try:
            return get_supported_language_variant(wanted)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


def address_of(request: HttpRequest) -> str:
    """Whence the request comes; behind a proxy that the settings name, the last address that it has noted."""
    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        noted = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if noted:
            return noted[:64]
    return str(request.META.get("REMOTE_ADDR", ""))
