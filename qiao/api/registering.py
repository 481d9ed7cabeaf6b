"""How operations are declared: each with its scope, and each unsafe one with the action that it carries out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from django.http import HttpRequest
from ninja import Path, Query, Router

from qiao.api.calls import ApiCall, ApiRequest, address_of
from qiao.api.input_faults import LARGEST_NUMBER
from qiao.api.problems import Stopped, refusal
from qiao.api.rules import TEXT_RATE
from qiao.core.outcomes import Invalid, Problem
from qiao.core.scopes import Scope
from qiao.foundation.request_counts import counted, seconds_to_next_minute
from qiao.foundation.rules import rule_value

F = TypeVar("F", bound=Callable[..., Any])
Key = Annotated[int, Path(ge=1, le=LARGEST_NUMBER)]
Limit = Annotated[int, Query(ge=1, le=200, description="Rows of one answer.")]
Cursor = Annotated[str, Query(max_length=200, description="`next` of the answer before; empty for the beginning.")]
JSON, FORM = "application/json", "multipart/form-data"


@dataclass(frozen=True, kw_only=True)
class Operation:
    """What is known of an operation beside its form.

    ``action`` is the key of the use case that it carries out, "" for one that only reads. ``file`` is the media type of
    an answer that is no document; ``pages`` whether it is read in parts.
    """

    key: str
    scope: Scope | None
    public: bool = False
    action: str = ""
    media_type: str = JSON
    file: str = ""
    pages: bool = False
    texts: bool = False


OPERATIONS: dict[str, Operation] = {}
# One for all: of two routers with one address, Django would ask only the first.
router = Router()


class Admission:
    """Whether a call may use an operation, asked before anything of its input is read."""

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        self.query_names: frozenset[str] = frozenset()

    def __call__(self, request: ApiRequest) -> ApiCall:
        """The call. Raises Unidentified, Denied without the scope, Stopped for another kind of content, Invalid for a
        name in the address that does not exist: a filter that is misspelt must not give the whole list.
        """
        call = request.api_call
        call.require(self.operation.scope, public=self.operation.public)
        if request.method in ("POST", "PUT") and length_of(request):
            _require_media_type(request, self.operation.media_type)
        if unknown := sorted(set(request.GET) - self.query_names):
            raise Invalid(*(Problem(name, "input_unknown_field", request.GET[name]) for name in unknown[:10]))
        if self.operation.texts and call.bearer is None:
            limit_rate(f"text:{address_of(request)}", TEXT_RATE, call)
        return call


def limit_rate(who: str, rule: str, call: ApiCall) -> None:
    """Raises Stopped (429) when the caller has made more requests in this minute than the rule allows."""
    limit = int(rule_value(rule, call.actor.zone_code, call.today))
    if counted(who, call.now) > limit:
        wait = seconds_to_next_minute(call.now)
        raise Stopped(refusal(429, "too_many_requests", {"Retry-After": str(wait)}, limit=limit, seconds=wait))


def reading(path: str, operation: Operation, answer: Any, **details: Any) -> Callable[[F], F]:
    """Declare an operation that reads."""
    return _declared("GET", path, operation, {200: answer}, details)


def writing(
    route: tuple[str, str], operation: Operation, answers: Mapping[int, Any], **details: Any
) -> Callable[[F], F]:
    """Declare an operation with a method that changes something; ``route`` is method and path."""
    return _declared(*route, operation, answers, details)


def _declared(
    method: str, path: str, operation: Operation, answers: Mapping[int, Any], details: Mapping[str, Any]
) -> Callable[[F], F]:
    if operation.key in OPERATIONS:
        raise ValueError(f"two operations {operation.key}")
    OPERATIONS[operation.key] = operation

    admission = Admission(operation)

    def declare(view: F) -> F:
        router.add_api_operation(
            path,
            [method],
            view,
            auth=[admission],
            response=dict(answers),
            operation_id=operation.key,
            url_name=operation.key,
            tags=[path.split("/")[1]],
            **details,
        )
        admission.query_names = _query_names(view)
        return view

    return declare


def length_of(request: HttpRequest) -> int:
    """How much content the request announces, in bytes; 0 for what is no number."""
    announced = str(request.META.get("CONTENT_LENGTH") or "")
    return int(announced) if announced.isascii() and announced.isdigit() else 0


def call_of(request: HttpRequest) -> ApiCall:
    """The call behind a request that was let through."""
    call: ApiCall = request.api_call  # type: ignore[attr-defined]
    return call


def _query_names(view: Callable[..., Any]) -> frozenset[str]:
    models = view._ninja_operation.models  # type: ignore[attr-defined]
    asked = [model for model in models if model.__ninja_param_source__ == "query"]
    return frozenset(name for model in asked for name in model.__ninja_flatten_map__)


def _require_media_type(request: HttpRequest, wanted: str) -> None:
    if request.content_type != wanted:
        raise Stopped(refusal(415, "media_type_not_taken", {"Accept": wanted}, wanted=wanted))
