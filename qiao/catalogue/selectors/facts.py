"""The facts on which guards, rights and clocks of the catalogue decide."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import cast

from django.utils.functional import SimpleLazyObject

from qiao.catalogue.disclosure import disclosure_facts
from qiao.catalogue.lifecycles.facts import DisclosureFacts, ListingFacts
from qiao.catalogue.models import Achievement, Demand, Scenario
from qiao.catalogue.models.listing import Listing
from qiao.catalogue.publication import expiry_of
from qiao.catalogue.texts import description_of, texts_of
from qiao.core.calendar import CHINA, WorkingCalendar
from qiao.core.secrecy import is_classified
from qiao.foundation.rules import rule_values
from qiao.foundation.working_days import working_calendar


@dataclass(frozen=True)
class ListingRules:
    """Periods in force in a zone on a day, with the calendar: load once, use for many records."""

    review_days: int
    validity_months: int
    calendar: WorkingCalendar


def listing_rules(model: type[Listing], zone_code: str, on: date) -> ListingRules:
    """The periods of this kind of record; three queries."""
    return _rules(model, zone_code, on, working_calendar())


def rules_for_reading(model: type[Listing], zone_code: str, on: date) -> ListingRules:
    """The same for pages that write nothing: one query, and the calendar is only read when a guard asks for it."""
    return _rules(model, zone_code, on, cast(WorkingCalendar, SimpleLazyObject(working_calendar)))


def demand_facts(demand: Demand, now: datetime, rules: ListingRules | None = None) -> ListingFacts:
    """Facts of a demand; no query when ``rules`` are given."""
    return listing_facts(demand, now, rules)


def achievement_facts(achievement: Achievement, now: datetime, rules: ListingRules | None = None) -> ListingFacts:
    """Facts of an achievement; one query, for the numbers of its rights, when ``rules`` are given."""
    return listing_facts(achievement, now, rules, right_numbers(achievement))


def scenario_facts(scenario: Scenario, now: datetime, rules: ListingRules | None = None) -> ListingFacts:
    """Facts of a scenario; no query when ``rules`` are given."""
    return listing_facts(scenario, now, rules)


def _rules(model: type[Listing], zone_code: str, on: date, calendar: WorkingCalendar) -> ListingRules:
    review, validity = f"{model.LIFECYCLE.key}.review_days", f"{model.LIFECYCLE.key}.validity_months"
    values = rule_values((review, validity), zone_code, on)
    return ListingRules(review_days=values[review], validity_months=values[validity], calendar=calendar)


def right_numbers(record: Listing) -> list[str]:
    """The numbers of the rights of an achievement, none for other records; one query unless they were fetched."""
    return [right.number for right in record.rights.all()] if isinstance(record, Achievement) else []


def listing_facts(
    record: Listing, now: datetime, rules: ListingRules | None = None, further_texts: Iterable[str] = ()
) -> ListingFacts:
    """Facts of any record of the catalogue; ``further_texts`` are looked at for marks of secrecy with its own."""
    rules = rules or listing_rules(type(record), record.zone_code, now.astimezone(CHINA).date())
    shown = disclosure_facts(record)
    expires_at = record.expires_at or expiry_of(now, record.valid_until, rules.validity_months)
    return ListingFacts(
        **{field.name: getattr(shown, field.name) for field in fields(DisclosureFacts)},
        editable=record.state == record.LIFECYCLE.initial,
        title=record.title,
        has_substance=bool(description_of(record).strip()),
        is_classified=is_classified(*texts_of(record), *further_texts),
        submitted_at=record.submitted_at,
        escalated_at=record.escalated_at,
        expires_at=expires_at,
        review_days=rules.review_days,
        calendar=rules.calendar,
        now=now,
    )
