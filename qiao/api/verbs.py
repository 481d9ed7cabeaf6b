"""Operations that act, made from the use cases themselves: what a use case takes is what the operation takes.

Every verb that people use in a lifecycle has its operation, named by its action key, without anybody writing it down a
second time; so has drafting, revising, proposing, compiling.
"""

import inspect
import typing
from collections.abc import Callable
from dataclasses import dataclass
from inspect import Parameter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from ninja import Body, Schema
from pydantic import ConfigDict, create_model

from qiao.api.codes import human_verbs
from qiao.api.registering import Key, Operation, call_of, writing
from qiao.api.schemas.answers import Receipt
from qiao.api.selectors.seeing import may_see
from qiao.catalogue.lifecycles.achievement import ACHIEVEMENT
from qiao.catalogue.lifecycles.demand import DEMAND
from qiao.catalogue.lifecycles.edition import EDITION
from qiao.catalogue.lifecycles.scenario import SCENARIO
from qiao.core.lifecycle import Lifecycle
from qiao.core.outcomes import Denied, Missing
from qiao.core.scopes import Scope
from qiao.foundation.intake.lifecycle import IMPORT
from qiao.foundation.registry import USE_CASES
from qiao.foundation.wording import text_of
from qiao.matching.lifecycles.commission import COMMISSION
from qiao.matching.lifecycles.introduction import INTRODUCTION

_SETTLED = ("actor", "now", "progress")
_CATALOGUE_ACTS = ("assign_manager", "disclose_to")


@dataclass(frozen=True)
class Collection:
    """The objects of one lifecycle: their addresses, their table, the act that makes one, further acts on one."""

    name: str
    label: str
    table: Lifecycle[Any]
    scope: Scope
    making: str = ""
    revising: str = ""
    acts: tuple[str, ...] = ()

    @property
    def key_name(self) -> str:
        """What use cases call the key of such an object."""
        return f"{self.label.partition('.')[2]}_id"


COLLECTIONS = (
    *(
        Collection(f"{kind}s", f"catalogue.{kind}", table, Scope.CATALOGUE_WRITE, "draft", "revise", _CATALOGUE_ACTS)
        for kind, table in (("demand", DEMAND), ("achievement", ACHIEVEMENT), ("scenario", SCENARIO))
    ),
    Collection("editions", "catalogue.edition", EDITION, Scope.EDITIONS_WRITE, "compile"),
    Collection("introductions", "matching.introduction", INTRODUCTION, Scope.INTRODUCTIONS_WRITE, "propose"),
    Collection("commissions", "matching.commission", COMMISSION, Scope.COMMISSIONS_WRITE, "place"),
    Collection("imports", "foundation.importbatch", IMPORT, Scope.IMPORTS_WRITE),
)


class Given(Schema):
    """What a use case takes besides actor, time and key; nothing else may be sent."""

    model_config = ConfigDict(extra="forbid")


def add_operations() -> None:
    """Declare every operation that acts."""
    for collection in COLLECTIONS:
        place = f"/{collection.name}"
        if collection.making:
            _add(collection, ("POST", place), collection.making, 201)
        if collection.revising:
            _add(collection, ("PUT", f"{place}/{{record_id}}"), collection.revising)
        for verb in (*human_verbs(collection.table), *collection.acts):
            _add(collection, ("POST", f"{place}/{{record_id}}/verbs/{verb}"), verb)


def href_of(label: str, key: int) -> str | None:
    """The address of an object, None where it has none of its own."""
    for collection in COLLECTIONS:
        if collection.label == label:
            return f"/api/v1/{collection.name}/{key}"
    return None


def receipt_of(done: Any) -> dict[str, Any]:
    """What a use case has returned, as a receipt."""
    label = done._meta.label_lower
    return {
        "object": label,
        "id": done.pk,
        "state": getattr(done, "state", None),
        "version": getattr(done, "version", None),
        "code": getattr(done, "code", None) or getattr(done, "number", None) or None,
        "href": href_of(label, done.pk) or href_of("matching.introduction", getattr(done, "introduction_id", 0)),
    }


def _add(collection: Collection, route: tuple[str, str], verb: str, status: int = 200) -> None:
    action = f"{collection.table.key}.{verb}"
    taken = _taken_by(action, collection.key_name)
    body = create_model(_model_name(action), __base__=Given, __doc__=_doc_of(action), **taken) if taken else None
    needed = body is not None and any(field.is_required() for field in body.model_fields.values())

    def view(request: HttpRequest, response: HttpResponse, **given: Any) -> Any:
        arguments = {name: getattr(given["body"], name) for name in taken} if taken else {}
        done = _carry_out(request, collection, action, given.get("record_id"), arguments)
        receipt = receipt_of(done)
        if status == 201 and receipt["href"]:
            response["Location"] = receipt["href"]
        return receipt

    view.__name__ = action.replace(".", "_")
    view.__signature__ = _signature(route[1], body, needed=needed)  # type: ignore[attr-defined]
    operation = Operation(key=action, scope=collection.scope, action=action)
    with translation.override("en"):
        summary = text_of(f"verb.{action}")
    details = {"summary": summary, "description": _doc_of(action)}
    writing(route, operation, {status: Receipt}, **details)(view)


def _carry_out(
    request: HttpRequest, collection: Collection, action: str, key: int | None, arguments: dict[str, Any]
) -> Any:
    call = call_of(request)
    named = {} if key is None else {collection.key_name: key}
    try:
        return USE_CASES[action](actor=call.actor, now=call.now, **named, **arguments)
    except Missing:
        raise
    except Denied as denied:
        if key is not None and not may_see(call.actor, collection.label, key):
            # Nobody learns from a refusal that something exists.
            raise Missing("no_such_object", object_type=collection.label, object_id=key) from denied
        raise


def _function(action: str) -> Callable[..., Any]:
    function: Callable[..., Any] = inspect.unwrap(USE_CASES[action])
    return function


def _taken_by(action: str, key_name: str) -> dict[str, Any]:
    function = _function(action)
    hints = typing.get_type_hints(function)
    return {
        name: (hints[name], ... if parameter.default is Parameter.empty else parameter.default)
        for name, parameter in inspect.signature(function).parameters.items()
        if name not in _SETTLED and name != key_name
    }


def _doc_of(action: str) -> str:
    """What the use case says of itself, without what it raises: that is what the problems say."""
    return " ".join((inspect.getdoc(_function(action)) or "").partition("Raises ")[0].split())


def _model_name(action: str) -> str:
    return "".join(part.capitalize() for part in action.replace("_", ".").split(".")[1:])


def _signature(path: str, body: Any, *, needed: bool) -> inspect.Signature:
    named = Parameter.POSITIONAL_OR_KEYWORD
    parameters = [
        Parameter("request", named, annotation=HttpRequest),
        Parameter("response", named, annotation=HttpResponse),
    ]
    if "{record_id}" in path:
        parameters.append(Parameter("record_id", named, annotation=Key))
    if body is not None:
        default: Any = Parameter.empty if needed else Body(body())  # type: ignore[type-arg]
        parameters.append(Parameter("body", named, annotation=body, default=default))
    return inspect.Signature(parameters)


add_operations()
