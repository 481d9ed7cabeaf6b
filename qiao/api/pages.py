"""The description as a document and as a page, and a page for every problem code."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from qiao.api.document import Document, document
from qiao.api.problems import TYPE_PREFIX, Stopped, description_of, missing_address
from qiao.foundation.wording import text_of

_SAFE = ("GET", "HEAD")
_SUBJECTS = {
    "demands": _("Demands"),
    "achievements": _("Achievements"),
    "scenarios": _("Scenarios"),
    "matches": _("Matches"),
    "editions": _("Editions"),
    "introductions": _("Introductions"),
    "commissions": _("Commissions"),
    "imports": _("Imports"),
    "organisations": _("Organisations"),
    "changes": _("Change feed"),
    "me": _("Whom the token stands for"),
}


def description(request: HttpRequest) -> HttpResponse:
    """The description (OpenAPI 3.1)."""
    if request.method not in _SAFE:
        return HttpResponseNotAllowed(_SAFE)
    content = json.dumps(document(), ensure_ascii=False)
    return HttpResponse(content, content_type="application/json; charset=utf-8")


def docs(request: HttpRequest) -> HttpResponse:
    """Every operation by what it is about; readable without scripts."""
    if request.method not in _SAFE:
        return HttpResponseNotAllowed(_SAFE)
    return render(request, "api/docs.html", {"groups": _groups(document())})


def problem_page(request: HttpRequest, code: str) -> HttpResponse:
    """What a problem code means: a page for people, a document for programs. Raises Stopped for an unknown code."""
    if request.method not in _SAFE:
        return HttpResponseNotAllowed(_SAFE)
    found = description_of(code)
    if found is None:
        raise Stopped(missing_address())
    text, kind = found
    if request.accepts("text/html") and "html" in request.headers.get("Accept", ""):
        return render(request, "api/problem.html", {"code": code, "text": text, "kind": kind})
    content = {"type": f"{TYPE_PREFIX}{code}", "code": code, "kind": kind, "description": text}
    return HttpResponse(json.dumps(content, ensure_ascii=False), content_type="application/json; charset=utf-8")


def unknown_address(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Every other address. Raises Stopped."""
    raise Stopped(missing_address())


def _groups(described: Document) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for address, methods in described["paths"].items():
        for method, operation in methods.items():
            line = {
                "method": method.upper(),
                "address": address,
                "key": operation["operationId"],
                "summary": _in_words(operation),
                "scope": operation.get("x-scope", ""),
                "public": {} in operation["security"],
                "parameters": [one["name"] for one in operation["parameters"] if one.get("in") == "query"],
            }
            groups.setdefault(operation["tags"][0], []).append(line)
    return [
        {"name": name, "title": gettext(title), "operations": sorted(groups[name], key=_read_first)}
        for name, title in _SUBJECTS.items()
    ]


def _read_first(line: dict[str, Any]) -> tuple[bool, int]:
    """What reads comes before what acts, the shorter address first; otherwise as declared."""
    acts = line["method"] != "GET"
    return acts, 0 if acts else len(line["address"])


def _in_words(operation: dict[str, Any]) -> str:
    """What an operation is for, in the language of the reader."""
    action, summary = operation.get("x-action"), operation["summary"]
    return text_of(f"verb.{action}") if action else gettext(summary)
