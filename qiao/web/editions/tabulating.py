"""Lines of an edition as cells of a table, and what changed since the edition before. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qiao.catalogue.models import Edition, EditionItem
from qiao.core.editions import Difference, ItemChange
from qiao.reports.rendering.cell_text import cell_text
from qiao.reports.rendering.document import Column
from qiao.reports.rendering.document import EditionItem as PrintedItem

_LONG_FROM_MM = 40
_MIDDLE_FROM_MM = 24


@dataclass(frozen=True)
class Cell:
    """One cell: heading of its column, text, and how much room it wants (short, middle, long)."""

    heading: str
    text: str
    room: str


@dataclass(frozen=True)
class Line:
    """One line of the list; ``page`` is the kind of page that the live record has, "" when it has none."""

    position: int
    code: str
    page: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class ChangedValue:
    """One value before and after."""

    heading: str
    before: str
    after: str


@dataclass(frozen=True)
class ShownChange:
    """What happened to one line; ``values`` only where it was changed."""

    code: str
    title: str
    page: str
    values: tuple[ChangedValue, ...]


def columns_shown(edition: Edition) -> tuple[Column, ...]:
    """The columns of the notice; the others are in every data file."""
    return tuple(_column(kept) for kept in edition.columns if kept["in_notice"])


def lines_shown(items: Sequence[EditionItem], columns: Sequence[Column], live: Mapping[str, str]) -> tuple[Line, ...]:
    """The lines with their cells."""
    return tuple(
        Line(
            item.position,
            item.code,
            live.get(item.code, ""),
            tuple(Cell(column.heading, _text(item.code, item.values, column), _room(column)) for column in columns),
        )
        for item in items
    )


def changes_shown(edition: Edition, found: Difference, live: Mapping[str, str]) -> dict[str, tuple[ShownChange, ...]]:
    """Changes by kind: added, changed, removed."""
    columns = {kept["key"]: _column(kept) for kept in edition.columns}
    kinds: dict[str, list[ShownChange]] = {"added": [], "changed": [], "removed": []}
    for change in found.changes:
        kinds[change.kind.value].append(_change(change, columns, live))
    return {kind: tuple(changes) for kind, changes in kinds.items()}


def _change(change: ItemChange, columns: Mapping[str, Column], live: Mapping[str, str]) -> ShownChange:
    values: tuple[ChangedValue, ...] = ()
    if change.kind.value == "changed":
        values = tuple(
            ChangedValue(
                columns[key].heading,
                _text(change.code, change.before, columns[key]),
                _text(change.code, change.after, columns[key]),
            )
            for key in change.fields
            if key in columns
        )
    return ShownChange(change.code, change.title, live.get(change.code, ""), values)


def _column(kept: Mapping[str, Any]) -> Column:
    return Column(kept["key"], kept["heading"], kept["width_mm"], kept["kind"])


def _text(code: str, values: Mapping[str, Any], column: Column) -> str:
    return cell_text(PrintedItem(0, code, values, ""), column)


def _room(column: Column) -> str:
    if column.width_mm >= _LONG_FROM_MM:
        return "long"
    return "middle" if column.width_mm >= _MIDDLE_FROM_MM else "short"
