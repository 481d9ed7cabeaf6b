"""Reads of saved searches."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q

from qiao.catalogue.filters import PageRequest
from qiao.catalogue.selectors.lists import achievements_page, demands_page, scenarios_page
from qiao.core.access import Actor
from qiao.matching.models import SavedSearch
from qiao.matching.searches.fitting import filters_of, matches_of
from qiao.matching.searches.keeping import own_search
from qiao.matching.searches.reasons import reasons_for, reasons_of_match
from qiao.parties.selectors.notices import LineView, line_in_words

PAGE_SIZE = 20
_PAGES: Mapping[str, Any] = {"demand": demands_page, "achievement": achievements_page, "scenario": scenarios_page}


@dataclass(frozen=True)
class SearchRow:
    """One saved search, and how many results are new since the person last looked."""

    search: SavedSearch
    new: int


@dataclass(frozen=True)
class ResultRow:
    """One record that fits, as the actor may see it, why, and whether it is new."""

    view: Mapping[str, Any]
    reasons: tuple[LineView, ...]
    is_new: bool


@dataclass(frozen=True)
class SearchResults:
    """One page of what a search finds now."""

    search: SavedSearch
    rows: tuple[ResultRow, ...]
    total: int
    new: int
    number: int
    pages: int


def searches_of(actor: Actor, *, deleted: bool = False) -> tuple[SearchRow, ...]:
    """The searches of the person under this holding, by name; or those that can still be restored. One query."""
    rows = SavedSearch.objects.filter(person=actor.person_id, holding=actor.holding_id, deleted_at__isnull=not deleted)
    rows = rows.annotate(new=Count("hits", filter=Q(hits__fits=True, hits__found_at__gt=F("seen_at"))))
    return tuple(SearchRow(row, row.new) for row in rows.order_by("name", "pk"))


def search_results(actor: Actor, search_id: int, now: datetime, page: int = 1) -> SearchResults:
    """What a search finds now, by the rights of now. Raises Missing for somebody else's search."""
    search = own_search(actor, search_id)
    new = _new_keys(search)
    if search.words:
        matches = matches_of(search, actor, now)
        first = (page - 1) * PAGE_SIZE
        rows = tuple(
            ResultRow(match.target, _shown(reasons_of_match(match)), match.target["id"] in new)
            for match in matches[first : first + PAGE_SIZE]
        )
        total = len(matches)
    else:
        filters = filters_of(search)
        found = _PAGES[search.kind](actor, filters, PageRequest(number=page, size=PAGE_SIZE))
        rows = tuple(ResultRow(view, _shown(reasons_for(view, filters)), view["id"] in new) for view in found.rows)
        total = found.total
    return SearchResults(search, rows, total, len(new), page, max(1, -(-total // PAGE_SIZE)))


def _new_keys(search: SavedSearch) -> frozenset[int]:
    rows = search.hits.filter(fits=True, found_at__gt=search.seen_at)
    return frozenset(rows.values_list("record_id", flat=True))


def _shown(lines: list[dict[str, Any]]) -> tuple[LineView, ...]:
    return tuple(line_in_words(line) for line in lines)
