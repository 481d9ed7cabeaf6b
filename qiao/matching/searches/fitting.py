"""Which records fit a saved search now, as the actor may see them."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F

from qiao.catalogue.announcing import MODELS
from qiao.catalogue.disclosure import masked_view
from qiao.catalogue.filters import AchievementFilters, DemandFilters, ListingFilters, ScenarioFilters
from qiao.catalogue.selectors.narrowing import narrowed
from qiao.core.access import Actor
from qiao.matching.models import SavedSearch
from qiao.matching.selectors.matches import FreeText, MatchView, match_text

FILTERS: Mapping[str, type[ListingFilters]] = {
    "demand": DemandFilters,
    "achievement": AchievementFilters,
    "scenario": ScenarioFilters,
}
MOST_MATCHES = 50
"""How far down the ranking a free text is watched."""


@dataclass(frozen=True)
class Fit:
    """A record that fits, and since when it has been open in its present period."""

    record_id: int
    open_since: datetime | None


@dataclass(frozen=True)
class Fits:
    """What fits, the latest first (free text: the best first); ``whole`` unless there is more than was looked at."""

    rows: tuple[Fit, ...]
    whole: bool


def stored_filters(filters: ListingFilters) -> dict[str, Any]:
    """The filters that are set, as they are stored."""
    given = {name: value for name, value in dataclasses.asdict(filters).items() if value not in ("", None, ())}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in given.items()}


def filters_of(search: SavedSearch) -> ListingFilters:
    """The stored filters; names that the list no longer has are left out."""
    made = FILTERS[search.kind]
    known = {field.name for field in dataclasses.fields(made)}
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in search.filters.items()
    }
    wanted: dict[str, Any] = {name: value for name, value in values.items() if name in known}
    return made(**wanted)


def fits_now(search: SavedSearch, actor: Actor, now: datetime, most: int) -> Fits:
    """Open records that fit and that the actor may see; at most ``most`` (free text: the best fifty)."""
    if search.words:
        views = matches_of(search, actor, now)
        since = _open_since(search.kind, [view.target["id"] for view in views])
        rows = tuple(Fit(view.target["id"], since.get(view.target["id"])) for view in views)
        return Fits(rows, len(rows) < MOST_MATCHES)
    # Own drafts are no news to anybody: only what is open counts.
    found = narrowed(MODELS[search.kind].objects.open(), actor, filters_of(search))
    latest = F("validity_began_at").desc(nulls_last=True)
    rows = found.order_by(latest, "-pk").values_list("pk", "validity_began_at", "published_at")
    keys = list(rows[: most + 1])
    return Fits(tuple(Fit(pk, began or published) for pk, began, published in keys[:most]), len(keys) <= most)


def matches_of(search: SavedSearch, actor: Actor, now: datetime) -> tuple[MatchView, ...]:
    """The best answers to the free text of a search."""
    text = FreeText(
        words=search.words,
        field=search.filters.get("field", ""),
        industry=search.filters.get("industry", ""),
        region=search.filters.get("region", ""),
        maturity=search.filters.get("maturity"),
        ways=tuple(search.filters.get("ways", ())),
    )
    return match_text(actor, search.zone_code, text, search.kind, now=now, limit=MOST_MATCHES)


def views_of(search: SavedSearch, actor: Actor, keys: Iterable[int]) -> dict[int, dict[str, Any]]:
    """These records as the actor may see them now; those kept from the actor are missing."""
    rows = MODELS[search.kind].objects.open().visible_to(actor).filter(pk__in=list(keys))
    if search.kind == "achievement":
        rows = rows.prefetch_related("rights")
    return {record.pk: masked_view(record, actor) for record in rows.select_related("organisation")}


def _open_since(kind: str, keys: list[int]) -> dict[int, datetime | None]:
    rows = MODELS[kind].objects.filter(pk__in=keys).values_list("pk", "validity_began_at", "published_at")
    return {pk: began or published for pk, began, published in rows}
