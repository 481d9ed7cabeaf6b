"""A short memory for pages that are the same for every visitor.

What may be kept: a page (200) of ordinary size that a visitor without a session asked for and that set no cookie, used
no form token and showed no message. Everything else is made anew, so that nobody is ever shown what was made for
somebody else. A kept page is forgotten as soon as anything is recorded in the audit trail, and after `SECONDS` in any
case.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse, HttpResponseBase

from qiao.core.access import Role
from qiao.foundation.selectors import last_recorded
from qiao.web.acting import ActingRequest

SECONDS = 60
LARGEST_BYTES = 250_000
"""Longer answers (a whole sitemap) are made anew: many addresses of them would fill the memory of the process."""
CACHE = "pages"
View = Callable[..., HttpResponseBase]


def kept_for_visitors(view: View) -> View:
    """Answer visitors from memory where possible; the address, host, language and kind of request are the key."""

    @wraps(view)
    def answered(request: ActingRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not _is_plain_visitor(request):
            return view(request, *args, **kwargs)
        key = _key(request)
        kept = caches[CACHE].get(key)
        if kept is not None:
            return HttpResponse(kept[0], headers=kept[1])
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponse) and _may_be_kept(request, response):
            caches[CACHE].set(key, (response.content, dict(response.headers)), SECONDS)
        return response

    return answered


def _is_plain_visitor(request: ActingRequest) -> bool:
    cookies = (settings.SESSION_COOKIE_NAME, "messages")
    return (
        request.method in ("GET", "HEAD")
        and request.actor.role is Role.PUBLIC
        and not request.user.is_authenticated
        and not any(name in request.COOKIES for name in cookies)
    )


def _may_be_kept(request: ActingRequest, response: HttpResponse) -> bool:
    used_token = bool(request.META.get("CSRF_COOKIE_NEEDS_UPDATE")) or b"csrfmiddlewaretoken" in response.content
    fits = response.status_code == 200 and len(response.content) <= LARGEST_BYTES
    return fits and not response.cookies and not used_token


def _key(request: ActingRequest) -> str:
    parts = (
        str(request.scheme), request.get_host(), request.get_full_path(), str(getattr(request, "LANGUAGE_CODE", "")),
        request.headers.get("HX-Request", ""), str(last_recorded()),
    )  # fmt: skip
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
