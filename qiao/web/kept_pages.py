"""A short memory for pages: one for everybody without a session, one for each person under each holding.

What may be kept: a page (200) of ordinary size whose view is marked `kept` and that showed no message. For visitors it
must also have set no cookie and used no form token. Everything else is made anew, so that nobody is ever shown what
was made for somebody else. A kept page is forgotten when anything is recorded in the audit trail, and after `SECONDS`
in any case.

Visitors are answered before sessions, forms and messages are looked at, and whether anything was recorded is asked
once in `KEPT_PAGES_LAG_SECONDS` (half a second): so late may a change be seen, however many come at once. People who
are signed in are answered where the view would have run: whoever asks has then been recognised, and is still allowed
to act under the holding.
"""

import hashlib
import math
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.cache import caches
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.text import compress_string

from qiao.core.access import PUBLIC
from qiao.foundation.selectors import last_recorded
from qiao.web.acting import ActingRequest
from qiao.web.languages import language_of

SECONDS = 60
LARGEST_BYTES = 250_000
"""Longer answers (a whole sitemap) are made anew: many addresses of them would fill the memory of the process."""
CACHE = "pages"
View = Callable[..., HttpResponseBase]
_FORM_TOKEN = b"csrfmiddlewaretoken"


class KeptPagesMiddleware:
    """Answers visitors from memory, and keeps what views marked `kept` made for them, compressed as it travels."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._asked = (-math.inf, 0)

    def __call__(self, request: ActingRequest) -> HttpResponseBase:
        if request.method != "GET" or any(name in request.COOKIES for name in _COOKIES_OF_PEOPLE):
            return self.get_response(request)
        try:
            recorded = self._recorded()
        except DatabaseError:
            # The page itself says what is wrong, and whether the process lives is asked without a database.
            return self.get_response(request)
        key = _key(request, recorded, "visitor", str(_takes_gzip(request)))
        found = caches[CACHE].get(key)
        if found is not None:
            request.actor = PUBLIC
            return HttpResponse(found[0], headers=found[1])
        response = self.get_response(request)
        if getattr(response, "is_for_visitors", False) and isinstance(response, HttpResponse) and not response.cookies:
            caches[CACHE].set(key, (response.content, dict(response.headers)), SECONDS)
        return response

    def _recorded(self) -> int:
        # Both values change hands at once: threads never see the number of one moment with the time of another.
        at, number = self._asked
        now = time.monotonic()
        if now - at >= settings.KEPT_PAGES_LAG_SECONDS:
            self._asked = (now, number := last_recorded())
        return number


_COOKIES_OF_PEOPLE = (settings.SESSION_COOKIE_NAME, "messages")


def kept(view: View) -> View:
    """Let the pages of a view be kept: it shows only what the audit trail, the reader's rights and address decide."""

    @wraps(view)
    def answered(request: ActingRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "GET" or len(get_messages(request)):
            return view(request, *args, **kwargs)
        if not request.user.is_authenticated:
            response = view(request, *args, **kwargs)
            if isinstance(response, HttpResponse) and _may_be_kept(response) and _FORM_TOKEN not in response.content:
                response.is_for_visitors = True  # type: ignore[attr-defined]
            return response
        return _for_person(view, request, *args, **kwargs)

    return answered


def _for_person(view: View, request: ActingRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    if "CSRF_COOKIE" not in request.META:
        # The answer will give the browser its secret, and the forms on the page belong to that one.
        return view(request, *args, **kwargs)
    key = _key(request, request.recorded, *_reader(request))
    found = caches[CACHE].get(key)
    if found is not None:
        return HttpResponse(found[0], headers=found[1])
    response = view(request, *args, **kwargs)
    if isinstance(response, HttpResponse) and _may_be_kept(response) and not response.cookies:
        _compress(request, response)
        caches[CACHE].set(key, (response.content, dict(response.headers)), SECONDS)
    return response


def _compress(request: HttpRequest, response: HttpResponse) -> None:
    # As Django's middleware does it, with its bytes at random, but once.
    patch_vary_headers(response, ("Accept-Encoding",))
    if _takes_gzip(request):
        response.content = compress_string(response.content, max_random_bytes=GZipMiddleware.max_random_bytes)
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.content))


def _takes_gzip(request: HttpRequest) -> bool:
    return "gzip" in request.headers.get("Accept-Encoding", "")


def _reader(request: ActingRequest) -> tuple[str, ...]:
    # The number of unread notices stands in the frame of the page, and reading one is not recorded.
    # Forms on the page carry a token that belongs to the secret of this browser.
    secret = request.META["CSRF_COOKIE"]
    gzip = _takes_gzip(request)
    return ("person", str(request.user.pk), str(request.actor.holding_id), str(request.unread), secret, str(gzip))


def _may_be_kept(response: HttpResponse) -> bool:
    return response.status_code == 200 and len(response.content) <= LARGEST_BYTES


def _key(request: HttpRequest, recorded: int, *reader: str) -> str:
    parts = (
        *reader, str(request.scheme), request.get_host(), request.get_full_path(), language_of(request),
        request.headers.get("HX-Request", ""), request.headers.get("HX-History-Restore-Request", ""), str(recorded),
    )  # fmt: skip
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
