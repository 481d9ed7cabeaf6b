"""Who may see a record of the catalogue, and how much of it. Pure; the twin of `qiao.catalogue.models.visibility`.

Public records are open to everybody. Masked ones show everything but the unit, its contact, the team and whatever
leads back to them. Targeted ones exist only for the organisation itself, the organisations listed, the operator, the
manager in charge, supervisors and auditors: for everybody else they are in no list, search, count or export.
"""

from collections.abc import Mapping
from enum import IntEnum
from typing import Any

from qiao.catalogue.lifecycles.facts import DisclosureFacts, Stage
from qiao.catalogue.masking import HiddenNames, hidden_names, masked, unit_mask
from qiao.core.access import Actor, Role
from qiao.core.outcomes import Missing
from qiao.core.taxonomy import DisclosureLevel

REVIEWERS = (Role.TECHNOLOGY_MANAGER, Role.EXPERT)

_PLAIN_FIELDS = (
    "code", "state", "disclosure", "field", "industry", "region", "valid_until", "published_at", "expires_at",
)  # fmt: skip
_KIND_FIELDS: Mapping[str, tuple[str, ...]] = {
    "demand": ("kind", "urgency", "budget_band", "ways", "clarity"),
    "achievement": ("kind", "maturity", "ways", "price_min_fen", "price_max_fen", "support_needed", "programme"),
    "scenario": (
        "opener_kind", "scale", "expected_maturity", "funding", "budget_fen", "purchase_way", "period_months",
    ),
}  # fmt: skip
_NOTES: Mapping[str, tuple[str, ...]] = {"demand": ("screening_note", "diagnosis")}
_SOURCE_FIELDS = ("source", "external_number", "manager_person")


class Depth(IntEnum):
    """How much of a record somebody may see."""

    HIDDEN = 0
    MASKED = 1
    OPEN = 2
    INSIDE = 3


def disclosure_facts(record: Any) -> DisclosureFacts:
    """The facts of a record that decide on disclosure."""
    return DisclosureFacts(
        zone_code=record.zone_code,
        organisation_id=record.organisation_id,
        created_by_holding=record.created_by_holding,
        manager_person=record.manager_person,
        stage=record.stage,
        disclosure=record.disclosure,
        disclosed_to=tuple(record.disclosed_to),
    )


def depth_of(actor: Actor, facts: DisclosureFacts) -> Depth:
    """How much the actor may see of a record with these facts."""
    if _is_insider(actor, facts):
        return Depth.INSIDE
    if facts.stage is Stage.REVIEW:
        concerned = actor.role in REVIEWERS and _in_zone(actor, facts)
    else:
        concerned = facts.stage is Stage.OPEN
    if not concerned:
        return Depth.HIDDEN
    if facts.disclosure == DisclosureLevel.PUBLIC:
        return Depth.OPEN
    if facts.disclosure == DisclosureLevel.MASKED:
        return Depth.MASKED
    listed = facts.stage is Stage.OPEN and _speaks_for_listed(actor, facts)
    return Depth.OPEN if listed else Depth.HIDDEN


def sees(actor: Actor, facts: DisclosureFacts) -> bool:
    """Whether the record exists for the actor."""
    return depth_of(actor, facts) is not Depth.HIDDEN


def masked_view(record: Any, actor: Actor) -> dict[str, Any]:
    """The record as the actor may see it: every list, search result, export and edition is made from this.

    Raises Missing when the record does not exist for the actor. Keys are the field names of the model, the same for
    every depth, so that columns never shift; what is hidden is empty. ``depth`` says how much is shown.
    """
    depth = depth_of(actor, disclosure_facts(record))
    if depth is Depth.HIDDEN:
        raise Missing("no_such_object", object_type=record._meta.label_lower, object_id=record.pk)
    return view_at(record, depth)


def view_at(record: Any, depth: Depth) -> dict[str, Any]:
    """The record as shown at a depth, names hidden at MASKED; raises ValueError for HIDDEN."""
    if depth is Depth.HIDDEN:
        raise ValueError("depth: a hidden record has no view")
    kind = record._meta.model_name
    hide = depth is Depth.MASKED
    names = hidden_names(record) if hide else None
    view: dict[str, Any] = {"id": record.pk, "record": kind, "depth": depth.name.lower()}
    view |= {name: getattr(record, name) for name in _PLAIN_FIELDS + _KIND_FIELDS[kind]}
    view |= {name: _shown(getattr(record, name), names) for name in record.TEXT_FIELDS}
    view["keywords"] = [_shown(word, names) for word in record.keywords]
    view |= _unit(record, hide=hide)
    view["contact"] = "" if hide else record.contact
    for name in _NOTES.get(kind, ()) + _SOURCE_FIELDS:
        view[name] = getattr(record, name) if depth is Depth.INSIDE else None
    return view | _parts(record, kind, names)


def _parts(record: Any, kind: str, names: HiddenNames | None) -> dict[str, Any]:
    if kind == "demand":
        return {"indicators": [{key: _shown(text, names) for key, text in row.items()} for row in record.indicators]}
    if kind == "scenario":
        return {"department": _shown(record.department, names)}
    return {
        "team": [] if names else list(record.team),
        # A patent or project number names its holder in one look-up, so it goes with the unit.
        "project_number": "" if names else record.project_number,
        "rights": [
            {"kind": right.kind, "number": "" if names else right.number, "status": right.status}
            for right in record.rights.all()
        ],
    }


def _unit(record: Any, *, hide: bool) -> dict[str, Any]:
    party = record.organisation
    name = party.name if party else record.organisation_name
    kind = party.kind if party else ""
    return {
        "organisation_id": None if hide else record.organisation_id,
        "organisation_name": unit_mask(name, kind) if hide else name,
        "organisation_kind": kind,
    }


def _shown(text: Any, names: HiddenNames | None) -> Any:
    return masked(text, names) if names and isinstance(text, str) else text


def _in_zone(actor: Actor, facts: DisclosureFacts) -> bool:
    return bool(actor.zone_code) and actor.zone_code == facts.zone_code


def _speaks_for_listed(actor: Actor, facts: DisclosureFacts) -> bool:
    return actor.role is Role.ORGANISATION_EDITOR and actor.organisation_id in facts.disclosed_to


def _is_insider(actor: Actor, facts: DisclosureFacts) -> bool:
    if actor.role is Role.AUDITOR:
        return True
    if actor.role is Role.ORGANISATION_EDITOR:
        return actor.organisation_id is not None and actor.organisation_id == facts.organisation_id
    if not _in_zone(actor, facts):
        return False
    if actor.role is Role.SUPERVISOR:
        return facts.stage is not Stage.DRAFT
    if actor.role is Role.TECHNOLOGY_MANAGER:
        in_charge = actor.person_id is not None and actor.person_id == facts.manager_person
        drafted = actor.holding_id is not None and actor.holding_id == facts.created_by_holding
        return in_charge or drafted
    return actor.role is Role.ZONE_OPERATOR
