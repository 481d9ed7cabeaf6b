"""Faults of input that its form alone shows, in our own words."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.http import HttpRequest

from qiao.core.outcomes import Invalid, Problem

LARGEST_NUMBER = 2**63 - 1
LONGEST_TEXT = 30_000
_RULES: Mapping[str, str] = {
    "missing": "input_missing",
    "missing_argument": "input_missing",
    "missing_keyword_only_argument": "input_missing",
    "extra_forbidden": "input_unknown_field",
    "unexpected_keyword_argument": "input_unknown_field",
    "string_type": "input_text",
    "bool_type": "input_truth",
    "bool_parsing": "input_truth",
    "enum": "input_not_in_list",
    "literal_error": "input_not_in_list",
    "less_than": "input_too_large",
    "less_than_equal": "input_too_large",
    "greater_than": "input_too_small",
    "greater_than_equal": "input_too_small",
    "string_too_long": "input_too_long",
    "string_too_short": "input_too_short",
    "string_pattern_mismatch": "input_pattern",
    "value_error": "input_other",
}
_BEGINNINGS = (
    ("int_", "input_whole_number"),
    ("date_", "input_date"),
    ("datetime_", "input_instant"),
    ("list_", "input_list"),
    ("tuple_", "input_list"),
    ("dict_", "input_object"),
    ("model_", "input_object"),
    ("dataclass_", "input_object"),
)
_PLACES = ("body", "query", "path", "header", "form", "file")
_ENVELOPES = ("body", "filters", "payload")
_LIMITS = ("le", "lt", "ge", "gt", "max_length", "min_length")


def problems_of_form(errors: Iterable[Mapping[str, Any]]) -> list[Problem]:
    """What the schemas found, as problems with our own codes."""
    return [_problem(error) for error in errors]


def require_sound_values(request: HttpRequest, body: Any) -> None:
    """Raises Invalid for numbers and texts that no table can hold: beyond 63 bits, without end, control characters."""
    problems = [*_unsound("", dict(request.GET.lists())), *_unsound("", body)]
    if problems:
        raise Invalid(*problems[:20])


def _problem(error: Mapping[str, Any]) -> Problem:
    kind, context = str(error["type"]), error.get("ctx", {})
    rule = _RULES.get(kind) or next((ours for start, ours in _BEGINNINGS if kind.startswith(start)), "input_other")
    limit = next((context[name] for name in _LIMITS if name in context), "")
    value = error.get("input", "")
    shown = "" if rule == "input_missing" or isinstance(value, dict | list) else str(value)
    params = {"expected": context.get("expected", ""), "limit": limit, "pattern": context.get("pattern", "")}
    return Problem(_field(error["loc"]), rule, shown, params)


def _field(location: Iterable[Any]) -> str:
    parts = [str(part) for part in location]
    if parts and parts[0] in _PLACES:
        parts = parts[1:]
    if len(parts) > 1 and parts[0] in _ENVELOPES:
        parts = parts[1:]
    return ".".join(parts)


def _unsound(field: str, value: Any) -> Iterator[Problem]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _unsound_text(field or "body", str(name))
            yield from _unsound(f"{field}.{name}" if field else str(name), inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _unsound(field, inner)
    elif isinstance(value, str):
        yield from _unsound_text(field, value)
    elif isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            yield Problem(field, "input_whole_number", str(value))
    elif isinstance(value, int) and abs(value) > LARGEST_NUMBER:
        yield Problem(field, "input_number_too_large", str(value)[:40])


def _unsound_text(field: str, text: str) -> Iterator[Problem]:
    if len(text) > LONGEST_TEXT:
        yield Problem(field, "input_too_long", text[:40], {"limit": LONGEST_TEXT})
    if "\x00" in text or any(0xD800 <= ord(character) <= 0xDFFF for character in text):
        yield Problem(field, "input_control_characters", "")
