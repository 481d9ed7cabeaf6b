"""Who is told what of records, editions and imports: the table row by row, and what the words may say."""

import importlib
import inspect
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from qiao.catalogue import notices
from qiao.catalogue.actions.publish_demand import publish_demand
from qiao.catalogue.actions.return_demand import return_demand
from qiao.catalogue.announcing import MODELS
from qiao.catalogue.notices import TABLE
from qiao.catalogue.reminders import remind_of_expiry
from qiao.core.access import Actor, Role
from qiao.foundation.actions.set_rule import NewRule, set_rule
from qiao.foundation.models import HandledEvent, OutboxEvent
from qiao.foundation.outbox import dispatch_events
from qiao.foundation.registry import HANDLERS
from qiao.foundation.wording import has_text
from qiao.matching import notices as meetings
from qiao.parties.models import Holding, Notice, NoticeSetting
from qiao.parties.notice_kinds import kind_of_notice, registered_notices
from qiao.parties.selectors.notices import in_words
from tests.factories.editions import edition_of
from tests.factories.listings import EXPIRES_AT, achievement, demand, scenario
from tests.factories.world import World, build_world

pytestmark = pytest.mark.django_db
FACTORIES = {"demand": demand, "achievement": achievement, "scenario": scenario}
OTHER_EVENTS = {
    "catalogue.EditionSubmitted", "catalogue.EditionApproved", "catalogue.EditionReturned",
    "catalogue.EditionIssued", "catalogue.EditionWithdrawn", "foundation.ImportApplied",
    "matching.SupplyListDelivered", "matching.AdoptionRecorded", "parties.HoldingGranted", "parties.HoldingEnded",
}  # fmt: skip
NOBODY = {
    "parties.ZoneRenamed": "stands at the head of every page",
    "parties.OrganisationRegistered": "the register of the zone, a matter of its office",
    "parties.OrganisationRevised": "as above",
    "parties.OrganisationsMerged": "as above",
    "parties.OrganisationMergeUndone": "as above",
    "parties.PersonRegistered": "as above",
    "parties.PersonRevised": "as above",
    "parties.PeopleMerged": "as above",
    "parties.PersonMergeUndone": "as above",
}


@pytest.fixture
def world(now: datetime, tmp_path: Path) -> World:
    return build_world(now, tmp_path)


def emitted(name: str, payload: dict[str, Any], now: datetime) -> OutboxEvent:
    """The event, delivered."""
    event = OutboxEvent.objects.create(name=name, payload=payload, emitted_at=now, next_attempt_at=now)
    assert dispatch_events(now).failed == 0
    return event


def told(code: str) -> set[int]:
    """The people who were told."""
    return set(Notice.objects.filter(code=code).values_list("person_id", flat=True))


def person(actor: Actor) -> int:
    assert actor.person_id is not None
    return actor.person_id


def events_of(module: str) -> set[str]:
    loaded = importlib.import_module(module)
    room = module.split(".")[1]
    return {
        f"{room}.{name}"
        for name, value in inspect.getmembers(loaded, inspect.isclass)
        if value.__module__ == module and not name.endswith("Event")
    }


def test_every_event_of_the_platform_is_told_or_left_out_for_a_reason() -> None:
    every = set().union(
        *(
            events_of(f"qiao.{name}.events")
            for name in ("catalogue", "matching", "parties", "foundation.intake", "catalogue.editions")
        )
    )
    # Accounts have mails of their own (invitations, changed passwords), which are no notices.
    accounts = {name for name in every if any(word in name for word in ("User", "Invit", "Token"))}
    covered = {*TABLE, *notices.SILENT, *meetings.TABLE, *meetings.SILENT, *OTHER_EVENTS, *NOBODY}
    assert every - accounts - covered == set()
    for name in {*TABLE, *meetings.TABLE, *OTHER_EVENTS}:
        assert name in every
        assert any("notice_handlers" in handler for handler in HANDLERS[name])


def test_every_notice_has_words_and_a_kind() -> None:
    assert [code for code in registered_notices() if not has_text(f"notice.{code}")] == []
    assert [code for code in registered_notices() if not has_text(f"notice_kind.{kind_of_notice(code)}")] == []


EXPECTED: dict[str, set[str]] = {
    "submitted": {"operator"},
    "overdue": {"operator", "manager"},
    "to_diagnose": {"manager"},
    "diagnosed": {"operator"},
    "assigned": {"manager"},
    "published": {"editor", "manager"},
    "returned": {"editor"},
    "expired": {"editor", "manager"},
    "renewed": {"manager"},
    "withdrawn": {"operator", "manager"},
    "shown_to_you": set(),
    "applied": {"editor", "operator"},
    "selected": {"partner"},
    "not_selected": set(),
    "test_started": {"editor", "partner"},
    "verified": {"editor", "partner"},
    "failed": {"editor", "partner"},
    "scaled": {"editor", "partner"},
    "closed": {"editor", "partner"},
}
KEEPERS = {"editor", "manager"}


@pytest.mark.parametrize("event", sorted(TABLE))
def test_exactly_the_right_people_are_told(event: str, world: World, now: datetime) -> None:
    partner = world.somebody(Role.ORGANISATION_EDITOR, world.partner)
    names = {
        "operator": person(world.inside[Role.ZONE_OPERATOR]),
        "editor": person(world.inside[Role.ORGANISATION_EDITOR]),
        "manager": person(world.inside[Role.TECHNOLOGY_MANAGER]),
        "partner": person(partner),
    }
    kind = next(kind for kind in MODELS if event.startswith(f"catalogue.{kind.capitalize()}"))
    more: dict[str, Any] = {"selected_organisation": world.partner} if kind == "scenario" else {}
    row = FACTORIES[kind](world, **more)
    emitted(event, {f"{kind}_id": row.pk}, now)
    for news in TABLE[event]:
        wanted = {names[who] for who in EXPECTED.get(news.code, KEEPERS)}
        assert told(f"{kind}_{news.code}") == wanted, news.code


