"""What an address asks of a list under limits: read, or answered with what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from qiao.core.outcomes import Outcome, Problem
from qiao.foundation.wording import text_of
from qiao.matching.programmes.roadshow import ALL
from qiao.web.labels import choices_of
from qiao.web.pages import InputFault
from qiao.web.programmes.wording import limit_name
from qiao.web.reading_input import AddressValues

SESSIONS = ("s1", "s2", "s3", "s4", "s5", "s6")
ROADSHOW_NUMBERS = ("slots", "per_organisation", "per_field")
WEEK_NUMBERS = ("per_manager", "per_field")
_MOST_DIGITS = 4


@dataclass(frozen=True)
class Asked:
    """The address as typed (for links and the form), its numbers, its sessions, and what is wrong with it."""

    values: Mapping[str, str]
    numbers: Mapping[str, int | None]
    sessions: tuple[str, ...]
    faults: list[InputFault]


class LimitValues(AddressValues):
    """Values of the address, with numbers."""

    def number(self, name: str) -> int | None:
        """A whole number from 0, or None when none is given."""
        text = self._values.get(name, "").strip()
        if not text:
            return None
        if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS:
            return int(text)
        self._fault(name, text, _("%(limit)s: write a whole number from 0.") % {"limit": limit_name(name)})
        return None


def read_address(given: Mapping[str, str], names: tuple[str, ...], sessions: tuple[str, ...] = ()) -> Asked:
    """The numbers with these names, and the sessions that were chosen (one for all fields when none was)."""
    values = LimitValues(given)
    numbers = {name: values.number(name) for name in names}
    chosen = {name: values.choice(name, theme_names()) for name in sessions}
    typed = {name: str(number) for name, number in numbers.items() if number is not None}
    themes = tuple(theme for theme in chosen.values() if theme) or (ALL,)
    return Asked({**typed, **{n: t for n, t in chosen.items() if t}}, numbers, themes, values.faults)


def theme_names() -> dict[str, str]:
    """The themes of a session by their codes."""
    return {ALL: _("All fields"), **dict(choices_of("field"))}


def faults_of(outcome: Outcome) -> list[InputFault]:
    """Why there is no list, with what to do about it."""
    problems: tuple[Problem, ...] = getattr(outcome, "problems", ())
    if not problems:
        return [InputFault("", "", text_of(f"refusal.{outcome.code}", outcome.params))]
    return [_fault(problem) for problem in problems]


def _fault(problem: Problem) -> InputFault:
    params: dict[str, Any] = dict(problem.params)
    text = text_of(f"rule.{problem.rule}", params)
    return InputFault(problem.field, problem.value, f"{limit_name(problem.field)}: {text}")
