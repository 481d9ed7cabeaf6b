"""How often one address may have texts matched: each takes computing time, and anybody may ask.

The counter lies in the database under a keyed digest of the address, for an hour; the address itself is kept nowhere.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from qiao.foundation.request_counts import counted

HOUR = timedelta(hours=1)


def too_many(request: HttpRequest, limit: int, now: datetime) -> bool:
    """Count one more text of this address; whether it is more than the limit for an hour. One statement."""
    digest = salted_hmac("qiao.free-text", address_of(request)).hexdigest()[:32]
    return counted(f"free-text:{digest}", now, HOUR) > limit


def address_of(request: HttpRequest) -> str:
    """The address that asked; behind the proxy that ends TLS, the one that the proxy saw."""
    passed_on = request.headers.get("X-Forwarded-For", "")
    if settings.SECURE_PROXY_SSL_HEADER and passed_on:
        return passed_on.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
