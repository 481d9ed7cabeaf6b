"""Lifecycle of an introduction: proposed, accepted by both sides, negotiated, its outcome confirmed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from qiao.core.calendar import WorkingCalendar
from qiao.core.lifecycle import Lifecycle, TimeLimit, Transition


class IntroductionState(StrEnum):
    """States of an introduction."""

    PROPOSED = "proposed"
    DEMAND_ACCEPTED = "demand_accepted"
    SUPPLY_ACCEPTED = "supply_accepted"
    INTRODUCED = "introduced"
    NEGOTIATING = "negotiating"
    OUTCOME_CLAIMED = "outcome_claimed"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    DECLINED = "declined"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class Side(StrEnum):
    """The two parties of an introduction: who needs (demand or scenario) and who offers (achievement)."""

    DEMAND = "demand"
    SUPPLY = "supply"

    @property
    def other(self) -> "Side":
        """The counterparty."""
        return Side.SUPPLY if self is Side.DEMAND else Side.DEMAND


class DeclineReason(StrEnum):
    """Why a side declines; the list is closed so that suppliers can be told what is said of their achievement."""

    TOO_EARLY = "too_early"
    BENEFIT_UNCLEAR = "benefit_unclear"
    ROUTE_UNCLEAR = "route_unclear"
    DESCRIPTION_UNCLEAR = "description_unclear"
    PRICE = "price"
    ALREADY_SOLVED = "already_solved"
    WRONG_FIELD = "wrong_field"
    OTHER = "other"


class OutcomeKind(StrEnum):
    """What came of an introduction, from the first talk to the contract."""

    CONTACT = "contact"
    VISIT = "visit"
    TRIAL = "trial"
    INTENT = "intent"
    CONTRACT = "contract"


S = IntroductionState
WAITING = (S.PROPOSED, S.DEMAND_ACCEPTED, S.SUPPLY_ACCEPTED)
# From here on each side sees the other's name and contact.
MET = (S.INTRODUCED, S.NEGOTIATING, S.OUTCOME_CLAIMED, S.CONFIRMED, S.DISPUTED)
OPEN = (*WAITING, S.INTRODUCED, S.NEGOTIATING, S.OUTCOME_CLAIMED)


@dataclass(frozen=True, kw_only=True)
class IntroductionFacts:
    """What guards, rights and clocks of an introduction look at.

    A side's organisation is None while no organisation of the platform stands behind its record. ``claimed_side``
    and ``claimed_by_person`` belong to the outcome that waits for its answer. ``lapse_days`` are working days,
    ``sleep_days`` natural days since ``active_at`` or the last reminder.
    """

    zone_code: str
    demand_organisation_id: int | None
    supply_organisation_id: int | None
    proposed_by_holding: int | None
    proposed_by_organisation: int | None
    records_open: bool
    claimed_side: str
    claimed_by_person: int | None
    proposed_at: datetime
    active_at: datetime
    reminded_at: datetime | None
    lapse_days: int
    sleep_days: int
    calendar: WorkingCalendar
    now: datetime

    def organisation_of(self, side: Side) -> int | None:
        """The organisation of a side."""
        return self.demand_organisation_id if side is Side.DEMAND else self.supply_organisation_id


def records_open(facts: IntroductionFacts) -> str | None:
    """Both records are still published."""
    return None if facts.records_open else "record_no_longer_open"


def lapses_at(facts: IntroductionFacts) -> datetime:
    """End of the period in which both sides must have answered."""
    return facts.calendar.deadline(facts.proposed_at, facts.lapse_days)


def sleeps_at(facts: IntroductionFacts) -> datetime:
    """When a negotiation of which nothing was heard is asked after; asked again after the same time."""
    since = max(facts.active_at, facts.reminded_at) if facts.reminded_at else facts.active_at
    return since + timedelta(days=facts.sleep_days)


_DECLINED_FROM = (*WAITING, S.INTRODUCED, S.NEGOTIATING)
_CLAIMED_FROM = (S.INTRODUCED, S.NEGOTIATING, S.CONFIRMED, S.DISPUTED)

INTRODUCTION: Lifecycle[IntroductionFacts] = Lifecycle(
    key="matching.introduction",
    states=S,
    initial=S.PROPOSED,
    transitions=(
        Transition("accept_for_demand", (S.PROPOSED,), S.DEMAND_ACCEPTED, guards=(records_open,)),
        Transition("accept_for_demand", (S.SUPPLY_ACCEPTED,), S.INTRODUCED, guards=(records_open,)),
        Transition("accept_for_supply", (S.PROPOSED,), S.SUPPLY_ACCEPTED, guards=(records_open,)),
        Transition("accept_for_supply", (S.DEMAND_ACCEPTED,), S.INTRODUCED, guards=(records_open,)),
        Transition("decline_for_demand", _DECLINED_FROM, S.DECLINED),
        Transition("decline_for_supply", _DECLINED_FROM, S.DECLINED),
        Transition("withdraw", WAITING, S.WITHDRAWN, needs_reason=True),
        Transition("start_negotiation", (S.INTRODUCED,), S.NEGOTIATING),
        Transition("claim_outcome", _CLAIMED_FROM, S.OUTCOME_CLAIMED),
        Transition("retract_outcome", (S.OUTCOME_CLAIMED,), S.NEGOTIATING, needs_reason=True),
        Transition("confirm_outcome", (S.OUTCOME_CLAIMED,), S.CONFIRMED),
        Transition("dispute_outcome", (S.OUTCOME_CLAIMED,), S.DISPUTED, needs_reason=True),
        Transition("lapse", WAITING, S.LAPSED, by_clock=True),
        Transition("remind", (S.INTRODUCED,), S.INTRODUCED, by_clock=True),
        Transition("remind", (S.NEGOTIATING,), S.NEGOTIATING, by_clock=True),
    ),
    limits=(
        TimeLimit(S.PROPOSED, "lapse", lapses_at, working_days=True),
        TimeLimit(S.DEMAND_ACCEPTED, "lapse", lapses_at, working_days=True),
        TimeLimit(S.SUPPLY_ACCEPTED, "lapse", lapses_at, working_days=True),
        TimeLimit(S.INTRODUCED, "remind", sleeps_at),
        TimeLimit(S.NEGOTIATING, "remind", sleeps_at),
    ),
)
