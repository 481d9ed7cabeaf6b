"""Lists of codes as named enums of the description, taken from the tables that define them."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from pydantic import WithJsonSchema

from qiao.core.lifecycle import Lifecycle
from qiao.foundation.wording import known_codes

MARK = "x-codes"
NAMED: dict[str, list[str]] = {}
"""The codes of each named list, as the description shows them once."""


def codes(name: str, values: Iterable[str], *, empty: bool = False) -> WithJsonSchema:
    """A text that is one of these codes; ``empty`` where it may also stay empty.

    Only the description says so: a value that an old list brought in must not make a record unreadable, and what goes
    in is checked by the use case, which says what to do.
    """
    NAMED[name] = list(dict.fromkeys(str(value) for value in values))
    # Not a reference yet: the forms are made one by one, and the names are put in when all are together.
    inline = {MARK: name, "type": "string", "enum": NAMED[name]}
    return WithJsonSchema({"anyOf": [inline, {"const": "", "type": "string"}]} if empty else inline)


def listed(members: type[StrEnum], *, empty: bool = False) -> WithJsonSchema:
    """The codes of a value list or of the states of a table."""
    return codes(members.__name__, members, empty=empty)


def human_verbs(table: Lifecycle[Any]) -> tuple[str, ...]:
    """The verbs that people use, in table order."""
    return tuple(dict.fromkeys(step.verb for step in table.transitions if not step.by_clock))


def clock_verbs(table: Lifecycle[Any]) -> tuple[str, ...]:
    """The verbs that fall due."""
    return tuple(dict.fromkeys(limit.verb for limit in table.limits))


def codes_of(kind: str) -> tuple[str, ...]:
    """Every code of a kind (``refusal``, ``denied``, ``rule``) that has words."""
    return tuple(code.partition(".")[2] for code in known_codes() if code.startswith(f"{kind}."))
