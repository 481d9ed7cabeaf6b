"""The frozen values from which every file of an edition is made."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

JSON: TypeAlias = "bool | int | float | str | Sequence[JSON] | Mapping[str, JSON] | None"
ColumnKind = Literal["text", "integer", "date", "money_wan", "list"]
ChangeKind = Literal["added", "changed", "removed"]
EditionKind = Literal["demands", "scenarios", "supply"]

# The number names the files, so nothing but this shape may pass (XQ-2026-01).
NUMBER = re.compile(r"[A-Z]{1,6}-\d{4}-\d{2,4}", re.ASCII)


class UnusableDocument(ValueError):
    """A document value that no file can be made from; names field, value, rule and remedy."""

    def __init__(self, field: str, value: object, rule: str, remedy: str) -> None:
        self.field, self.value, self.rule, self.remedy = field, value, rule, remedy
        super().__init__(f"{field}={value!r}: {rule}; {remedy}")


@dataclass(frozen=True)
class Column:
    """One published column; ``money_wan`` takes integer fen and prints 万元, widths share the page."""

    key: str
    heading: str
    width_mm: int
    kind: ColumnKind = "text"


@dataclass(frozen=True)
class EditionItem:
    """One frozen line of the list; only the values of declared columns are ever published."""

    position: int
    code: str
    values: Mapping[str, JSON]
    digest: str


@dataclass(frozen=True)
class EditionChange:
    """What happened to one item since the previous edition; ``fields`` are column keys."""

    kind: ChangeKind
    code: str
    title: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EditionDocument:
    """One issued edition with its notice, complete and unchangeable.

    ``changes`` is None for a first edition, an empty tuple when nothing differs. ``notice_title`` overrides
    the title composed from issuer and list (机关 + 关于…的 + 文种, GB/T 9704-2012 7.3.1).

    Raises UnusableDocument for a number that cannot name a file, no or doubled columns, doubled item codes
    or positions, a web address that is not http(s), or a withdrawal without its reason. ``verification_url`` is
    empty where the edition has no public page that a reader elsewhere could open; then no file names one.
    """

    number: str
    kind: EditionKind
    title: str
    zone_name: str
    issuer: str
    addressees: str
    document_number: str
    issued_on: date
    approved_by: str
    compiled_by: str
    opening: tuple[str, ...]
    columns: tuple[Column, ...]
    items: tuple[EditionItem, ...]
    changes: tuple[EditionChange, ...] | None
    previous_number: str | None
    digest: str
    contact: str
    copies_to: str
    verification_url: str
    is_example: bool
    withdrawn_on: date | None = None
    withdrawal_reason: str = ""
    notice_title: str = ""
    locale: str = "zh-hans"

    def __post_init__(self) -> None:
        if not NUMBER.fullmatch(self.number):
            raise UnusableDocument("number", self.number, "prefix, year, serial", "number it like XQ-2026-01")
        if not self.columns:
            raise UnusableDocument("columns", self.columns, "at least one column", "declare them")
        _refuse_doubles("columns", [column.key for column in self.columns])
        _refuse_doubles("items.code", [item.code for item in self.items])
        _refuse_doubles("items.position", [item.position for item in self.items])
        for column in self.columns:
            if column.width_mm <= 0:
                raise UnusableDocument("columns.width_mm", column.width_mm, "positive", "set millimetres")
        if self.verification_url and urlsplit(self.verification_url).scheme not in ("http", "https"):
            raise UnusableDocument(
                "verification_url", self.verification_url, "an http or https address", "give the public page"
            )
        if (self.withdrawn_on is None) != (not self.withdrawal_reason.strip()):
            raise UnusableDocument(
                "withdrawal_reason",
                self.withdrawal_reason,
                "reason and date together",
                "give both or neither",
            )

    def heading_of(self, key: str) -> str:
        """The printed heading of a column key; an undeclared key prints as itself."""
        return next((column.heading for column in self.columns if column.key == key), key)


def _refuse_doubles(field: str, values: Sequence[object]) -> None:
    seen: set[object] = set()
    for value in values:
        if value in seen:
            raise UnusableDocument(field, value, "unique within the edition", "remove the doubled entry")
        seen.add(value)
