"""Outcomes of use cases as sentences: what was wrong with which entry, and what can be done."""

from collections.abc import Iterator, Mapping

from django import forms

from qiao.core.outcomes import Denied, Invalid, Outcome, Problem
from qiao.foundation.wording import text_of
from qiao.web.desk.field_names import field_name

STATUS_INVALID, STATUS_REFUSED, STATUS_DENIED = 422, 409, 403


def status_of(outcome: Outcome) -> int:
    """The status of an answer that comes back with an outcome."""
    if isinstance(outcome, Invalid):
        return STATUS_INVALID
    return STATUS_DENIED if isinstance(outcome, Denied) else STATUS_REFUSED


def sentences(outcome: Outcome, object_type: str) -> tuple[str, ...]:
    """What the outcome says, one sentence for each fault."""
    if isinstance(outcome, Invalid):
        return tuple(_with_value(problem, object_type) for problem in outcome.problems)
    prefix = "denied" if isinstance(outcome, Denied) else "refusal"
    return (text_of(f"{prefix}.{outcome.code}", outcome.params),)


def put_into_form(form: forms.Form, outcome: Outcome, object_type: str, names: Mapping[str, str]) -> None:
    """Show the outcome on the form, faults beside their entry where it has one (``names``: theirs → the form's)."""
    if not isinstance(outcome, Invalid):
        for sentence in sentences(outcome, object_type):
            form.add_error("reason" if _wants_reason(form, outcome) else None, sentence)
        return
    for name, sentence in _by_field(outcome, object_type, names):
        form.add_error(name if name in form.fields else None, sentence)


def _by_field(outcome: Invalid, object_type: str, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for problem in outcome.problems:
        yield names.get(problem.field, problem.field), _with_value(problem, object_type)


def _wants_reason(form: forms.Form, outcome: Outcome) -> bool:
    return outcome.code == "reason_needed" and "reason" in form.fields


def _with_value(problem: Problem, object_type: str) -> str:
    named = field_name(object_type, problem.field)
    shown = f"{named}“{problem.value}”" if problem.value else named
    return f"{shown}: {text_of(f'rule.{problem.rule}', problem.params)}"
