"""The facts on which guards, rights and clocks of introductions and commissions decide."""

from dataclasses import replace
from datetime import datetime

from django.db.models import Min

from qiao.catalogue.lifecycles.edition import EditionState
from qiao.core.calendar import CHINA, WorkingCalendar
from qiao.foundation.rules import rule_value
from qiao.foundation.working_days import working_calendar
from qiao.matching.lifecycles.commission import CommissionFacts
from qiao.matching.lifecycles.introduction import IntroductionFacts
from qiao.matching.models import Commission, Introduction, SupplyItem
from qiao.matching.rules import CHECK_DAYS, LAPSE_DAYS, SLEEP_DAYS
from qiao.matching.selectors.records import is_open


def introduction_facts(introduction: Introduction, now: datetime) -> IntroductionFacts:
    """Facts of an introduction, also of one that is only being proposed.

    The rules are those in force on the day of the proposal, so that a case finishes under the rules it began with.
    """
    zone_code, on = introduction.zone_code, introduction.proposed_at.astimezone(CHINA).date()
    return replace(
        facts_without_clock(introduction, now),
        lapse_days=rule_value(LAPSE_DAYS, zone_code, on),
        sleep_days=rule_value(SLEEP_DAYS, zone_code, on),
        calendar=working_calendar(),
    )


def facts_without_clock(introduction: Introduction, now: datetime) -> IntroductionFacts:
    """Facts for rights and guards alone, without a query: periods are nil and the calendar is empty.

    What falls due, and when, is stored with the introduction.
    """
    need, offer = introduction.need, introduction.achievement
    return IntroductionFacts(
        zone_code=introduction.zone_code,
        demand_organisation_id=need.organisation_id,
        supply_organisation_id=offer.organisation_id,
        proposed_by_holding=introduction.proposed_by_holding,
        proposed_by_organisation=introduction.proposed_by_organisation,
        records_open=is_open(need) and is_open(offer),
        claimed_side=introduction.claimed_side,
        claimed_by_person=introduction.claimed_by_person,
        proposed_at=introduction.proposed_at,
        active_at=introduction.active_at,
        reminded_at=introduction.reminded_at,
        lapse_days=0,
        sleep_days=0,
        calendar=WorkingCalendar(frozenset(), {}),
        now=now,
    )


def commission_facts(
    commission: Commission, now: datetime, *, answering_organisation_id: int | None = None
) -> CommissionFacts:
    """Facts of a commission; the organisation is that of the demand whose adoption is recorded."""
    today = now.astimezone(CHINA).date()
    items = SupplyItem.objects.filter(commission_id=commission.pk, compilation=commission.compilation)
    edition = commission.edition
    gone = (EditionState.DISCARDED, EditionState.WITHDRAWN)
    return CommissionFacts(
        zone_code=commission.zone_code,
        provider_id=commission.provider_id,
        item_count=items.count(),
        unchecked_count=items.filter(checked_on=None).count(),
        oldest_check_on=items.aggregate(oldest=Min("checked_on"))["oldest"],
        check_days=rule_value(CHECK_DAYS, commission.zone_code, commission.created_at.astimezone(CHINA).date()),
        edition_drawn=edition is not None and edition.state not in gone,
        edition_issued=edition is not None and edition.state == EditionState.ISSUED,
        answering_organisation_id=answering_organisation_id,
        today=today,
    )
