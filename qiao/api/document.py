"""The description of the interface (OpenAPI 3.1): what ninja knows of the forms, and what the gate adds to each."""

import functools
from typing import Any

from django.utils import translation

from qiao.api.codes import MARK, NAMED
from qiao.api.input_codes import INPUT_CODES
from qiao.api.interface import interface
from qiao.api.problems import MEDIA_TYPE
from qiao.api.registering import OPERATIONS, Operation
from qiao.api.repeating import KEY_HEADER, REPLAYED_HEADER
from qiao.api.schemas.answers import ProblemDocument
from qiao.core.scopes import Scope

Document = dict[str, Any]
_PROBLEM = {"$ref": "#/components/schemas/ProblemDocument"}
_ALWAYS = (400, 401, 403, 405, 413, 422, 429)
_EVER = (*_ALWAYS, 404, 409, 415, 503)


@functools.cache
def document() -> Document:
    """The description; summaries are in English, whoever asks."""
    with translation.override("en"):
        described: Document = dict(interface.get_openapi_schema(path_prefix="/api/v1/"))
    described["servers"] = [{"url": "/"}]
    schemas = described["components"]["schemas"]
    problem = ProblemDocument.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
    schemas.update(problem.pop("$defs", {}))
    schemas["ProblemDocument"] = problem
    _name_input_codes(schemas)
    for methods in described["paths"].values():
        for method, operation in methods.items():
            _complete(operation, OPERATIONS[operation["operationId"]], method)
    hoisted: Document = _with_names(described, _names_of_codes(schemas))
    for name, codes in NAMED.items():
        hoisted["components"]["schemas"][name] = {"type": "string", "title": name, "enum": codes}
    hoisted["components"]["schemas"] = dict(sorted(hoisted["components"]["schemas"].items()))
    hoisted["components"]["responses"] = {f"Problem{status}": _problem_answer(status) for status in _EVER}
    hoisted["components"]["parameters"] = {KEY_HEADER: _KEY_PARAMETER}
    hoisted["components"]["securitySchemes"] = {
        "token": {
            "type": "http",
            "scheme": "bearer",
            "description": "An access token with scopes: " + ", ".join(Scope) + ". Sessions are not accepted.",
        }
    }
    return hoisted


def _complete(operation: Document, known: Operation, method: str) -> None:
    operation["security"] = [*([{}] if known.public else []), {"token": []}]
    if known.scope is not None:
        operation["x-scope"] = str(known.scope)
    if known.action:
        operation["x-action"] = known.action
    responses = {str(status): answer for status, answer in operation["responses"].items()}
    for status, answer in responses.items():
        if status.startswith("2"):
            _complete_success(answer, known, method)
    for number in _problem_statuses(operation, known, method):
        responses.setdefault(str(number), {"$ref": f"#/components/responses/Problem{number}"})
    if known.public and method == "get":
        responses["304"] = {"description": "Not Modified"}
    operation["responses"] = dict(sorted(responses.items()))
    if known.action:
        operation["parameters"].append({"$ref": f"#/components/parameters/{KEY_HEADER}"})


def _problem_statuses(operation: Document, known: Operation, method: str) -> list[int]:
    statuses = list(_ALWAYS)
    if any(parameter["in"] == "path" for parameter in operation["parameters"]) or known.texts or known.action:
        statuses.append(404)
    if known.action or known.file:
        statuses.append(409)
    if method != "get":
        statuses += [415, 503]
    return statuses


def _complete_success(answer: Document, known: Operation, method: str) -> None:
    headers: Document = {}
    if known.file:
        answer["content"] = {"*/*": {"schema": {"type": "string", "format": "binary"}}}
    if known.pages:
        headers["Link"] = _header('Address of the next part, `rel="next"` (RFC 8288); missing at the end.')
    if known.public and method == "get":
        headers["ETag"] = _header("Send it back in If-None-Match; only without a token.")
    if known.action:
        headers[REPLAYED_HEADER] = _header("`true` when this is the answer to an earlier request with the same key.")
    if headers:
        answer["headers"] = headers


def _header(description: str) -> Document:
    return {"description": description, "schema": {"type": "string"}}


def _problem_answer(status: int) -> Document:
    answer: Document = {
        "description": f"Problem {status}",
        "content": {MEDIA_TYPE: {"schema": _PROBLEM}},
    }
    if status in (429, 503):
        answer["headers"] = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}
    if status == 401:
        answer["headers"] = {"WWW-Authenticate": _header("What is needed (RFC 6750).")}
    if status == 405:
        answer["headers"] = {"Allow": _header("Methods that exist.")}
    return answer


_KEY_PARAMETER: Document = {
    "in": "header",
    "name": KEY_HEADER,
    "required": False,
    "description": "The same key with the same request has its effect once; the answer is given again.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[ -~]+$"},
}


def _name_input_codes(schemas: Document) -> None:
    """Say which codes a text of the input may be: use cases take texts and check them themselves, with better words."""
    for (model, name), members in INPUT_CODES.items():
        if model not in schemas:
            continue
        listed = members.__name__
        NAMED.setdefault(listed, [str(one) for one in members])
        reference = {"$ref": f"#/components/schemas/{listed}"}
        field = schemas[model]["properties"][name]
        if field.get("type") == "array":
            field["items"] = reference
        else:
            empty = {"const": "", "type": "string"}
            kept = {key: value for key, value in field.items() if key in ("default", "description", "title")}
            choice = {"anyOf": [reference, empty]} if kept.get("default") == "" else reference
            schemas[model]["properties"][name] = {**kept, **choice}


def _names_of_codes(schemas: Document) -> frozenset[str]:
    """Every list of codes that has a name; those that only the forms knew are noted."""
    for name, schema in schemas.items():
        if "enum" in schema:
            NAMED.setdefault(name, list(schema["enum"]))
    return frozenset(NAMED)


def _with_names(part: Any, names: frozenset[str]) -> Any:
    """The same with every inline copy of a list of codes that has a name replaced by a reference to it."""
    if isinstance(part, list):
        return [_with_names(one, names) for one in part]
    if not isinstance(part, dict):
        return part
    if MARK in part:
        return {"$ref": f"#/components/schemas/{part[MARK]}"}
    title = part.get("title")
    if isinstance(title, str) and title in names and part.get("enum") == NAMED[title]:
        return {"$ref": f"#/components/schemas/{title}"}
    return {key: _with_names(value, names) for key, value in part.items()}
