"""How often one address may have texts matched: each takes computing time, and anybody may ask.

The counter lies in the cache under a keyed digest of the address, for an hour; the address itself is kept nowhere.
"""

from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from qiao.core.calendar import CHINA
from qiao.foundation.rules import rule_value
from qiao.matching.rules import FREE_TEXTS

HOUR = 3600


def too_many(request: HttpRequest, zone_code: str, now: datetime) -> int:
    """Count one more text of this address; returns the limit of the rule when it is exceeded, otherwise 0."""
    limit: int = rule_value(FREE_TEXTS, zone_code, now.astimezone(CHINA).date())
    hour = now.strftime("%Y%m%d%H")
    key = f"free-text:{hour}:{salted_hmac('qiao.free-text', address_of(request)).hexdigest()[:32]}"
    # Read and written, not counted up: the cache in the database does no more for "incr" and asks it more often.
    used: int = cache.get(key, 0)
    if used >= limit:
        return limit
    cache.set(key, used + 1, HOUR)
    return 0


def address_of(request: HttpRequest) -> str:
    """The address that asked; behind the proxy that ends TLS, the one that the proxy saw."""
    passed_on = request.headers.get("X-Forwarded-For", "")
    if settings.SECURE_PROXY_SSL_HEADER and passed_on:
        return passed_on.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
