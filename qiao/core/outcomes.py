"""The three ways in which a use case ends without doing what was asked, and nothing else leaves it.

Each carries a stable code; the words for it live beside the screens (``wording`` of each room).
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class Outcome(Exception):
    """Base of the three; ``code`` names what happened and ``params`` fill its sentence."""

    def __init__(self, code: str, **params: Any) -> None:
        self.code = code
        self.params = params
        super().__init__(f"{code} {params}" if params else code)


class Denied(Outcome):
    """The actor has no right to do this here (web: 403)."""


class Missing(Denied):
    """The object does not exist, or the actor may not know that it does (web: 404)."""


class Refused(Outcome):
    """The actor may do this, but the case does not allow it now (web: 409)."""


@dataclass(frozen=True)
class Problem:
    """One fault of the input: which field, which value, which rule, and the figures of the rule."""

    field: str
    rule: str
    value: str = ""
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)


class Invalid(Outcome):
    """The input breaks rules (web: 422); every problem is named at once."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("invalid", fields=[(p.field, p.rule, p.value) for p in problems])
