"""What happens to every request of the interface before and after its operation."""

import json
import logging
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.signals import got_request_exception
from django.db import DataError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from ninja.errors import HttpError, ValidationError

from qiao.api.calls import ApiCall, ApiRequest, Unidentified, address_of, identified, language_of
from qiao.api.input_faults import problems_of_form, require_sound_values
from qiao.api.problems import ProblemAnswer, Stopped, missing_address, of_faults, of_outcome, refusal, response_of
from qiao.api.registering import FORM, JSON, OPERATIONS, length_of, limit_rate
from qiao.api.repeating import KEY_HEADER, done_once
from qiao.api.rules import ADDRESS_RATE, TOKEN_RATE
from qiao.core.outcomes import Outcome, Problem
from qiao.foundation.clock import now
from qiao.foundation.files import FileAltered
from qiao.foundation.tabular.limits import Limits
from qiao.foundation.tabular.refusals import FileRefused

log = logging.getLogger("qiao.api")
View = Callable[..., HttpResponseBase]
PUBLIC_SECONDS = 30
_UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
_FORM_ROOM = 1 << 16


def gate(view: View) -> View:
    """The view with identification, limits, idempotency, problem answers and cache headers.

    Exempt from the check of forms (CSRF), since a session means nothing here.
    """

    @csrf_exempt
    @wraps(view)
    def through(request: ApiRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        language = language_of(request)
        with translation.override(language):
            try:
                response = _answered(request, lambda: view(request, *args, **kwargs))
            except Exception as error:
                response = response_of(_explained(request, error))
        response["Content-Language"] = language
        return _with_cache_headers(request, response)

    return through


def _answered(request: ApiRequest, act: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    call = ApiCall(now())
    request.api_call = call
    try:
        call = identified(request, call.now)
    except Unidentified:
        # Guessing tokens is counted too.
        limit_rate(f"address:{address_of(request)}", ADDRESS_RATE, call)
        raise
    request.api_call = call
    # For whoever looks at the request later, such as the log.
    request.actor, request.now = call.actor, call.now
    if call.bearer is not None:
        limit_rate(f"token:{call.bearer.token_id}", TOKEN_RATE, call)
    else:
        limit_rate(f"address:{address_of(request)}", ADDRESS_RATE, call)
    _require_readable(request)
    if request.method in _UNSAFE and KEY_HEADER in request.headers and not _only_reads(request):
        return _as_answer(done_once(request, call, act))
    return _as_answer(_headless(request, act))


def _only_reads(request: HttpRequest) -> bool:
    """A text to be matched: nothing of it is kept, so its answer is not kept either."""
    known = OPERATIONS.get(request.resolver_match.url_name or "") if request.resolver_match else None
    return known is not None and known.texts


def _headless(request: HttpRequest, act: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """HEAD is GET without the content, which the server leaves out."""
    if request.method != "HEAD":
        return act()
    request.method = "GET"
    try:
        return act()
    finally:
        request.method = "HEAD"


def _require_readable(request: HttpRequest) -> None:
    if request.content_type == FORM:
        if length_of(request) > Limits().file_bytes + _FORM_ROOM:
            raise RequestDataTooBig
        require_sound_values(request, dict(request.POST.lists()))
    elif request.content_type == JSON and request.body:
        try:
            body = json.loads(request.body.decode("utf-8"))
        except (ValueError, RecursionError) as error:
            raise Stopped(refusal(400, "request_malformed")) from error
        require_sound_values(request, body)
    else:
        require_sound_values(request, {})


def _as_answer(response: HttpResponseBase) -> HttpResponseBase:
    if isinstance(response, HttpResponseNotAllowed):
        allowed = sorted({*response["Allow"].split(", "), *(["HEAD"] if "GET" in response["Allow"] else [])})
        return response_of(
            refusal(405, "method_not_allowed", {"Allow": ", ".join(allowed)}, allowed=", ".join(allowed))
        )
    return response


def _explained(request: HttpRequest, error: Exception) -> ProblemAnswer:
    if isinstance(error, Stopped):
        return error.answer
    if isinstance(error, Unidentified):
        answer = of_outcome(error.outcome)
        challenge = 'Bearer realm="qiao"' + ("" if answer.code == "token_needed" else ', error="invalid_token"')
        return ProblemAnswer(401, answer.code, answer.detail, headers={"WWW-Authenticate": challenge})
    if isinstance(error, Outcome):
        return of_outcome(error)
    if isinstance(error, ValidationError):
        return of_faults(problems_of_form(error.errors))
    return _technical(request, error)


def _technical(request: HttpRequest, error: Exception) -> ProblemAnswer:
    if isinstance(error, Http404):
        return missing_address()
    if isinstance(error, FileRefused):
        return refusal(409, error.code, None, **error.params)
    if isinstance(error, FileAltered):
        return refusal(409, "stored_file_altered")
    if isinstance(error, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return refusal(413, "request_too_large")
    if isinstance(error, MultiPartParserError):
        return refusal(400, "form_malformed")
    if isinstance(error, RecursionError) or (isinstance(error, HttpError) and error.status_code == 400):
        return refusal(400, "request_malformed")
    if isinstance(error, DataError | OverflowError):
        return of_faults([Problem("", "input_number_too_large")])
    if isinstance(error, OperationalError):
        log.warning("database busy", exc_info=error)
        return refusal(503, "database_busy", {"Retry-After": "5"})
    log.error("unforeseen error at %s %s", request.method, request.path, exc_info=error)
    got_request_exception.send(sender=None, request=request)
    return refusal(500, "server_error")


def _with_cache_headers(request: ApiRequest, response: HttpResponseBase) -> HttpResponseBase:
    patch_vary_headers(response, ("Accept-Language", "Authorization"))
    open_to_all = request.api_call.bearer is None and request.method in ("GET", "HEAD")
    if not open_to_all or response.status_code != 200 or "Authorization" in request.headers:
        response.headers.setdefault("Cache-Control", "no-store")
        return response
    response.headers.setdefault("Cache-Control", f"public, max-age={PUBLIC_SECONDS}")
    if isinstance(response, HttpResponse):
        # Weak: a proxy that compresses the answer does not change what it says.
        response.headers.setdefault("ETag", f'W/"{sha256(response.content).hexdigest()[:32]}"')
        answered = get_conditional_response(request, etag=response["ETag"], response=response)
        return answered or response
    return response
