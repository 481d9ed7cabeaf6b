"""Errors in the user's words: which field, which value, which rule, and what to do."""

import re
from typing import Any

import click
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qiao.core.outcomes import Denied, Invalid, Missing, Outcome, Problem
from qiao.foundation.files import FileAltered
from qiao.foundation.rules import RuleMissing
from qiao.foundation.tabular.refusals import FileRefused
from qiao.foundation.wording import has_text, known_codes, text_of
from qiao.reports.rendering.fonts import FontsMissing

EXPLAINED = (Outcome, FileRefused, FileAltered, RuleMissing, FontsMissing, DatabaseError, ImproperlyConfigured)
OBJECTS = {
    "catalogue.achievement": gettext_lazy("Achievement"),
    "catalogue.demand": gettext_lazy("Demand"),
    "catalogue.edition": gettext_lazy("Edition"),
    "catalogue.scenario": gettext_lazy("Scenario"),
    "foundation.importbatch": gettext_lazy("Import"),
    "matching.commission": gettext_lazy("Commission"),
    "matching.introduction": gettext_lazy("Introduction"),
    "parties.holding": gettext_lazy("Holding"),
    "parties.merge": gettext_lazy("Merge"),
    "parties.organisation": gettext_lazy("Organisation"),
    "parties.person": gettext_lazy("Person"),
    "parties.user": gettext_lazy("Account"),
}
_GIVEN = re.compile(r"'[^']*'|^\S+(?= is not)")


def object_name(label: str) -> str:
    """The word for a kind of object (``room.model``)."""
    return str(OBJECTS.get(label, label))


def through_token(name: str | None) -> tuple[str, ...]:
    """The words for the access token through which a program acted; nothing for people themselves."""
    return (_("through token “%(name)s”") % {"name": name},) if name else ()


def explain(problem: Exception) -> str:
    """What ended a command, one line for each fault."""
    if isinstance(problem, Invalid):
        return "\n".join(_fault(fault) for fault in problem.problems)
    if isinstance(problem, FileRefused):
        return text_of(f"refusal.{problem.code}", problem.params)
    if isinstance(problem, Missing):
        return _missing(problem)
    if isinstance(problem, Outcome):
        return _outcome(problem)
    return _technical(problem)


def _fault(fault: Problem) -> str:
    named = f"{_field_name(fault.field)}: {fault.value!r}" if fault.value else _field_name(fault.field)
    return f"{named} – {text_of(f'rule.{fault.rule}', fault.params)}"


def _field_name(field: str) -> str:
    """The word for a field where all rooms that have it use the same word, and its key."""
    words = {text_of(code) for code in known_codes() if code.startswith("field.") and code.endswith(f".{field}")}
    return f"{words.pop()} ({field})" if len(words) == 1 else field


def _missing(problem: Missing) -> str:
    what, which = problem.params.get("object_type"), problem.params.get("object_id")
    if what is None or which is None:
        return text_of(f"denied.{problem.code}", problem.params)
    sentence = _("%(what)s “%(which)s” was not found here. Look its number up with the list command.")
    return sentence % {"what": object_name(str(what)), "which": which}


def _outcome(problem: Outcome) -> str:
    prefix = "denied" if isinstance(problem, Denied) else "refusal"
    text = text_of(f"{prefix}.{problem.code}", problem.params)
    state, action = problem.params.get("state"), str(problem.params.get("action") or "")
    if has_text(f"verb.{action}"):
        text = f"{text_of(f'verb.{action}')}: {text}"
    if not state:
        return text
    return f"{text} ({_('state')}: {text_of_state(action.rpartition('.')[0], str(state))})"


def text_of_state(lifecycle: str, state: str) -> str:
    """The word for a state, the state itself where the table has none."""
    code = f"state.{lifecycle}.{state}"
    return text_of(code) if has_text(code) else state


def _technical(problem: Exception) -> str:
    if isinstance(problem, FileAltered):
        text = _("The stored file %(name)s is gone or altered. Look at `qiao audit verify`, then restore the copy.")
        return text % {"name": problem}
    if isinstance(problem, RuleMissing):
        text = _("Rule %(key)s has no value on %(day)s. Give it one with `qiao rule set`.")
        return text % {"key": problem.key, "day": problem.on}
    if isinstance(problem, DatabaseError):
        return _("The database cannot be used: %(fault)s. Nothing was changed.") % {"fault": problem}
    if isinstance(problem, OSError):
        text = _("%(path)s: cannot be read or written (%(fault)s). Check the folder and its rights.")
        return text % {"path": problem.filename or "–", "fault": problem.strerror or problem}
    return str(problem)


def explain_call(error: click.UsageError) -> str:
    """A wrong call: which argument, which value, and what is expected instead."""
    if isinstance(error, click.MissingParameter):
        return _("%(name)s is missing. Add it; `--help` explains it.") % {"name": _hint(error)}
    if isinstance(error, click.NoSuchOption):
        return _("There is no option %(name)s. `--help` lists the options.") % {"name": error.option_name}
    if not isinstance(error, click.BadParameter) or error.param is None:
        return error.format_message()
    expected = _expected(error.param.type)
    if not expected:
        return f"{_hint(error)}: {error.message}"
    value = _GIVEN.search(error.message)
    return f"{_hint(error)}: {value.group(0) if value else ''} – {expected}"


def _hint(error: click.BadParameter) -> str:
    if error.param is None or error.ctx is None:
        return str(error.param_hint or "")
    return error.param.get_error_hint(error.ctx).strip("'")


def _expected(kind: click.ParamType[Any]) -> str:
    if isinstance(kind, click.Choice):
        return _("Choose one of: %(choices)s.") % {"choices": ", ".join(str(choice) for choice in kind.choices)}
    if isinstance(kind, click.DateTime):
        return _("Write the date as YYYY-MM-DD.")
    if isinstance(kind, click.IntRange | click.FloatRange):
        return _("Write a number in the range %(range)s.") % {"range": kind._describe_range()}
    if kind is click.INT:
        return _("Write a whole number.")
    if kind is click.FLOAT:
        return _("Write a number.")
    if isinstance(kind, click.Path) and kind.exists:
        return _("There is no such file that can be read. Check the path.")
    return ""
