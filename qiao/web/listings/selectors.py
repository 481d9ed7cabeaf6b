"""Reads of the lists: one page with its facets, one record with its matches and what is related."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qiao.catalogue.disclosure import masked_view
from qiao.catalogue.filters import Page, PageRequest
from qiao.catalogue.models import Achievement, Demand, Scenario
from qiao.catalogue.selectors.facets import Counts, facet_counts
from qiao.catalogue.selectors.open_organisations import named_organisation
from qiao.catalogue.selectors.related import related_records
from qiao.core.access import Actor
from qiao.core.calendar import CHINA
from qiao.core.outcomes import Missing
from qiao.matching.selectors.matches import MatchesOf, matches_for
from qiao.web.listings.asking import Asked
from qiao.web.listings.kinds import ListingKind

PAGE_SIZE = 20
_MODELS: dict[str, Any] = {"demand": Demand, "achievement": Achievement, "scenario": Scenario}


@dataclass(frozen=True)
class FoundList:
    """One page of a list, how many rows each choice of a facet gives, and the name of the organisation asked for."""

    page: Page
    counts: Counts
    organisation: str


@dataclass(frozen=True)
class ShownRecord:
    """A record as the actor may see it, its current matches, what is related, and the days left of its validity."""

    view: dict[str, Any]
    found: MatchesOf
    related: tuple[dict[str, Any], ...]
    days_left: int | None


def found_list(kind: ListingKind, actor: Actor, asked: Asked) -> FoundList:
    """The page asked for. Three or four statements, one more where rows carry intellectual property."""
    page = kind.page(actor, asked.filters, PageRequest(asked.page, PAGE_SIZE, asked.sort))
    wanted = asked.filters.organisation_id
    organisation = named_organisation(actor, wanted) if wanted is not None else ""
    return FoundList(page, facet_counts(kind.key, actor, asked.filters), organisation)


def shown_record(kind: ListingKind, actor: Actor, code: str, now: datetime) -> ShownRecord:
    """The record with this code. Raises Missing when it does not exist for the actor."""
    model = _MODELS[kind.key]
    rows = model.objects.visible_to(actor).select_related("organisation").filter(code=code)
    rows = rows.prefetch_related("rights") if kind.key == "achievement" else rows
    record = rows.order_by("pk").first() if code else None
    if record is None:
        raise Missing("no_such_object", object_type=model._meta.label_lower, object_id=code)
    view = masked_view(record, actor)
    return ShownRecord(
        view, matches_for(actor, record, with_rights=False), related_records(actor, view), _days_left(view, now)
    )


def _days_left(view: dict[str, Any], now: datetime) -> int | None:
    """Whole days from today to the last day, in China; None where nothing ends."""
    last = view["valid_until"]
    return None if last is None else int((last - now.astimezone(CHINA).date()).days)
