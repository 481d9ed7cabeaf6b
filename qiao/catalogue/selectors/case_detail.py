"""One case of the catalogue with everything its page in the workbench shows; few queries, whatever it holds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from qiao.catalogue.disclosure import Depth, depth_of, disclosure_facts, view_at
from qiao.catalogue.lifecycles.facts import ListingFacts, Stage
from qiao.catalogue.models import Demand, Scenario
from qiao.catalogue.models.listing import Listing
from qiao.catalogue.selectors.cases import (
    MODELS,
    case_rows,
    clock_of,
    overdue_now,
    states_of,
    with_manager,
    works_on,
)
from qiao.catalogue.selectors.facts import listing_facts, right_numbers, rules_for_reading
from qiao.catalogue.texts import clarity_facts
from qiao.core.access import Actor
from qiao.core.calendar import CHINA
from qiao.core.clarity import ClarityReport, clarity_report
from qiao.core.lifecycle import Due, Offer
from qiao.core.outcomes import Missing
from qiao.core.taxonomy import DisclosureLevel
from qiao.foundation.registry import POLICY
from qiao.foundation.selectors import HistoryRow, history_of
from qiao.parties.models import Organisation
from qiao.parties.selectors.follows import following_of

_KEEPING = ("draft", "revise")
"""Actions on a record that have forms of their own."""


@dataclass(frozen=True)
class Named:
    """Another record or organisation: its key and what people call it."""

    id: int
    name: str


@dataclass(frozen=True, kw_only=True)
class CaseDetail:
    """A case as the actor may see it.

    ``offers`` are the verbs of its state that the actor has, greyed with a refusal code, ``beside`` the acts that no
    state forbids as such. History, clock, applicants, manager and notes are for insiders and empty for others.

    ``follow_id`` is the actor's following of the case, None when he does not follow it.
    """

    kind: str
    id: int
    version: int
    state: str
    view: dict[str, Any]
    is_inside: bool
    offers: tuple[Offer, ...]
    beside: tuple[Offer, ...]
    may_revise: bool
    history: tuple[HistoryRow, ...]
    due: Due | None
    clock: Due | None
    is_overdue: bool
    clarity: ClarityReport | None
    manager: str
    applicants: tuple[Named, ...]
    selected: Named | None
    merged_into: Named | None
    disclosed_to: tuple[Named, ...]
    follow_id: int | None


def case_detail(kind: str, actor: Actor, pk: int, now: datetime) -> CaseDetail:
    """A case with all its page shows; at most five queries.

    Raises Missing when it does not exist for the actor, or exists but is nothing on which the actor works.
    """
    record = _found(kind, actor, pk)
    is_inside = depth_of(actor, disclosure_facts(record)) is Depth.INSIDE
    on = now.astimezone(CHINA).date()
    rules = rules_for_reading(type(record), record.zone_code, on)
    facts = listing_facts(record, now, rules, right_numbers(record))
    due = Due(record.due_at, record.due_verb) if is_inside and record.due_at else None
    return CaseDetail(
        kind=kind,
        id=record.pk,
        version=record.version,
        state=record.state,
        view=view_at(record, depth_of(actor, disclosure_facts(record))),
        is_inside=is_inside,
        offers=_offers(actor, record, facts),
        beside=_beside(actor, record, facts),
        may_revise=_may_revise(actor, record, facts),
        history=history_of(record._meta.label_lower, record.pk) if is_inside else (),
        due=due,
        clock=clock_of(record) if is_inside else None,
        is_overdue=is_inside and overdue_now(record, now),
        clarity=clarity_report(clarity_facts(record)) if is_inside and isinstance(record, Demand) else None,
        manager=(record.manager_name or "") if is_inside else "",  # type: ignore[attr-defined]
        applicants=_applicants(record) if is_inside else (),
        selected=_named(getattr(record, "selected_organisation", None)) if is_inside else None,
        merged_into=_named(getattr(record, "merged_into", None)) if is_inside else None,
        disclosed_to=_disclosed_to(record) if is_inside else (),
        follow_id=record.follow_id,  # type: ignore[attr-defined]
    )


def merge_targets(actor: Actor, demand_id: int, text: str, most: int) -> tuple[Demand, ...]:
    """Demands of the same zone into which this one could be merged, with every word of the text; one query."""
    rows = case_rows("demand", actor).exclude(pk=demand_id)
    rows = rows.filter(zone_code=actor.zone_code, state__in=states_of(Demand, Stage.REVIEW, Stage.OPEN))
    for word in text.split():
        said = Q(title__icontains=word) | Q(code__iexact=word) | Q(organisation__name__icontains=word)
        rows = rows.filter(said | Q(open_text__icontains=word))
    return tuple(rows.select_related("organisation").order_by("-created_at", "-pk")[:most])


def version_of(kind: str, actor: Actor, pk: int) -> int:
    """The present version of a case. Raises Missing like `case_detail`."""
    return _found(kind, actor, pk).version


def _found(kind: str, actor: Actor, pk: int) -> Listing:
    model = MODELS[kind]
    further = {"demand": ("merged_into",), "scenario": ("selected_organisation",)}.get(kind, ())
    rows = with_manager(model.objects.visible_to(actor)).select_related("organisation", *further)
    rows = rows.annotate(follow_id=following_of(actor, model._meta.label_lower))
    record = (rows.prefetch_related("rights") if kind == "achievement" else rows).filter(pk=pk).first()
    if not isinstance(record, Listing) or not works_on(actor, record):
        raise Missing("no_such_object", object_type=model._meta.label_lower, object_id=pk)
    return record


def _offers(actor: Actor, record: Listing, facts: ListingFacts) -> tuple[Offer, ...]:
    offers = record.LIFECYCLE.offers(record.state, facts)
    return tuple(offer for offer in offers if POLICY.allows(actor, offer.action, facts))


def _beside(actor: Actor, record: Listing, facts: ListingFacts) -> tuple[Offer, ...]:
    """The acts on a record that are no verb of its lifecycle, in the order of their keys."""
    key = f"{record.LIFECYCLE.key}."
    found = []
    for action in POLICY.actions:
        verb = action.removeprefix(key)
        own = action.startswith(key) and verb not in record.LIFECYCLE.verbs and verb not in _KEEPING
        if own and POLICY.allows(actor, action, facts):
            found.append(Offer(verb, action, _refusal(record, verb), needs_reason=False))
    return tuple(found)


def _refusal(record: Listing, verb: str) -> str | None:
    if record.state in record.LIFECYCLE.final_states:
        return "record_is_closed"
    if verb == "disclose_to" and record.disclosure != DisclosureLevel.TARGETED:
        return "disclosure_is_not_targeted"
    return None


def _may_revise(actor: Actor, record: Listing, facts: ListingFacts) -> bool:
    open_still = record.state not in record.LIFECYCLE.final_states
    return open_still and POLICY.allows(actor, f"{record.LIFECYCLE.key}.revise", facts)


def _applicants(record: Listing) -> tuple[Named, ...]:
    if not isinstance(record, Scenario):
        return ()
    rows = record.applications.order_by("applied_at", "pk").values_list("organisation_id", "organisation__name")
    return tuple(Named(key, name) for key, name in rows)


def _disclosed_to(record: Listing) -> tuple[Named, ...]:
    if record.disclosure != DisclosureLevel.TARGETED or not record.disclosed_to:
        return ()
    rows = Organisation.objects.filter(pk__in=record.disclosed_to).order_by("name", "pk").values_list("pk", "name")
    return tuple(Named(key, name) for key, name in rows)


def _named(other: Any) -> Named | None:
    return None if other is None else Named(other.pk, str(other))
