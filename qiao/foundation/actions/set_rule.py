"""Give a rule a new value from a day on, in one zone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from qiao.core.access import Actor
from qiao.core.outcomes import Invalid, Problem
from qiao.foundation.acting import authorise, record, use_case
from qiao.foundation.models import RuleParameter
from qiao.foundation.registry import RULES

ACTION = "foundation.rule.set"


@dataclass(frozen=True)
class NewRule:
    """The value, its first day, and what it rests on."""

    key: str
    zone_code: str
    value: Any
    valid_from: date
    legal_basis: str
    verified: bool = False


@use_case(ACTION)
def set_rule(*, actor: Actor, rule: NewRule, now: datetime) -> RuleParameter:
    """Add a dated value; earlier values stay, so that running cases finish under the rule they began with.

    Raises Denied outside the actor's zone, Invalid for an unknown key, a value of another kind, an entry of a list
    that is none of its choices, a missing legal basis or a day that already has a value.
    """
    authorise(actor, ACTION, rule)
    problems = _problems(rule)
    if problems:
        raise Invalid(*problems)
    shipped = RULES[rule.key]
    row = RuleParameter.objects.create(
        key=rule.key,
        zone_code=rule.zone_code,
        valid_from=rule.valid_from,
        value=rule.value,
        unit=shipped.unit,
        legal_basis=rule.legal_basis,
        verified=rule.verified,
    )
    record(actor, ACTION, row, {}, now)
    return row


def _problems(rule: NewRule) -> list[Problem]:
    if rule.key not in RULES:
        return [Problem("key", "unknown_rule", rule.key)]
    problems = list(_choice_problems(rule))
    if type(rule.value) is not type(RULES[rule.key].value):
        problems.append(Problem("value", "wrong_kind", str(rule.value), {"kind": type(RULES[rule.key].value).__name__}))
    if not rule.legal_basis.strip():
        problems.append(Problem("legal_basis", "required"))
    same_day = RuleParameter.objects.filter(key=rule.key, zone_code=rule.zone_code, valid_from=rule.valid_from)
    if same_day.exists():
        problems.append(Problem("valid_from", "rule_has_value_that_day", rule.valid_from.isoformat()))
    return problems


def _choice_problems(rule: NewRule) -> Iterator[Problem]:
    choices = RULES[rule.key].choices
    if choices and isinstance(rule.value, list):
        for entry in rule.value:
            if entry not in choices:
                yield Problem("value", "rule_choice_unknown", str(entry), {"allowed": ", ".join(choices)})
