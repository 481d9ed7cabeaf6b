"""One record of the catalogue with everything its page shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qiao.catalogue.disclosure import Depth, depth_of, disclosure_facts, view_at
from qiao.catalogue.models import Achievement, Demand, Scenario
from qiao.catalogue.models.listing import Listing
from qiao.catalogue.selectors.facts import listing_facts, right_numbers
from qiao.catalogue.texts import clarity_facts
from qiao.core.access import Actor
from qiao.core.clarity import ClarityReport, clarity_report
from qiao.core.lifecycle import Due, Offer
from qiao.core.outcomes import Missing
from qiao.foundation.registry import POLICY
from qiao.foundation.selectors import HistoryRow, history_of


@dataclass(frozen=True)
class ListingDetail:
    """The view, the verbs that the actor may use (greyed with a refusal code), and for insiders history and clock."""

    view: dict[str, Any]
    offers: tuple[Offer, ...]
    history: tuple[HistoryRow, ...]
    due: Due | None


@dataclass(frozen=True)
class DemandDetail(ListingDetail):
    """A demand, with the clarity report for insiders."""

    clarity: ClarityReport | None


@dataclass(frozen=True)
class ScenarioDetail(ListingDetail):
    """A scenario, with its applicants (key, name) for insiders."""

    applicants: tuple[tuple[int, str], ...]


def demand_detail(actor: Actor, demand_id: int, now: datetime) -> DemandDetail:
    """A demand as the actor may see it. Raises Missing when it does not exist for the actor."""
    demand, depth = _found(Demand, actor, demand_id)
    report = clarity_report(clarity_facts(demand)) if depth is Depth.INSIDE else None
    return DemandDetail(*_parts(demand, depth, actor, now), clarity=report)


def achievement_detail(actor: Actor, achievement_id: int, now: datetime) -> ListingDetail:
    """An achievement as the actor may see it. Raises Missing when it does not exist for the actor."""
    achievement, depth = _found(Achievement, actor, achievement_id)
    return ListingDetail(*_parts(achievement, depth, actor, now))


def scenario_detail(actor: Actor, scenario_id: int, now: datetime) -> ScenarioDetail:
    """A scenario as the actor may see it. Raises Missing when it does not exist for the actor."""
    scenario, depth = _found(Scenario, actor, scenario_id)
    applicants: tuple[tuple[int, str], ...] = ()
    if depth is Depth.INSIDE:
        rows = scenario.applications.order_by("applied_at", "pk")
        applicants = tuple(rows.values_list("organisation_id", "organisation__name"))
    return ScenarioDetail(*_parts(scenario, depth, actor, now), applicants=applicants)


def _found(model: type[Any], actor: Actor, pk: int) -> tuple[Any, Depth]:
    rows = model.objects.visible_to(actor).select_related("organisation").filter(pk=pk)
    record = (rows.prefetch_related("rights") if model is Achievement else rows).first()
    if record is None:
        raise Missing("no_such_object", object_type=model._meta.label_lower, object_id=pk)
    return record, depth_of(actor, disclosure_facts(record))


def _parts(
    record: Listing, depth: Depth, actor: Actor, now: datetime
) -> tuple[dict[str, Any], tuple[Offer, ...], tuple[HistoryRow, ...], Due | None]:
    facts = listing_facts(record, now, further_texts=right_numbers(record))
    offers = tuple(
        offer for offer in record.LIFECYCLE.offers(record.state, facts) if POLICY.allows(actor, offer.action, facts)
    )
    if depth is not Depth.INSIDE:
        return view_at(record, depth), offers, (), None
    due = Due(record.due_at, record.due_verb) if record.due_at else None
    return view_at(record, depth), offers, history_of(record._meta.label_lower, record.pk), due
