"""What a form needs to know before somebody writes a record: its content now, its version, and whether they may."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from qiao.catalogue.contents import (
    AchievementContent,
    DemandContent,
    Draft,
    IndicatorContent,
    ListingContent,
    RightContent,
    ScenarioContent,
)
from qiao.catalogue.disclosure import Depth, depth_of, disclosure_facts
from qiao.catalogue.drafting import content_values
from qiao.catalogue.lifecycles.facts import DisclosureFacts
from qiao.catalogue.models import Achievement, Demand, Scenario
from qiao.catalogue.models.listing import Listing
from qiao.catalogue.selectors.people import draft_facts
from qiao.catalogue.texts import clarity_facts
from qiao.core.access import Actor, Role
from qiao.core.clarity import ClarityReport, clarity_report
from qiao.core.outcomes import Missing, Refused
from qiao.foundation.registry import POLICY
from qiao.foundation.selectors import HistoryRow, history_of

_CONTENTS: Mapping[str, tuple[type[Listing], type[ListingContent]]] = {
    "demand": (Demand, DemandContent),
    "achievement": (Achievement, AchievementContent),
    "scenario": (Scenario, ScenarioContent),
}


@dataclass(frozen=True, kw_only=True)
class _EditFacts(DisclosureFacts):
    """What the right to revise looks at, and nothing that needs rules or the calendar."""

    editable: bool


@dataclass(frozen=True)
class Editable:
    """A record that the actor may revise: its content as it stands, in which version, and for whom it is kept.

    ``needs_reason`` holds once it is no draft any more.
    """

    record_id: int
    version: int
    state: str
    content: ListingContent
    unit: str
    needs_reason: bool


def may_draft(actor: Actor, kind: str) -> bool:
    """Whether the actor may draft records of this kind at all: for the own organisation, or for others of the zone."""
    own = actor.organisation_id if actor.role is Role.ORGANISATION_EDITOR else None
    try:
        facts = draft_facts(Draft(organisation_id=own), actor)
    except Missing:
        return False
    return POLICY.allows(actor, f"catalogue.{kind}.draft", facts)


def editable(actor: Actor, kind: str, record_id: int) -> Editable:
    """The record with its content.

    Raises Missing when it does not exist for the actor, Denied when the actor may not revise it, Refused when it is
    closed.
    """
    record = _found(actor, kind, record_id)
    is_draft = record.state == record.LIFECYCLE.initial
    shown = disclosure_facts(record)
    facts = _EditFacts(**{part.name: getattr(shown, part.name) for part in fields(shown)}, editable=is_draft)
    POLICY.require(actor, f"catalogue.{kind}.revise", facts)
    if record.state in record.LIFECYCLE.final_states:
        raise Refused("record_is_closed")
    party = record.organisation
    return Editable(
        record_id=record.pk,
        version=record.version,
        state=record.state,
        content=content_of(record),
        unit=party.name if party else record.organisation_name,
        needs_reason=not is_draft,
    )


def template_content(actor: Actor, kind: str, record_id: int) -> ListingContent:
    """The content of one of the actor's own records, to start another from.

    Raises Missing unless the actor sees the record from the inside: what others show is not copied into one's own.
    """
    record = _found(actor, kind, record_id)
    if depth_of(actor, disclosure_facts(record)) is not Depth.INSIDE:
        raise Missing("no_such_object", object_type=record._meta.label_lower, object_id=record_id)
    return content_of(record)


def changes_since(kind: str, record_id: int, seen: int, version: int) -> tuple[HistoryRow, ...]:
    """The acts that made ``version`` out of the version ``seen``, oldest first; one query.

    Every change of a governed record is one version and one audit row, so the last rows are those.
    """
    rows = history_of(f"catalogue.{kind}", record_id)
    return rows[len(rows) - (version - seen) :] if 0 < version - seen <= len(rows) else ()


def clarity_of(content: DemandContent) -> ClarityReport:
    """How clearly a demand with this content would be stated; nothing is kept."""
    return clarity_report(clarity_facts(Demand(**content_values(content))))


def content_of(record: Listing) -> ListingContent:
    """The content that a record holds."""
    model, content_type = _CONTENTS[str(record._meta.model_name)]
    given: dict[str, Any] = {}
    for field in fields(content_type):
        value = None if field.name == "rights" else getattr(record, field.name)
        given[field.name] = tuple(value) if isinstance(value, list) else value
    if model is Demand:
        given["indicators"] = tuple(_indicator(row) for row in given["indicators"])
    if isinstance(record, Achievement):
        given["rights"] = tuple(RightContent(kind=r.kind, number=r.number, status=r.status) for r in _rights(record))
    return content_type(**given)


def _found(actor: Actor, kind: str, record_id: int) -> Listing:
    model: Any = _CONTENTS[kind][0]
    found = model.objects.visible_to(actor).select_related("organisation").filter(pk=record_id).first()
    if not isinstance(found, Listing):
        raise Missing("no_such_object", object_type=model._meta.label_lower, object_id=record_id)
    return found


def _indicator(row: Mapping[str, Any]) -> IndicatorContent:
    return IndicatorContent(**{key: str(row.get(key) or "") for key in ("name", "current", "target", "unit")})


def _rights(achievement: Achievement) -> Any:
    return achievement.rights.order_by("pk")
