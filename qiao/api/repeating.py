"""Idempotency keys: a repeated request gets the answer of the first one and is not done again."""

from collections.abc import Callable, Iterator

from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from qiao.api.calls import ApiCall
from qiao.api.problems import Stopped, refusal
from qiao.foundation.answered_requests import Keyed, answer_of, keep_answer, request_digest, require_usable_key
from qiao.foundation.models import AnsweredRequest

KEY_HEADER, REPLAYED_HEADER = "Idempotency-Key", "Idempotency-Replayed"
_KEPT_HEADERS = ("Content-Type", "Location")


def done_once(request: HttpRequest, call: ApiCall, act: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Answer a request with a key: again as before, or by acting and keeping the answer, both in one transaction.

    Only answers that tell of an effect are kept; a request that was refused changed nothing and may be sent again under
    its key. Raises Invalid for an unusable key and one that was used for another request.
    """
    bearer = call.bearer
    if bearer is None:
        return act()
    key = request.headers[KEY_HEADER]
    require_usable_key(key)
    digest = request_digest(request.method or "", request.get_full_path(), _content(request))
    keyed = Keyed(f"token:{bearer.token_id}", key, digest)
    with transaction.atomic():
        place, answered = _place(keyed, call)
        if answered:
            return _again(place)
        response = act()
        if isinstance(response, HttpResponse) and response.status_code < 300:
            headers = {name: response[name] for name in _KEPT_HEADERS if name in response}
            keep_answer(place, response.status_code, headers, response.content.decode())
        else:
            transaction.set_rollback(True)
    return response


def _place(keyed: Keyed, call: ApiCall) -> tuple[AnsweredRequest, bool]:
    try:
        return answer_of(keyed, call.actor.zone_code, call.now)
    except OperationalError as error:
        # The first request under this key holds it for longer than the database waits.
        raise Stopped(refusal(409, "key_in_progress", {"Retry-After": "1"})) from error


def _again(place: AnsweredRequest) -> HttpResponse:
    response = HttpResponse(place.body, status=place.status, headers=place.headers)
    response[REPLAYED_HEADER] = "true"
    return response


def _content(request: HttpRequest) -> Iterator[bytes]:
    if request.content_type != "multipart/form-data":
        yield request.body
        return
    # A large file is never held in memory: it is read in pieces, and the boundary, which differs each time, left out.
    for name in sorted(request.POST):
        yield repr((name, request.POST.getlist(name))).encode()
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            yield repr((name, file.name, file.size)).encode()
            yield from file.chunks()
            file.seek(0)
