"""Reads of commissions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qiao.catalogue.models import Achievement, Demand
from qiao.core.access import Actor
from qiao.core.lifecycle import Offer
from qiao.core.outcomes import Missing
from qiao.foundation.registry import POLICY
from qiao.matching.lifecycles.commission import COMMISSION
from qiao.matching.models import Commission, Compilation, SupplyItem
from qiao.matching.selectors.compilations import compilation_of
from qiao.matching.selectors.facts import commission_facts
from qiao.matching.selectors.supply import hit_rate_of, items_of
from qiao.matching.supply.hits import HitRate
from qiao.matching.supply.order import SupplyOrder
from qiao.parties.models import Organisation

PAGE_SIZE = 20


@dataclass(frozen=True)
class CommissionPage:
    """One page of commissions, newest first, and how many there are in all."""

    rows: tuple[Commission, ...]
    total: int
    page: int


@dataclass(frozen=True)
class CommissionDetail:
    """A commission with the items that count and how they were chosen, its hit rate, and what this viewer may do."""

    commission: Commission
    items: tuple[SupplyItem, ...]
    compilation: Compilation | None
    hit_rate: HitRate
    offers: tuple[Offer, ...]


def commissions_page(actor: Actor, *, page: int = 1) -> CommissionPage:
    """The commissions that the actor may know of."""
    found = Commission.objects.visible_to(actor)
    rows = found.select_related("provider", "edition").order_by("-created_at", "-pk")
    return CommissionPage(tuple(rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]), found.count(), page)


def commission_detail(actor: Actor, commission_id: int, now: datetime) -> CommissionDetail:
    """One commission. Raises Missing when it does not exist for the actor."""
    found = Commission.objects.visible_to(actor).select_related("provider", "edition").filter(pk=commission_id).first()
    if found is None:
        raise Missing("no_such_object", object_type="matching.commission", object_id=commission_id)
    facts = commission_facts(found, now)
    offers = COMMISSION.offers(found.state, facts)
    return CommissionDetail(
        commission=found,
        items=tuple(items_of(found)),
        compilation=compilation_of(found),
        hit_rate=hit_rate_of(found),
        offers=tuple(offer for offer in offers if POLICY.allows(actor, offer.action, facts)),
    )


def unknown_records(order: SupplyOrder) -> list[tuple[str, int]]:
    """Keys in the order that name nothing in its zone, with their fields."""
    named: tuple[tuple[str, Any, tuple[int, ...]], ...] = (
        ("provider_id", Organisation, (order.provider_id,)),
        ("demand_ids", Demand, order.demand_ids),
        ("excluded_organisations", Organisation, order.exclusions.organisations),
        ("excluded_achievements", Achievement, order.exclusions.achievements),
    )
    unknown: list[tuple[str, int]] = []
    for field, model, keys in named:
        known = set(model.objects.filter(zone_code=order.zone_code, pk__in=keys).values_list("pk", flat=True))
        unknown += [(field, key) for key in keys if key not in known]
    return unknown
