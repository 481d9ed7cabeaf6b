"""Rows of a form that repeat: as many as were typed, some blank ones behind them, blank rows count for nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, TypeVar

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from qiao.catalogue.contents import IndicatorContent, RightContent
from qiao.catalogue.limits import LONGEST_PART, MOST
from qiao.web.forms_desk.fields import Code, DeskField
from qiao.web.labels import choices_of

BLANK_ROWS = 2
MORE_ROWS = 3
R = TypeVar("R", bound="RowForm")


class RowForm(forms.Form):
    """One row; ``NAME`` is the list that it belongs to."""

    NAME: ClassVar[str]
    LABEL: ClassVar[Any]
    HELP: ClassVar[Any] = ""
    MORE: ClassVar[Any]

    def __init__(self, number: int, data: Any = None, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(
            data, prefix=f"{self.NAME}-{number}", initial=dict(initial or {}), use_required_attribute=False
        )
        for name, field in self.fields.items():
            if isinstance(field, Code):
                field.offer(self[name].value())

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed into the row."""
        return not any(str(bound.value() or "").strip() for bound in self)

    def read(self) -> Any:
        """The content of the row; parts with faults are empty."""
        raise NotImplementedError


class IndicatorRow(RowForm):
    """A technical indicator of a demand."""

    NAME = "indicators"
    LABEL = _("Technical indicators")
    HELP = _(
        "What is measured, what you reach today, what must be reached. "
        "A target with a figure raises the clarity most. Empty a row to take it out."
    )
    MORE = _("More indicators")

    name = DeskField(label=_("Indicator"), longest=LONGEST_PART["indicators"]["name"], example=_("Porosity"))
    current = DeskField(label=_("Present value"), longest=LONGEST_PART["indicators"]["current"], example="8")
    target = DeskField(label=_("Target value"), longest=LONGEST_PART["indicators"]["target"], example="≤2")
    unit = DeskField(label=_("Unit"), longest=LONGEST_PART["indicators"]["unit"], example="%")

    def read(self) -> IndicatorContent:
        """The indicator."""
        return IndicatorContent(**{name: self.cleaned_data.get(name, "") for name in self.fields})


class RightRow(RowForm):
    """An intellectual property right of an achievement."""

    NAME = "rights"
    LABEL = _("Intellectual property rights")
    HELP = _("One row for each patent or registration. Without a number yet, choose the kind and leave it empty.")
    MORE = _("More rights")

    kind = Code(lambda: choices_of("ip_kind"), label=_("Kind of right"))
    number = DeskField(
        label=_("Number"), longest=LONGEST_PART["rights"]["number"], example=_("as on the certificate or receipt")
    )
    status = Code(lambda: choices_of("ip_status"), label=_("Legal status"))

    def read(self) -> RightContent:
        """The right."""
        return RightContent(**{name: self.cleaned_data.get(name, "") for name in self.fields})


class Rows(Sequence[RowForm]):
    """The rows of one list as a page shows them.

    ``typed`` are posted values, ``given`` the rows of a record; with ``more`` there are additional blank ones.
    ``checked`` rows show their faults, others do not.
    """

    def __init__(self, row: type[RowForm], rows: Sequence[RowForm]) -> None:
        self.row, self.name, self.label, self.help, self.more = row, row.NAME, row.LABEL, row.HELP, row.MORE
        self._rows = tuple(rows)
        self.faults: list[str] = []

    def __getitem__(self, index: Any) -> Any:
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def filled(self) -> tuple[RowForm, ...]:
        """The rows that say something."""
        return tuple(row for row in self._rows if not row.is_blank)

    @property
    def has_faults(self) -> bool:
        """Whether a row, or the list as a whole, has a fault."""
        return bool(self.faults) or any(row.is_bound and row.errors for row in self.filled)


def typed_rows(row: type[RowForm], typed: MultiValueDict[str, str], *, checked: bool, more: bool = False) -> Rows:
    """The rows as posted, with blank ones behind them. Of too many rows one beyond the limit is read, as the fault."""
    numbers = sorted(set(_numbers(row, typed)))
    texts = [{name: typed.get(f"{row.NAME}-{number}-{name}", "") for name in row.base_fields} for number in numbers]
    filled = [part for part in texts if any(text.strip() for text in part.values())][: MOST[row.NAME] + 1]
    return _with_blanks(row, filled, data=checked, more=more)


def given_rows(row: type[RowForm], contents: Sequence[Any]) -> Rows:
    """The rows of a record, with blank ones behind them."""
    return _with_blanks(
        row, [{name: getattr(content, name) for name in row.base_fields} for content in contents], data=False
    )


def _with_blanks(row: type[RowForm], filled: list[dict[str, Any]], *, data: bool, more: bool = False) -> Rows:
    blank = MORE_ROWS if more else 1 if filled else BLANK_ROWS
    rows: list[RowForm] = []
    for number, part in enumerate([*filled, *({},) * blank]):
        posted = {f"{row.NAME}-{number}-{name}": [text] for name, text in part.items()}
        rows.append(row(number, MultiValueDict(posted)) if data and part else row(number, initial=part))
    return Rows(row, rows)


def _numbers(row: type[RowForm], typed: MultiValueDict[str, str]) -> Iterator[int]:
    pattern = re.compile(rf"{row.NAME}-([0-9]{{1,4}})-(?:{'|'.join(row.base_fields)})")
    for name in typed:
        if found := pattern.fullmatch(name):
            yield int(found[1])
