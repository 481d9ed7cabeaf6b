"""What drafting and revising a record have in common: checks, values, refusals, the clock."""

import copy
import dataclasses
from datetime import datetime
from typing import Any, TypeVar

from qiao.catalogue.checks import problems_of, problems_of_draft, right_number
from qiao.catalogue.contents import AchievementContent, Draft, ListingContent
from qiao.catalogue.lifecycles.facts import ListingFacts, Stage
from qiao.catalogue.models import IntellectualProperty
from qiao.catalogue.models.listing import Listing
from qiao.catalogue.publication import expiry_of
from qiao.catalogue.selectors.facts import ListingRules, listing_facts
from qiao.catalogue.texts import derived_values, texts_of
from qiao.core.access import Actor
from qiao.core.outcomes import Invalid, Problem, Refused
from qiao.core.secrecy import is_classified

L = TypeVar("L", bound=Listing)


def drafted(model: type[L], actor: Actor, draft: Draft, content: ListingContent, now: datetime) -> L:
    """A new record, not yet saved and without state clock.

    Raises Invalid with every fault of the content, Refused("classified_material").
    """
    _check(content, *problems_of_draft(draft))
    record = model(
        **content_values(content),
        organisation_id=draft.organisation_id,
        organisation_name=draft.organisation_name,
        created_by_holding=actor.holding_id,
        created_at=now,
    )
    if is_classified(*texts_of(record)):
        raise Refused("classified_material")
    return record


def revision(
    record: Listing, content: ListingContent, facts: ListingFacts, rules: ListingRules, reason: str
) -> dict[str, Any]:
    """The fields that a revision writes, derived ones and the clock included.

    Raises Refused when the record is closed, bears a mark of secrecy, or is no draft and no reason is given; Invalid
    with every fault of the content.
    """
    if record.state in record.LIFECYCLE.final_states:
        raise Refused("record_is_closed")
    if not facts.editable and not reason.strip():
        raise Refused("reason_needed")
    _check(content)
    changes = content_values(content)
    later = copy.copy(record)
    for name, value in changes.items():
        setattr(later, name, value)
    if is_classified(*texts_of(later)):
        raise Refused("classified_material")
    if record.stage is Stage.OPEN and record.validity_began_at:
        changes["expires_at"] = later.expires_at = valid_expiry(
            record.validity_began_at, content, rules.validity_months, facts.now
        )
    due = record.LIFECYCLE.due(record.state, listing_facts(later, facts.now, rules))
    clock = {"due_at": due.at if due else None, "due_verb": due.verb if due else ""}
    return changes | derived_values(later) | clock


def valid_expiry(began_at: datetime, content: ListingContent, months: int, now: datetime) -> datetime:
    """When the record would lapse; raises Invalid when that has passed."""
    expires_at = expiry_of(began_at, content.valid_until, months)
    if expires_at <= now:
        raise Invalid(Problem("valid_until", "listing_date_over", str(content.valid_until or "")))
    return expires_at


def content_values(content: ListingContent) -> dict[str, Any]:
    """The content as values of model fields; intellectual property rights, which are rows, are left out."""
    return {
        field.name: _stored(getattr(content, field.name))
        for field in dataclasses.fields(content)
        if field.name != "rights"
    }


def rights_of(content: AchievementContent, achievement_id: int) -> list[IntellectualProperty]:
    """The rows of the rights, numbers in normal form, not yet saved."""
    return [
        IntellectualProperty(
            achievement_id=achievement_id, kind=right.kind, number=right_number(right), status=right.status
        )
        for right in content.rights
    ]


def _stored(value: Any) -> Any:
    if isinstance(value, tuple):
        return [dataclasses.asdict(item) if dataclasses.is_dataclass(item) else item for item in value]  # type: ignore[arg-type]
    return value.strip() if isinstance(value, str) else value


def _check(content: ListingContent, *further: Problem) -> None:
    # Before anything else: the fault of a number would repeat what stands in it.
    if isinstance(content, AchievementContent) and is_classified(*(right.number for right in content.rights)):
        raise Refused("classified_material")
    problems = [*problems_of(content), *further]
    if problems:
        raise Invalid(*problems)
