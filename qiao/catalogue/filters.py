"""What a list of the catalogue is narrowed by, which page of it is wanted, and the page itself."""

from dataclasses import dataclass
from typing import Any

LARGEST_PAGE = 200


@dataclass(frozen=True, kw_only=True)
class ListingFilters:
    """Empty means any. ``industry`` is a prefix; a ``region`` ending in zeros stands for everything inside it.

    Tuples are choices of a facet, any of which will do: technical fields, sections of industry (A to T), provinces
    (six digits), states, kinds of organisation.
    """

    text: str = ""
    field: str = ""
    industry: str = ""
    region: str = ""
    state: str = ""
    disclosure: str = ""
    organisation_id: int | None = None
    fields: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    organisation_kinds: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DemandFilters(ListingFilters):
    """Demands also by cooperation ways (any of them), least clarity, kinds, urgencies and budget bands."""

    ways: tuple[str, ...] = ()
    clarity_min: int | None = None
    kinds: tuple[str, ...] = ()
    urgencies: tuple[str, ...] = ()
    budgets: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AchievementFilters(ListingFilters):
    """Achievements also by cooperation ways (any of them) and maturity from … to …, both included.

    ``rights`` are ``with`` and ``without``: whether the record lists intellectual property.
    """

    ways: tuple[str, ...] = ()
    maturity_min: int | None = None
    maturity_max: int | None = None
    kinds: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ScenarioFilters(ListingFilters):
    """Scenarios also by expected maturity from … to …, both included, kinds of opener, scales and funding."""

    maturity_min: int | None = None
    maturity_max: int | None = None
    opener_kinds: tuple[str, ...] = ()
    scales: tuple[str, ...] = ()
    fundings: tuple[str, ...] = ()


@dataclass(frozen=True)
class PageRequest:
    """Page number from 1, rows on a page (1 to 200) and order: a field name, with ``-`` for descending.

    Raises ValueError outside these.
    """

    number: int = 1
    size: int = 20
    sort: str = "-published_at"

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError(f"number: page {self.number} does not exist, begin with 1")
        if not 1 <= self.size <= LARGEST_PAGE:
            raise ValueError(f"size: {self.size} rows, ask for 1 to {LARGEST_PAGE}")


@dataclass(frozen=True)
class Page:
    """Rows as the actor may see them, and how many there are in all."""

    rows: tuple[dict[str, Any], ...]
    total: int
    number: int
    size: int

    @property
    def pages(self) -> int:
        """Number of pages, at least 1."""
        return max(1, -(-self.total // self.size))
