"""A small zone with lives of records whose every stage is known."""

from datetime import UTC, datetime, timedelta
from typing import Any

from qiao.catalogue.models import Achievement, Demand
from qiao.catalogue.viewing import ViewedRecord, note_view
from qiao.core.access import PUBLIC, Actor, Role
from qiao.core.funnel import View, period_of
from qiao.foundation.acting import record
from qiao.foundation.models import AuditRow
from qiao.matching.models import Introduction, Outcome
from qiao.reports.funnel.asking import Question
from tests.web import zone_records as made

MARCH = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
APRIL = datetime(2026, 4, 10, 2, 0, tzinfo=UTC)
MAY = datetime(2026, 5, 10, 2, 0, tzinfo=UTC)
NOW = made.NOW
OPERATOR = Actor(Role.ZONE_OPERATOR, "经办人", zone_code=made.ZONE, holding_id=1, person_id=1)


def question(**values: Any) -> Question:
    """The first half of the story: what was published in the first quarter, as of 1 June."""
    defaults: dict[str, Any] = {"period": period_of("2026Q1"), "until": NOW.date(), "view": View.COHORT}
    return Question(**{**defaults, **values})


def meeting(need: Demand, offer: Achievement, **values: Any) -> Introduction:
    """An introduction that both sides accepted in April."""
    defaults: dict[str, Any] = {
        "zone_code": made.ZONE, "created_at": MARCH, "state": "introduced", "demand": need, "achievement": offer,
        "proposed_at": MARCH, "active_at": APRIL, "demand_accepted_at": MARCH, "supply_accepted_at": APRIL,
    }  # fmt: skip
    return Introduction.objects.create(**{**defaults, **values})


def begun(met: Introduction, at: datetime) -> None:
    """That the negotiation was begun, as the use case records it."""
    record(OPERATOR, "matching.introduction.start_negotiation", met, {}, at)


def outcome(met: Introduction, kind: str, answer: str = "", at: datetime = APRIL, **values: Any) -> Outcome:
    """What one side claimed, and the answer of the other a day later."""
    answered = at + timedelta(days=1) if answer else None
    amount = 50_000_000 if kind == "contract" else None
    given: dict[str, Any] = {"amount_fen": amount, "claimed_side": "demand", "claimed_at": at, **values}
    return Outcome.objects.create(introduction=met, kind=kind, answer=answer, answered_at=answered, **given)


def seen(row: Any, viewer: str, at: datetime = APRIL, actor: Actor = PUBLIC) -> bool:
    """Somebody opened the page of the record."""
    return note_view(actor, ViewedRecord(row._meta.model_name, row.pk), viewer, at)


def fill() -> None:
    """Six demands and achievements of March, one demand of May.

    Demand 1 is signed (and a second contract is disputed), demand 2 negotiates, demand 3 was in contact, demand 4 was
    only viewed and is closed, demand 5 is targeted and signed, demand 6 is of May. Achievement 1 is on the other side
    of demands 1 to 3, the targeted achievement 2 on that of demand 5.
    """
    lives: dict[int, dict[str, Any]] = {
        1: {},
        2: {"disclosure": "masked", "organisation": made.organisation(made.HIDDEN_FIRM)},
        3: {"field": "5"},
        4: {"state": "withdrawn"},
        5: {"disclosure": "targeted", "title": made.SECRET_TITLE},
        6: {"published_at": MAY},
    }
    demands = {number: made.add_demand(number, **{"published_at": MARCH, **life}) for number, life in lives.items()}
    offer = made.add_achievement(1, published_at=MARCH, region="330000")
    secret = made.add_achievement(2, published_at=MARCH, disclosure="targeted")
    first, second, _third = (meeting(demands[number], offer) for number in (1, 2, 3))
    hidden = meeting(demands[5], secret)
    for met in (first, second, hidden):
        begun(met, APRIL)
    outcome(first, "contract", "confirmed")
    outcome(first, "contract", "disputed", MAY)
    outcome(second, "visit")
    outcome(hidden, "contract", "confirmed", amount_fen=70_000_000)
    seen(demands[1], "a")
    seen(demands[1], "a")
    seen(demands[1], "b")
    seen(demands[4], "a")
    seen(demands[5], "a")
    assert AuditRow.objects.filter(action="matching.introduction.start_negotiation").count() == 3
