"""A form of the desk: sections of fields and rows, filled from a record, from what was typed, or checked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar

from django import forms
from django.utils.datastructures import MultiValueDict

from qiao.catalogue.checks import problems_of
from qiao.catalogue.contents import ListingContent
from qiao.core.outcomes import Problem
from qiao.foundation.wording import Text, text_of
from qiao.web.forms_desk.fields import Code, Codes
from qiao.web.forms_desk.rows import RowForm, Rows, given_rows, typed_rows

Typed = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Section:
    """Fields under one heading, in the order in which they are filled in; names of row lists stand among them."""

    key: str
    heading: Text
    names: tuple[str, ...]
    lead: Text = ""


@dataclass(frozen=True)
class Item:
    """One thing of a section: a field, or rows."""

    field: forms.BoundField | None
    rows: Rows | None


@dataclass(frozen=True)
class ShownSection:
    """A section with its fields, ready for a template."""

    key: str
    heading: Text
    lead: Text
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Fault:
    """One line of the summary: where it leads, what it is about, and the sentence."""

    anchor: str
    label: str
    message: str


class DeskForm(forms.Form):
    """Base of the three forms. ``names`` narrows a form to some of its fields (the guided questions).

    Bound to posted values it is checked; otherwise it shows what a record or an earlier draft holds, without faults.
    """

    CONTENT: ClassVar[type[ListingContent]]
    SECTIONS: ClassVar[tuple[Section, ...]]
    ROWS: ClassVar[tuple[type[RowForm], ...]] = ()

    def __init__(
        self,
        typed: Typed | None = None,
        *,
        content: ListingContent | None = None,
        checked: bool = False,
        more: str = "",
        names: Iterable[str] = (),
    ) -> None:
        posted: MultiValueDict[str, str] = MultiValueDict({name: list(texts) for name, texts in (typed or {}).items()})
        super().__init__(posted if checked else None, use_required_attribute=False)
        self.wanted = frozenset(names)
        self.starting_content = content
        if self.wanted:
            self.fields = {name: field for name, field in self.fields.items() if name in self.wanted}
        self.rows = tuple(
            self._rows_of(row, posted, content, typed is not None, checked, more == row.NAME)
            for row in self.ROWS
            if not self.wanted or row.NAME in self.wanted
        )
        if not checked:
            self.initial = self._initial(posted) if typed is not None else _values(content)
        for name, field in self.fields.items():
            if isinstance(field, Code | Codes):
                field.offer(self[name].value())

    @staticmethod
    def _rows_of(
        row: type[RowForm], posted: MultiValueDict[str, str], content: Any, typed: bool, checked: bool, more: bool
    ) -> Rows:
        if typed:
            return typed_rows(row, posted, checked=checked, more=more)
        return given_rows(row, getattr(content, row.NAME, ()))

    def _initial(self, posted: MultiValueDict[str, str]) -> dict[str, Any]:
        return {
            name: field.widget.value_from_datadict(posted, MultiValueDict(), name)
            for name, field in self.fields.items()
        }

    def shown_sections(self) -> tuple[ShownSection, ...]:
        """The sections that have something to fill in."""
        rows = {part.name: part for part in self.rows}
        found = []
        for section in self.SECTIONS:
            items = tuple(
                Item(self[name] if name in self.fields else None, rows.get(name))
                for name in section.names
                if name in self.fields or name in rows
            )
            if items:
                found.append(ShownSection(section.key, section.heading, section.lead, items))
        return tuple(found)

    def reading(self) -> ListingContent | None:
        """The content that was typed, or None when something cannot be taken: then the faults are on the fields.

        Fields that the form does not show keep what the record holds.
        """
        read = self._content()
        for row_list in self.rows:
            self._check_rows(row_list, read)
        self.take_problems(problem for problem in problems_of(read) if not self._is_of_row(problem))
        return None if self.faults() else read

    def take_problems(self, problems: Iterable[Problem]) -> None:
        """Put each problem beside its field, in words; one whose field is not shown stands at the top."""
        lists = {part.name: part for part in self.rows}
        unread = set(self.errors)
        for problem in problems:
            sentence = text_of(f"rule.{problem.rule}", problem.params)
            if problem.field in lists:
                lists[problem.field].faults.append(sentence)
            elif problem.field not in unread:
                self.add_error(problem.field if problem.field in self.fields else None, sentence)

    def faults(self) -> list[Fault]:
        """Every fault, in the order of the page."""
        if not self.is_bound:
            return []
        found = [Fault("", "", str(message)) for message in self.non_field_errors()]
        for section in self.shown_sections():
            for item in section.items:
                if item.field is not None:
                    anchor, label = item.field.id_for_label or item.field.auto_id, str(item.field.label)
                    found += [Fault(anchor, label, str(message)) for message in item.field.errors]
                if item.rows is not None:
                    found += _row_faults(item.rows)
        return found

    def _content(self) -> ListingContent:
        self.full_clean()
        given = dict(self.cleaned_data)
        given |= {part.name: tuple(row.read() for row in part.filled if row.is_valid()) for part in self.rows}
        known = {field.name for field in fields(self.CONTENT)}
        given = {name: value for name, value in given.items() if name in known}
        if self.starting_content is not None:
            return replace(self.starting_content, **given)
        return self.CONTENT(**{"title": "", **given})

    def _check_rows(self, part: Rows, read: ListingContent) -> None:
        for row in part.filled:
            if row.is_valid():
                only: dict[str, Any] = {part.name: (row.read(),)}
                alone = problems_of(replace(read, **only))
                for sentence in dict.fromkeys(_sentence(p) for p in alone if p.field == part.name):
                    row.add_error(None, sentence)

    def _is_of_row(self, problem: Problem) -> bool:
        # Faults of single rows stand at the row already; what is left concerns their number.
        return problem.field in {part.name for part in self.rows} and problem.rule != "listing_too_many"


def _row_faults(part: Rows) -> list[Fault]:
    found = [Fault(f"rows-{part.name}", str(part.label), message) for message in part.faults]
    for number, row in enumerate(part.filled, start=1):
        if row.is_bound:
            anchor, label = row[next(iter(row.fields))].auto_id, f"{part.label} {number}"
            found += [Fault(anchor, label, str(message)) for messages in row.errors.values() for message in messages]
    return found


def _sentence(problem: Problem) -> str:
    return text_of(f"rule.{problem.rule}", problem.params)


def _values(content: ListingContent | None) -> dict[str, Any]:
    return {field.name: getattr(content, field.name) for field in fields(content)} if content is not None else {}
