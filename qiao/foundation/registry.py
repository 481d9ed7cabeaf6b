"""What the rooms register when they are loaded: grants, use cases, cases with clocks, event handlers, rules."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from qiao.core.access import Grant, Policy
from qiao.foundation.models.case import Case

POLICY = Policy()
USE_CASES: dict[str, Callable[..., Any]] = {}
CASES: list[type[Case]] = []
HANDLERS: dict[str, dict[str, Callable[[dict[str, Any], datetime], None]]] = {}


@dataclass(frozen=True)
class RuleDefault:
    """A rule as it ships: key, value, unit, first day, legal basis, and whether that was checked.

    ``choices`` are what may stand in a value that is a list.
    """

    key: str
    value: Any
    unit: str
    valid_from: date
    legal_basis: str
    verified: bool = False
    note: str = ""
    choices: tuple[str, ...] = ()


RULES: dict[str, RuleDefault] = {}


def register_room(
    *, grants: Iterable[Grant] = (), cases: Iterable[type[Case]] = (), rules: Iterable[RuleDefault] = ()
) -> None:
    """Called once by each room's ``AppConfig.ready``."""
    for grant in grants:
        POLICY.add(grant)
    for case in cases:
        CASES.append(case)
    for rule in rules:
        RULES[rule.key] = rule


def handles(event_name: str) -> Callable[[Callable[[dict[str, Any], datetime], None]], Any]:
    """Register a handler of ``room.EventName``; it gets the payload and the time at which the event was emitted."""

    def decorate(function: Callable[[dict[str, Any], datetime], None]) -> Any:
        HANDLERS.setdefault(event_name, {})[f"{function.__module__}.{function.__qualname__}"] = function
        return function

    return decorate
