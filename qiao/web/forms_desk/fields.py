"""Fields of the desk's forms: what was typed stays as typed, and every fault is a sentence of our own rules.

None of them cuts text off in the browser (no ``maxlength``): who pastes too much is told how much it is.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from qiao.core.money import MoneyError
from qiao.foundation.intake.cells import CellProblem, cleaned, iso_day, whole_number, words
from qiao.foundation.wording import text_of
from qiao.web.forms_desk.amounts import shown_amount, typed_amount
from qiao.web.labels import reads_chinese

_WORTH_SAYING = 60
Choices = Callable[[], list[tuple[str, str]]]


class DeskField(forms.CharField):
    """A line of text. ``longest`` is shown and counted, ``example`` helps where people are unsure."""

    empty: ClassVar[Any] = ""
    multiline = False
    shows_limit = False

    def __init__(self, *, longest: int = 0, example: Any = "", wide: bool = False, **given: Any) -> None:
        self.longest, self.example, self.wide = longest, example, wide
        drawn = {"template_name": "web/forms_desk/_field.html"}
        super().__init__(**{"required": False, "strip": False, **drawn, **given})
        self.shows_limit = type(self) in (DeskField, Paragraphs) and longest >= _WORTH_SAYING
        # Control characters are taken out, which is kinder than a refusal.
        self.validators = []

    def to_python(self, value: Any) -> Any:
        """The value that the text means; ``empty`` for nothing. Raises ValidationError in words."""
        text = "" if value in (None, "") else str(value)
        if self.longest and len(text) > self.longest and len(text := text.strip().replace("\r\n", "\n")) > self.longest:
            raise fault("too_long", length=len(text), limit=self.longest)
        text = cleaned(text.replace("\r\n", "\n"))
        return self.read(text) if text else self.empty

    def read(self, text: str) -> Any:
        """The meaning of a text that is not empty."""
        return text if self.multiline else " ".join(text.split("\n"))

    def validate(self, value: Any) -> None:
        """A required field says something. Raises ValidationError in words."""
        if self.required and value == self.empty:
            raise fault("required")


class Paragraphs(DeskField):
    """Text of several sentences."""

    multiline = True

    def __init__(self, *, lines: int = 4, **given: Any) -> None:
        super().__init__(**{"wide": True, "widget": forms.Textarea(attrs={"rows": lines}), **given})


class Words(DeskField):
    """Several short texts in one line."""

    empty = ()

    def read(self, text: str) -> tuple[str, ...]:
        """The words, each once."""
        return tuple(words(text))

    def prepare_value(self, value: Any) -> Any:
        """The words in a row, separated as the language does."""
        return value if isinstance(value, str) or value is None else ("、" if reads_chinese() else ", ").join(value)


class Amount(DeskField):
    """An amount of money; its value is fen."""

    empty = None

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"longest": 40, "widget": forms.TextInput(attrs={"inputmode": "decimal"}), **given})

    def read(self, text: str) -> int:
        """The fen; below 0 is left to the checks of the catalogue."""
        try:
            return typed_amount(text)
        except MoneyError as error:
            raise fault(error.code) from error

    def prepare_value(self, value: Any) -> Any:
        """The amount with its unit."""
        return shown_amount(value) if isinstance(value, int) else value


class Day(DeskField):
    """A day of the calendar."""

    empty = None

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"longest": 40, "widget": forms.TextInput(attrs={"type": "date"}), **given})

    def read(self, text: str) -> date:
        """The day."""
        return date.fromisoformat(_cell(iso_day, text))

    def prepare_value(self, value: Any) -> Any:
        """The day in the form that date inputs want."""
        return value.isoformat() if isinstance(value, date) else value


class Whole(DeskField):
    """A whole number."""

    empty = None

    def __init__(self, *, lowest: int, highest: int, **given: Any) -> None:
        self._read = whole_number(lowest, highest)
        super().__init__(**{"longest": 40, "widget": forms.TextInput(attrs={"inputmode": "numeric"}), **given})

    def read(self, text: str) -> int:
        """The number."""
        return int(_cell(self._read, text))


class Code(DeskField):
    """One code of a list. An unknown code is left to the checks of the catalogue, and stays visible."""

    def __init__(self, choices: Choices, *, nothing: Any = "", **given: Any) -> None:
        self.listed, self.nothing = choices, nothing
        super().__init__(**{"longest": 99, "widget": forms.Select(), **given})

    def offer(self, value: Any) -> None:
        """Fill the control with the list; a value that is not in it is offered too, so that it is not lost."""
        choices = list(self.listed())
        if value and str(value) not in dict(choices):
            choices.append((str(value), str(value)[:100]))
        blank = [] if self.nothing is None else [("", str(self.nothing) or "—")]
        self.widget.choices = [*blank, *choices]


class Level(Code):
    """A maturity level, 1 to 9."""

    empty = None

    def read(self, text: str) -> int:
        """The level as a number; beyond 1 to 9 is left to the checks of the catalogue."""
        return int(_cell(whole_number(-999, 999), text))


class Codes(DeskField):
    """Several codes of a list."""

    empty = ()

    def __init__(self, choices: Choices, **given: Any) -> None:
        self.listed = choices
        super().__init__(**{"wide": True, "widget": forms.CheckboxSelectMultiple(), **given})

    def offer(self, _value: Any) -> None:
        """Fill the control with the list."""
        self.widget.choices = list(self.listed())

    def to_python(self, value: Any) -> Any:
        """The codes, each once, as given."""
        given: Iterable[Any] = value if isinstance(value, list | tuple) else [value] if value else []
        return tuple(dict.fromkeys(str(code)[:100] for code in given if code))

    def prepare_value(self, value: Any) -> Any:
        """The codes as they are."""
        return value


def fault(rule: str, **params: Any) -> ValidationError:
    """The sentence of a rule as a fault of a field."""
    return ValidationError(text_of(f"rule.{rule}", params), code=rule)


def _cell(parse: Callable[[str], Any], text: str) -> Any:
    try:
        return parse(text)
    except CellProblem as problem:
        raise fault(problem.rule, **problem.params) from problem
