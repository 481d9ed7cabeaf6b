"""Lists of the catalogue read on from a key: nothing is given twice or left out when records come in meanwhile."""

from collections.abc import Mapping
from typing import Any

from qiao.catalogue.disclosure import masked_view
from qiao.catalogue.filters import ListingFilters
from qiao.catalogue.models import Achievement, Demand, Scenario
from qiao.catalogue.selectors.narrowing import narrowed
from qiao.core.access import Actor

_MODELS: Mapping[str, Any] = {"demand": Demand, "achievement": Achievement, "scenario": Scenario}


def records_beyond(
    actor: Actor, kind: str, filters: ListingFilters, beyond: int | None, *, limit: int, newest_first: bool
) -> list[dict[str, Any]]:
    """At most ``limit`` records by key, those beyond a key: below it when the newest come first, else above it.

    One query, two for achievements.
    """
    rows = narrowed(_MODELS[kind].objects.all(), actor, filters).select_related("organisation")
    if kind == "achievement":
        rows = rows.prefetch_related("rights")
    if beyond is not None:
        rows = rows.filter(pk__lt=beyond) if newest_first else rows.filter(pk__gt=beyond)
    return [masked_view(record, actor) for record in rows.order_by("-pk" if newest_first else "pk")[:limit]]
