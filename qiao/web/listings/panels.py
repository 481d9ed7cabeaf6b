"""The facets beside a list: their choices with numbers, what is chosen, and links that take a choice back. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from qiao.core.taxonomy.labels import Listed
from qiao.foundation.wording import Text, text_of
from qiao.web.labels import name_of

SHOWN_AT_ONCE = 8
Values = Mapping[str, Any]
"""What the address asks for: texts, and tuples of texts for facets."""


@dataclass(frozen=True)
class Panel:
    """One facet: its name in the filters and counts, its name in the address, its heading, and its choices by name.

    The choices stand by number of rows unless their own order says something (``in_given_order``).
    """

    facet: str
    name: str
    title: Text
    choices: Callable[[], Mapping[str, str]]
    in_given_order: bool = False


@dataclass(frozen=True)
class Choice:
    """One choice as shown: its name, how many rows it gives, whether it is chosen."""

    code: str
    label: str
    number: int
    chosen: bool


@dataclass(frozen=True)
class ShownPanel:
    """A facet as shown; ``more`` are the choices that are folded away."""

    name: str
    title: Text
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]


@dataclass(frozen=True)
class Chip:
    """A filter in force, and the values of the address without it."""

    title: Text
    label: str
    without: Values


def listed(kind: type[Listed]) -> Callable[[], Mapping[str, str]]:
    """The codes of a value list with their names."""
    return lambda: {member.value: name_of(member) for member in kind}


def worded(family: str, codes: Iterable[str]) -> Callable[[], Mapping[str, str]]:
    """Codes whose names stand in the texts of a family."""
    found = tuple(str(code) for code in codes)
    if family == "portal_rights":
        return lambda: {"with": _("With intellectual property"), "without": _("Without intellectual property")}
    return lambda: {code: text_of(f"{family}.{code}") for code in found}


def shown_panels(
    panels: Iterable[Panel], counts: Mapping[str, Mapping[str, int]], values: Values
) -> tuple[ShownPanel, ...]:
    """The facets with anything to choose; choices without rows are left out unless they are chosen."""
    shown = (_shown(panel, counts.get(panel.facet, {}), values.get(panel.name, ())) for panel in panels)
    return tuple(panel for panel in shown if panel.choices)


def chips(panels: Iterable[Panel], values: Values) -> tuple[Chip, ...]:
    """The filters in force, each with the address without it."""
    found = []
    if values.get("q"):
        found.append(Chip(_("Words"), str(values["q"]), without(values, "q")))
    for panel in panels:
        names = panel.choices()
        found += [
            Chip(panel.title, names[code], without(values, panel.name, code)) for code in values.get(panel.name, ())
        ]
    return tuple(found)


def without(values: Values, name: str, code: str = "") -> Values:
    """The values without one of them, or without one choice of it."""
    if not code:
        return {key: value for key, value in values.items() if key != name}
    return {**values, name: tuple(each for each in values[name] if each != code)}


def _shown(panel: Panel, counts: Mapping[str, int], chosen: Iterable[str]) -> ShownPanel:
    picked = set(chosen)
    choices = [
        Choice(code, label, counts.get(code, 0), code in picked)
        for code, label in panel.choices().items()
        if counts.get(code) or code in picked
    ]
    if not panel.in_given_order:
        choices.sort(key=lambda choice: (not choice.chosen, -choice.number))
    cut = len(choices) if len(choices) <= SHOWN_AT_ONCE + 2 else SHOWN_AT_ONCE
    return ShownPanel(panel.name, panel.title, tuple(choices[:cut]), tuple(choices[cut:]))