def test_an_event_delivered_again_is_told_once(world: World, now: datetime) -> None:
    row = demand(world)
    event = emitted("catalogue.DemandPublished", {"demand_id": row.pk}, now)
    before = Notice.objects.count()
    HandledEvent.objects.filter(event=event).delete()
    OutboxEvent.objects.filter(pk=event.pk).update(dispatched_at=None)
    dispatch_events(now)
    emitted("catalogue.DemandPublished", {"demand_id": row.pk}, now)
    assert Notice.objects.count() == before == 2


def test_the_reason_of_a_return_reaches_editor_and_drafter_and_not_the_doer(world: World, now: datetime) -> None:
    manager = world.inside[Role.TECHNOLOGY_MANAGER]
    row = demand(world, "submitted", created_by_holding=manager.holding_id)
    operator = world.inside[Role.ZONE_OPERATOR]
    return_demand(actor=operator, demand_id=row.pk, now=now, reason="请补充指标")
    dispatch_events(now)
    assert told("demand_returned") == {person(world.inside[Role.ORGANISATION_EDITOR]), person(manager)}
    with translation.override("zh-hans"):
        text = in_words(Notice.objects.filter(code="demand_returned")[0]).text
    assert row.title in text
    assert "请补充指标" in text


def test_the_title_is_the_one_that_the_reader_may_see(world: World, now: datetime) -> None:
    """A masked record names its unit to its own people only; who may not see it at all is told nothing."""
    partner = world.somebody(Role.ORGANISATION_EDITOR, world.partner)
    title = f"{world.owner.name}的叶片铸造"
    row = scenario(world, "testing", title=title, disclosure="masked")
    emitted("catalogue.ScenarioTestStarted", {"scenario_id": row.pk}, now)
    own = Notice.objects.get(person=person(world.inside[Role.ORGANISATION_EDITOR]))
    other = Notice.objects.get(person=person(partner))
    assert own.params["title"] == title
    assert "精铸" not in str(other.params)
    hidden = scenario(world, "testing", disclosure="targeted")
    emitted("catalogue.ScenarioTestStarted", {"scenario_id": hidden.pk}, now)
    assert not Notice.objects.filter(person=person(partner), subject_id=hidden.pk).exists()


def test_a_targeted_record_is_told_to_those_it_is_shown_to_and_once(world: World, now: datetime) -> None:
    partner = world.somebody(Role.ORGANISATION_EDITOR, world.partner)
    world.somebody(Role.ORGANISATION_EDITOR, world.stranger)
    row = demand(world, disclosure="targeted", disclosed_to=[world.partner.pk])
    for hours in range(2):
        emitted("catalogue.DemandDisclosed", {"demand_id": row.pk}, now + timedelta(hours=hours))
    assert told("demand_shown_to_you") == {person(partner)}
    assert Notice.objects.filter(code="demand_shown_to_you").count() == 1


def test_somebody_whose_role_has_ended_is_not_told(world: World, now: datetime) -> None:
    editor = world.inside[Role.ORGANISATION_EDITOR]
    Holding.objects.filter(pk=editor.holding_id or 0).update(ends_on=now.date() - timedelta(days=1))
    row = demand(world, "diagnosed")
    publish_demand(actor=world.inside[Role.ZONE_OPERATOR], demand_id=row.pk, now=now)
    dispatch_events(now)
    assert told("demand_published") == {person(world.inside[Role.TECHNOLOGY_MANAGER])}


def test_an_edition_is_told_to_approvers_but_not_to_its_compiler_and_to_subscribers_only(
    world: World, now: datetime
) -> None:
    operator, other = world.inside[Role.ZONE_OPERATOR], world.somebody(Role.ZONE_OPERATOR)
    department, reader = world.inside[Role.DEPARTMENT], world.inside[Role.EXPERT]
    edition = edition_of(world, "submitted", operator, [])
    emitted("catalogue.EditionSubmitted", {"edition_id": edition.pk}, now)
    assert told("edition_submitted") == {person(other), person(department)}
    NoticeSetting.objects.create(person_id=person(reader), kind="editions", way="weekly")
    payload = {"edition_id": edition.pk, "zone_code": edition.zone_code, "kind": edition.kind, "number": "XQ2026-01"}
    HANDLERS["catalogue.EditionIssued"]["qiao.catalogue.notice_handlers.tell_subscribers_of_issue"](payload, now)
    assert told("edition_issued") == {person(reader)}


def test_each_record_is_reminded_of_once_within_the_days_of_the_rule(world: World, now: datetime) -> None:
    rule = NewRule("catalogue.expiry_reminder_days", "JH", 10, now.date(), "纪要")
    set_rule(actor=world.inside[Role.ZONE_OPERATOR], rule=rule, now=now)
    row = demand(world)
    early, in_time = EXPIRES_AT - timedelta(days=11), EXPIRES_AT - timedelta(days=10)
    assert remind_of_expiry(early) == 0
    assert [remind_of_expiry(in_time + timedelta(hours=hours)) for hours in (0, 6, 30)] == [1, 0, 0]
    keepers = {person(world.inside[role]) for role in (Role.ORGANISATION_EDITOR, Role.TECHNOLOGY_MANAGER)}
    assert told("demand_expiring") == keepers
    assert Notice.objects.filter(code="demand_expiring")[0].params["day_on"] == "2027-06-01"
    type(row).objects.filter(pk=row.pk).update(expires_at=EXPIRES_AT + timedelta(days=365))
    assert remind_of_expiry(in_time + timedelta(days=365)) == 1
