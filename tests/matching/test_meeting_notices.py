"""What people are told of introductions: the right sides, each at its own depth, never the other's name too early."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from qiao.catalogue.models import Achievement, Demand
from qiao.core.access import Role
from qiao.foundation.models import OutboxEvent
from qiao.foundation.outbox import dispatch_events
from qiao.matching.actions.accept_for_demand import accept_for_demand
from qiao.matching.actions.accept_for_supply import accept_for_supply
from qiao.matching.actions.claim_outcome import claim_outcome
from qiao.matching.actions.decline_for_supply import decline_for_supply
from qiao.matching.actions.dispute_outcome import dispute_outcome
from qiao.matching.actions.retract_outcome import retract_outcome
from qiao.matching.actions.withdraw_introduction import withdraw_introduction
from qiao.matching.answering import Claim, Decline
from qiao.matching.models import Introduction
from qiao.matching.notice_handlers import remind_of_answers
from qiao.matching.notices import TABLE, Party
from qiao.parties.models import Notice, Zone
from qiao.parties.notice_mail_text import mail_text
from tests.factories.matching import introduction
from tests.factories.world import World, build_world

pytestmark = pytest.mark.django_db
FIRM = "江海精铸"
COLLEGE = "江海理工大学"


@pytest.fixture
def world(now: datetime, tmp_path: Path) -> World:
    return build_world(now, tmp_path)


@pytest.fixture
def sides(world: World) -> dict[str, int]:
    """The people by the side they speak for."""
    partner = world.somebody(Role.ORGANISATION_EDITOR, world.partner)
    world.somebody(Role.ORGANISATION_EDITOR, world.stranger)
    people = {
        "demand": world.inside[Role.ORGANISATION_EDITOR],
        "supply": partner,
        "proposer": world.inside[Role.TECHNOLOGY_MANAGER],
        "operators": world.inside[Role.ZONE_OPERATOR],
    }
    return {name: actor.person_id or 0 for name, actor in people.items()}


def proposed(world: World, state: str = "proposed", **fields: object) -> Introduction:
    manager = world.inside[Role.TECHNOLOGY_MANAGER]
    fields.setdefault("proposed_by_holding", manager.holding_id)
    row = introduction(world, state, demander=world.owner, supplier=world.partner, **fields)
    Demand.objects.filter(pk=row.demand_id or 0).update(title=f"{FIRM}的叶片气孔", disclosure="masked")
    Achievement.objects.filter(pk=row.achievement_id).update(title=f"{COLLEGE}定向凝固工艺", disclosure="masked")
    return row


def emitted(name: str, payload: dict[str, object], now: datetime) -> None:
    OutboxEvent.objects.create(name=name, payload=payload, emitted_at=now, next_attempt_at=now)
    assert dispatch_events(now).failed == 0


def told(code: str) -> set[int]:
    return set(Notice.objects.filter(code=code).values_list("person_id", flat=True))


EXPECTED = {
    Party.BOTH: {"demand", "supply"},
    Party.WAITING: {"demand", "supply"},
    Party.OTHER: {"supply"},
    Party.NAMED: {"demand"},
    Party.PROPOSER: {"proposer"},
    Party.OPERATORS: {"operators"},
}


@pytest.mark.parametrize("event", sorted(TABLE))
def test_each_event_reaches_exactly_its_sides(event: str, world: World, sides: dict[str, int], now: datetime) -> None:
    row = proposed(world, "outcome_claimed", claimed_side="demand")
    outcome = row.outcomes.get()
    payload = {
        "introduction_id": row.pk, "outcome_id": outcome.pk, "side": "demand", "reason": "price", "kind": "visit",
        "demand_id": None,
    }  # fmt: skip
    emitted(event, payload, now)
    wanted = set().union(*(EXPECTED[party] for party in TABLE[event].parties))
    assert told(TABLE[event].code) == {sides[name] for name in wanted}


@pytest.mark.parametrize("event", sorted(TABLE))
def test_before_both_accept_no_notice_and_no_mail_holds_the_others_name(
    event: str, world: World, sides: dict[str, int], now: datetime
) -> None:
    row = proposed(world)
    payload = {"introduction_id": row.pk, "side": "demand", "reason": "price", "kind": "visit", "demand_id": None}
    emitted(event, payload, now)
    zone = Zone.objects.get(code="JH")
    for notice in Notice.objects.filter(subject_type="matching.introduction"):
        names = {sides["demand"]: COLLEGE, sides["supply"]: FIRM}
        other = names.get(notice.person_id)
        with translation.override(settings.LANGUAGE_CODE):
            mail = mail_text("收件人", zone, [notice])
        for text in (str(notice.params), mail.subject, mail.text, mail.html):
            assert other is None or other not in text
    assert Notice.objects.exists()


def test_only_sides_that_have_not_answered_are_asked(world: World, sides: dict[str, int], now: datetime) -> None:
    row = proposed(world, "demand_accepted", demand_accepted_at=now)
    emitted("matching.IntroductionProposed", {"introduction_id": row.pk}, now)
    assert told("introduction_proposed") == {sides["supply"]}
    emitted("matching.IntroductionWithdrawn", {"introduction_id": row.pk}, now)
    assert told("introduction_withdrawn") == {sides["demand"], sides["supply"]}


def test_the_zone_is_asked_for_a_side_that_is_not_on_the_platform(
    world: World, sides: dict[str, int], now: datetime
) -> None:
    row = introduction(world, demander=None, supplier=world.partner)
    emitted("matching.IntroductionProposed", {"introduction_id": row.pk}, now)
    assert told("introduction_proposed") == {sides["operators"], sides["supply"]}


def test_the_reason_of_a_decline_is_told_in_words_and_free_text_is_not(
    world: World, sides: dict[str, int], now: datetime
) -> None:
    row = proposed(world)
    college = world.somebody(Role.ORGANISATION_EDITOR, world.partner)
    words = Decline("price", f"{COLLEGE}王老师说太便宜")
    decline_for_supply(actor=college, introduction_id=row.pk, decline=words, now=now)
    dispatch_events(now)
    assert told("introduction_declined") == {sides["demand"], sides["proposer"]}
    notice = Notice.objects.get(code="introduction_declined", person=sides["demand"])
    assert "王老师" not in str(notice.params)
    assert notice.params["reason_code"] == "decline.price"


def test_the_whole_way_through_the_use_cases(world: World, sides: dict[str, int], now: datetime) -> None:
    row = proposed(world)
    firm, college = world.inside[Role.ORGANISATION_EDITOR], world.somebody(Role.ORGANISATION_EDITOR, world.partner)
    college_people = {sides["supply"], college.person_id}
    accept_for_demand(actor=firm, introduction_id=row.pk, now=now)
    accept_for_supply(actor=college, introduction_id=row.pk, now=now)
    dispatch_events(now)
    # The one who accepted last knows; the colleague of the same side is told.
    assert told("introduction_accepted") == {sides["demand"], sides["supply"], sides["proposer"]}
    accepted = Notice.objects.get(code="introduction_accepted", person=sides["demand"])
    assert COLLEGE in accepted.params["other"]
    claim_outcome(actor=firm, introduction_id=row.pk, claim=Claim("visit"), now=now + timedelta(days=1))
    dispatch_events(now + timedelta(days=1))
    assert told("outcome_claimed") == college_people
    retract_outcome(actor=firm, introduction_id=row.pk, now=now + timedelta(days=2), reason="写错了")
    claim_outcome(actor=firm, introduction_id=row.pk, claim=Claim("trial"), now=now + timedelta(days=3))
    dispute_outcome(actor=college, introduction_id=row.pk, now=now + timedelta(days=4), reason="没有试")
    dispatch_events(now + timedelta(days=4))
    assert told("outcome_retracted") == college_people
    assert told("outcome_disputed") == {sides["demand"], sides["operators"]}


def test_a_withdrawal_is_told_to_both_sides(world: World, sides: dict[str, int], now: datetime) -> None:
    row = proposed(world)
    withdraw_introduction(actor=world.inside[Role.ZONE_OPERATOR], introduction_id=row.pk, now=now, reason="重复")
    dispatch_events(now)
    assert told("introduction_withdrawn") == {sides["demand"], sides["supply"]}


def test_who_has_not_answered_is_reminded_once_before_the_lapse(
    world: World, sides: dict[str, int], now: datetime
) -> None:
    row = proposed(world, "supply_accepted", supply_accepted_at=now)
    assert row.due_at is not None
    assert remind_of_answers(row.due_at - timedelta(days=3, hours=1)) == 0
    for hours in (0, 6):
        assert remind_of_answers(row.due_at - timedelta(days=3) + timedelta(hours=hours)) == 1
    assert told("introduction_waits") == {sides["demand"]}
    assert Notice.objects.filter(code="introduction_waits").count() == 1
