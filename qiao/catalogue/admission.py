"""Making records public: code and validity, one at a time or a whole list at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from qiao.catalogue.lifecycles.facts import ListingFacts
from qiao.catalogue.models.listing import Listing
from qiao.catalogue.publication import item_code
from qiao.catalogue.selectors.facts import ListingRules, listing_facts
from qiao.core.calendar import CHINA
from qiao.foundation.numbering import take_numbers


def publication_values(record: Listing, facts: ListingFacts) -> dict[str, Any]:
    """What first publication writes: the code, which stays for life, and the validity. Takes a number."""
    return {
        "code": record.code or _codes([record], facts.now)[0],
        "published_at": facts.now,
        "validity_began_at": facts.now,
        "expires_at": facts.expires_at,
    }


def admit_all(records: Sequence[Listing], now: datetime, rules: ListingRules, reason: str) -> None:
    """Put drafts of one kind into the published state without saving them, with codes taken as one block.

    The caller writes rows and audit in the same transaction. Raises Refused for the first record that a guard of the
    verb ``admit`` holds back (`admission_refusal` asks beforehand), and RuntimeError outside a transaction.
    """
    decided = []
    for record in records:
        facts = listing_facts(record, now, rules)
        decided.append((record, facts, record.LIFECYCLE.step(record.state, "admit", facts, reason)))
    codes = _codes(records, now)
    for (record, facts, step), code in zip(decided, codes, strict=True):
        due = record.LIFECYCLE.due(step.target, facts)
        record.state = str(step.target)
        record.code = code
        record.published_at = record.validity_began_at = now
        record.expires_at = facts.expires_at
        record.due_at = due.at if due else None
        record.due_verb = due.verb if due else ""


def admission_refusal(record: Listing, now: datetime, rules: ListingRules) -> str | None:
    """The code of the guard that forbids to admit this draft now, or None."""
    facts = listing_facts(record, now, rules)
    offers = record.LIFECYCLE.offers(record.state, facts)
    return next((offer.refusal for offer in offers if offer.verb == "admit"), "not_in_this_state")


def _codes(records: Iterable[Listing], now: datetime) -> list[str]:
    year = now.astimezone(CHINA).year
    by_zone: defaultdict[tuple[str, str, str], list[Listing]] = defaultdict(list)
    everything = list(records)
    for record in everything:
        by_zone[record.SERIES, record.zone_code, record._meta.label_lower].append(record)
    codes: dict[int, str] = {}
    for (series, zone_code, label), group in by_zone.items():
        numbers = take_numbers(series, zone_code, year, len(group), label, now)
        codes |= {
            id(record): item_code(series, year, record.field, number)
            for record, number in zip(group, numbers, strict=True)
        }
    return [codes[id(record)] for record in everything]
