"""One log line for each request, and the reference under which an operator finds it again."""

import re
import secrets
import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

LOG = structlog.stdlib.get_logger("qiao.request")
_NOT_LOGGED = ("/static/", "/healthz", "/readyz")
# Links that open an account or set a password: whoever knows the rest of the address can use them.
_WITH_SECRET = re.compile(r"^(/accounts/(?:invitation|password/reset/key)/).+")
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 signs, so that the remainder of a byte is as good a choice as any."""
_LENGTH = 10


class LoggedRequest(HttpRequest):
    """A request with its reference: ten characters that can be read out on the telephone."""

    reference: str


class RequestLogMiddleware:
    """Give every request a reference, put it on every line logged meanwhile and on the answer, and log the request.

    The query string and the body are not logged: they may hold what people look for. A fault of ours is logged by
    Django (``django.request``) with its traceback, under the same reference.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: LoggedRequest) -> HttpResponse:
        request.reference = "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in secrets.token_bytes(_LENGTH))
        began = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request=request.reference):
            response = self.get_response(request)
            if not request.path.startswith(_NOT_LOGGED):
                _log(request, response, time.perf_counter() - began)
        response["X-Request-ID"] = request.reference
        return response


def _log(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    actor = getattr(request, "actor", None)
    LOG.info(
        "request",
        method=request.method,
        path=_WITH_SECRET.sub(r"\1…", request.path),
        status=response.status_code,
        milliseconds=round(seconds * 1000),
        role=str(actor.role) if actor else "",
        holding=actor.holding_id if actor else None,
    )
