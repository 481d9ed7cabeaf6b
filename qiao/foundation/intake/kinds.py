"""What can be imported: the columns of each kind of list, and how its rows become records."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from qiao.core.access import Actor
from qiao.core.outcomes import Problem
from qiao.foundation.intake.cells import Parse

Values = Mapping[str, Any]
"""A row by column key; only the columns that the file has."""

Note = tuple[str, Mapping[str, Any]]
"""A code with its figures, to be told in words (`note.<code>`)."""

EXTERNAL_NUMBER = "external_number"


@dataclass(frozen=True)
class ColumnSpec:
    """A column that is understood: its key, its headings (the first is the one shown), and how a cell is read.

    ``blank`` is the value of a blank cell. ``help`` and ``allowed`` stand in the template.
    """

    key: str
    headings: tuple[str, ...]
    parse: Parse
    blank: Any = ""
    required: bool = False
    unique: bool = False
    help: str = ""
    allowed: str = ""

    @property
    def heading(self) -> str:
        """The Chinese heading."""
        return self.headings[0]


@dataclass(frozen=True)
class ImportContext:
    """On whose behalf and from where rows are taken; ``notes`` counts what deserves attention without being wrong."""

    actor: Actor
    zone_code: str
    source: str
    admit: bool
    reason: str
    now: datetime
    notes: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class StagedRow:
    """A row that keeps all rules; ``object_id`` is the record it was imported to before, if it was."""

    external_number: str
    values: Values
    object_id: int | None = None


class RecordWriter(Protocol):
    """Turns rows of one import into records; made anew for each import."""

    def refusals(self, rows: Sequence[StagedRow]) -> dict[int, list[Problem]]:
        """Problems that only the database knows, by position in ``rows``."""

    def add(self, rows: Sequence[StagedRow]) -> list[int]:
        """Insert and record new ones; returns their keys in the order of ``rows``."""

    def change(self, rows: Sequence[StagedRow]) -> int:
        """Write and record what differs; returns how many records did."""


def no_problems(values: Values, context: ImportContext) -> list[Problem]:  # noqa: ARG001
    """For kinds whose cells need not agree on anything."""
    return []


@dataclass(frozen=True)
class ImportKind:
    """One kind of list. ``identity`` names a row that has no external number; ``check_row`` compares its cells.

    ``once`` is a column with what may stand in it only once in a file, "" for rows that something else tells apart.
    ``remarks`` looks at the staged rows of a batch, by its key, and returns notes on what is right but worth seeing.
    """

    key: str
    columns: tuple[ColumnSpec, ...]
    identity: Callable[[Values], str]
    writer: Callable[[ImportContext], RecordWriter]
    check_row: Callable[[Values, ImportContext], list[Problem]] = no_problems
    open_to_editors: bool = False
    can_admit: bool = False
    once: tuple[str, Callable[[Values], str]] | None = None
    remarks: Callable[[ImportContext, int], list[Note]] | None = None

    def column(self, key: str) -> ColumnSpec:
        """The column with this key; KeyError when there is none."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading that is understood."""
        return tuple(heading for column in self.columns for heading in column.headings)


KINDS: dict[str, ImportKind] = {}


def register_kind(kind: ImportKind) -> None:
    """Called by each room when it is loaded; raises ValueError when a key or a heading is used twice."""
    twice = [heading for heading, count in Counter(kind.headings).items() if count > 1]
    if twice:
        raise ValueError(f"{kind.key}: headings {twice} stand for two columns")
    if KINDS.setdefault(kind.key, kind) is not kind:
        raise ValueError(f"two kinds of import {kind.key}")
