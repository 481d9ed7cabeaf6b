"""Problem answers (RFC 9457): what went wrong, as a document with a stable code and a sentence with the remedy."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse

from qiao.core.outcomes import Denied, Invalid, Missing, Outcome, Problem
from qiao.foundation.wording import has_text, text_of

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "/api/problems/"
_LONGEST_VALUE = 200


@dataclass(frozen=True)
class ProblemAnswer:
    """A status, the code and sentence of the problem, the faults of the input, and headers that belong to it."""

    status: int
    code: str
    detail: str
    errors: tuple[Mapping[str, str], ...] = ()
    further: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


class Stopped(Exception):
    """Ends a request with this answer."""

    def __init__(self, answer: ProblemAnswer) -> None:
        self.answer = answer
        super().__init__(answer.code)


def refusal(status: int, code: str, headers: Mapping[str, str] | None = None, **params: Any) -> ProblemAnswer:
    """A problem of the request itself, in the active language."""
    return ProblemAnswer(status, code, text_of(f"refusal.{code}", params), headers=headers or {})


def of_outcome(outcome: Outcome) -> ProblemAnswer:
    """The answer to an outcome of a use case, in the active language."""
    if isinstance(outcome, Invalid):
        return of_faults(outcome.problems)
    if isinstance(outcome, Missing):
        # Whatever was looked for: nobody learns whether it exists for somebody else.
        return ProblemAnswer(404, outcome.code, text_of(f"denied.{outcome.code}"))
    if isinstance(outcome, Denied):
        further = {"scope": outcome.params["scope"]} if "scope" in outcome.params else {}
        return ProblemAnswer(403, outcome.code, text_of(f"denied.{outcome.code}", outcome.params), further=further)
    state = outcome.params.get("state")
    return ProblemAnswer(
        409, outcome.code, text_of(f"refusal.{outcome.code}", outcome.params), further={"state": state} if state else {}
    )


def of_faults(faults: tuple[Problem, ...] | list[Problem]) -> ProblemAnswer:
    """The answer to input that breaks rules: every fault with its field, value, rule and remedy."""
    errors = tuple(
        {
            "field": fault.field,
            "value": str(fault.value)[:_LONGEST_VALUE],
            "rule": fault.rule,
            "remedy": text_of(f"rule.{fault.rule}", fault.params),
        }
        for fault in faults
    )
    return ProblemAnswer(422, "invalid", text_of("refusal.invalid"), errors)


def response_of(answer: ProblemAnswer) -> HttpResponse:
    """The answer as a document."""
    document = {
        "type": f"{TYPE_PREFIX}{answer.code}",
        "title": text_of(f"problem.{answer.status}"),
        "status": answer.status,
        "detail": answer.detail,
        "code": answer.code,
        **answer.further,
    }
    if answer.errors:
        document["errors"] = list(answer.errors)
    return HttpResponse(
        json.dumps(document, ensure_ascii=False).encode("utf-8", "replace"),
        status=answer.status,
        content_type=MEDIA_TYPE,
        headers=dict(answer.headers),
    )


def description_of(code: str) -> tuple[str, str] | None:
    """What a code means: its sentence with the places of its figures left open, and where it comes from."""
    for kind in ("refusal", "denied", "rule"):
        if has_text(f"{kind}.{code}"):
            return text_of(f"{kind}.{code}"), kind
    return None


def missing_address() -> ProblemAnswer:
    """The answer for an address that leads nowhere."""
    return ProblemAnswer(404, "no_such_address", text_of("denied.no_such_address"))
