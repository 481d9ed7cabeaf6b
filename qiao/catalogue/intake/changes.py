"""What a changed row of a list writes to the record it became, and when it may not."""

import copy
from datetime import date, datetime
from typing import Any

from qiao.catalogue.lifecycles.facts import Stage
from qiao.catalogue.models.listing import Listing
from qiao.catalogue.publication import expiry_of
from qiao.catalogue.selectors.facts import ListingRules, listing_facts
from qiao.catalogue.texts import derived_values
from qiao.foundation.intake.kinds import Values


def refusal_of_change(
    record: Listing, values: Values, rules: ListingRules, now: datetime, *, editor: bool
) -> str | None:
    """Why the row may not change the record, or None.

    Closed records stay as they are; editors change drafts only, as when they revise by hand.
    """
    if record.state in record.LIFECYCLE.final_states:
        return "record_is_closed"
    if editor and record.state != record.LIFECYCLE.initial:
        return "record_in_review"
    if record.stage is Stage.OPEN and record.validity_began_at and "valid_until" in values:
        day = date.fromisoformat(values["valid_until"]) if values["valid_until"] else None
        if expiry_of(record.validity_began_at, day, rules.validity_months) <= now:
            return "validity_is_over"
    return None


def changes_of(record: Listing, fields: dict[str, Any], rules: ListingRules, now: datetime) -> dict[str, Any]:
    """The fields that differ, with those that follow from them: derived texts, validity and clock."""
    changes = {name: value for name, value in fields.items() if getattr(record, name) != value}
    if not changes:
        return {}
    later = copy.copy(record)
    for name, value in changes.items():
        setattr(later, name, value)
    if "valid_until" in changes and record.stage is Stage.OPEN and record.validity_began_at:
        later.expires_at = expiry_of(record.validity_began_at, later.valid_until, rules.validity_months)
    due = record.LIFECYCLE.due(record.state, listing_facts(later, now, rules))
    following = {
        **derived_values(later),
        "expires_at": later.expires_at,
        "due_at": due.at if due else None,
        "due_verb": due.verb if due else "",
    }
    return changes | {name: value for name, value in following.items() if getattr(record, name) != value}
