"""Following cases: who is told what, who is not, and what the person sees of it."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core import mail

from qiao.catalogue.actions.disclose_demand import disclose_demand
from qiao.catalogue.actions.publish_demand import publish_demand
from qiao.catalogue.actions.return_demand import return_demand
from qiao.catalogue.actions.start_matching_demand import start_matching_demand
from qiao.catalogue.actions.withdraw_demand import withdraw_demand
from qiao.catalogue.models import Demand
from qiao.core.access import Actor, Role
from qiao.core.outcomes import Denied, Refused
from qiao.core.taxonomy import DisclosureLevel
from qiao.foundation.models import AuditRow
from qiao.foundation.outbox import dispatch_events
from qiao.parties.actions.follow_case import follow_case
from qiao.parties.actions.unfollow_case import unfollow_case
from qiao.parties.models import Follow, Holding, Mailing, Notice, Person, User
from qiao.parties.notice_mail import mail_notices
from qiao.parties.notices import choose_ways
from qiao.parties.selectors.follows import followed_page
from qiao.parties.selectors.notices import in_words
from tests.factories.editions import edition
from tests.factories.listings import achievement, demand, scenario
from tests.factories.world import World, build_world

pytestmark = pytest.mark.django_db
DEMAND = "catalogue.demand"
LATER = timedelta(hours=1)


@pytest.fixture
def world(now: datetime, tmp_path: Path) -> World:
    return build_world(now, tmp_path)


def follow(actor: Actor, row: Demand, now: datetime) -> Follow:
    return follow_case(actor=actor, object_type=DEMAND, object_id=row.pk, now=now)


def told(actor: Actor) -> list[Notice]:
    """What the person was told as a follower."""
    return list(Notice.objects.filter(person=actor.person_id, code__startswith="followed_").order_by("pk"))


def test_a_follower_hears_of_a_new_state_and_why_he_hears_of_it(world: World, now: datetime) -> None:
    expert, row = world.inside[Role.EXPERT], demand(world, "published")
    follow(expert, row, now)
    start_matching_demand(actor=world.inside[Role.ZONE_OPERATOR], demand_id=row.pk, now=now + LATER)
    dispatch_events(now + LATER)
    notice = in_words(told(expert)[0])
    assert len(told(expert)) == 1
    assert row.title in notice.text
    assert notice.kind == "followed"
    assert told(expert)[0].lines[0]["code"] == "notice_line.followed"
    assert notice.lines[0].path == "/work/follows/"


def test_the_notice_is_mailed_as_the_person_has_chosen(world: World, now: datetime) -> None:
    expert, row = world.inside[Role.EXPERT], demand(world, "published")
    User.objects.create(username="expert", person_id=expert.person_id, date_joined=now)
    Person.objects.filter(pk=expert.person_id).update(email="expert@example.org")
    follow(expert, row, now)
    choose_ways(expert.person_id or 0, {"followed": "at_once"}, now)
    start_matching_demand(actor=world.inside[Role.ZONE_OPERATOR], demand_id=row.pk, now=now + LATER)
    dispatch_events(now + LATER)
    mail_notices(now + LATER)
    assert Mailing.objects.get(person=expert.person_id).sent_at == now + LATER
    assert mail.outbox[0].to == ["expert@example.org"]
    assert "/work/follows/" in mail.outbox[0].body


def test_who_acts_himself_and_who_is_told_anyway_hears_nothing_more(world: World, now: datetime) -> None:
    operator, manager = world.inside[Role.ZONE_OPERATOR], world.inside[Role.TECHNOLOGY_MANAGER]
    row = demand(world, "published")
    for actor in (operator, manager):
        follow(actor, row, now)
    start_matching_demand(actor=operator, demand_id=row.pk, now=now + LATER)
    dispatch_events(now + LATER)
    assert told(operator) == []
    # The manager in charge is told of it as such.
    assert Notice.objects.filter(person=manager.person_id, subject_id=row.pk).count() == 1
    assert told(manager) == []


def test_nobody_is_told_of_a_case_that_he_may_not_see_any_more(world: World, now: datetime) -> None:
    expert, row = world.inside[Role.EXPERT], demand(world, "published")
    follow(expert, row, now)
    withdraw_demand(actor=world.inside[Role.ORGANISATION_EDITOR], demand_id=row.pk, now=now + LATER, reason="不再需要")
    dispatch_events(now + LATER)
    assert told(expert) == []
    listed = followed_page(expert, now + LATER)
    assert [line.sight for line in listed.rows] == [None]


def test_a_title_is_told_as_the_follower_may_read_it(world: World, now: datetime) -> None:
    expert = world.inside[Role.EXPERT]
    name = world.owner.name
    row = demand(world, "published", title=f"{name}的叶片", disclosure=DisclosureLevel.MASKED)
    follow(expert, row, now)
    start_matching_demand(actor=world.inside[Role.ZONE_OPERATOR], demand_id=row.pk, now=now + LATER)
    dispatch_events(now + LATER)
    assert len(told(expert)) == 1
    assert name not in in_words(told(expert)[0]).text
    assert name not in str(followed_page(expert, now).rows[0].sight)


def test_acts_that_change_neither_state_nor_content_are_not_told(world: World, now: datetime) -> None:
    supervisor, row = world.inside[Role.SUPERVISOR], demand(world, "published", disclosure=DisclosureLevel.TARGETED)
    follow(supervisor, row, now)
    editor = world.inside[Role.ORGANISATION_EDITOR]
    disclose_demand(actor=editor, demand_id=row.pk, organisation_ids=(world.partner.pk,), now=now + LATER)
    dispatch_events(now + LATER)
    assert told(supervisor) == []


def test_following_twice_is_following_once_and_a_new_start_is_told_again(world: World, now: datetime) -> None:
    expert, operator, row = world.inside[Role.EXPERT], world.inside[Role.ZONE_OPERATOR], demand(world, "published")
    first = follow(expert, row, now)
    assert follow(expert, row, now).pk == first.pk
    assert AuditRow.objects.filter(action="parties.case.follow").count() == 1
    unfollow_case(actor=expert, follow_id=first.pk, now=now)
    with pytest.raises(Refused, match="not_followed"):
        unfollow_case(actor=expert, follow_id=first.pk, now=now)
    start_matching_demand(actor=operator, demand_id=row.pk, now=now + LATER)
    dispatch_events(now + LATER)
    assert told(expert) == []
    assert follow(expert, row, now + LATER).pk != first.pk


def test_a_role_that_has_ended_and_a_closed_account_hear_nothing(world: World, now: datetime) -> None:
    row = demand(world, "published")
    expert, auditor = world.inside[Role.EXPERT], world.inside[Role.AUDITOR]
    for actor in (expert, auditor):
        follow(actor, row, now)
    Holding.objects.filter(pk=expert.holding_id).update(ends_on=now.date() - timedelta(days=1))
    User.objects.create(username="closed", person_id=auditor.person_id, date_joined=now, is_active=False)
    start_matching_demand(actor=world.inside[Role.ZONE_OPERATOR], demand_id=row.pk, now=now + LATER)
    dispatch_events(now + LATER)
    assert told(expert) == told(auditor) == []


def test_another_role_of_the_same_person_still_sees_the_case(world: World, now: datetime) -> None:
    """Somebody follows as an expert, loses that role, and speaks for the owner: he is told in that role."""
    expert, row = world.inside[Role.EXPERT], demand(world, "published")
    follow(expert, row, now)
    Holding.objects.filter(pk=expert.holding_id).update(ends_on=now.date() - timedelta(days=1))
    Holding.objects.create(
        person_id=expert.person_id, role=Role.AUDITOR, zone_code=expert.zone_code, created_at=now,
        starts_on=now.date() - timedelta(days=9),
    )  # fmt: skip
    start_matching_demand(actor=world.inside[Role.ZONE_OPERATOR], demand_id=row.pk, now=now + LATER)
    dispatch_events(now + LATER)
    assert [notice.holding.role for notice in told(expert) if notice.holding] == [Role.AUDITOR]


def test_a_draft_of_others_cannot_be_followed_nor_what_is_no_case(world: World, now: datetime) -> None:
    draft = demand(world, "draft")
    for actor, kind in ((world.inside[Role.EXPERT], DEMAND), (world.inside[Role.ZONE_OPERATOR], "parties.person")):
        with pytest.raises(Denied):
            follow_case(actor=actor, object_type=kind, object_id=draft.pk, now=now)
    assert Follow.objects.count() == 0


def test_publishing_after_a_return_is_told_to_those_inside(world: World, now: datetime) -> None:
    supervisor, operator = world.inside[Role.SUPERVISOR], world.inside[Role.ZONE_OPERATOR]
    back, on = demand(world, "submitted"), demand(world, "diagnosed")
    for row in (back, on):
        follow(supervisor, row, now)
    return_demand(actor=operator, demand_id=back.pk, now=now + LATER, reason="请补充指标")
    publish_demand(actor=operator, demand_id=on.pk, now=now + LATER)
    dispatch_events(now + LATER)
    # A draft is hidden from the supervisor again; the published one is not.
    assert [notice.subject_id for notice in told(supervisor)] == [on.pk]


def test_the_list_shows_every_kind_by_kind_and_page(world: World, now: datetime) -> None:
    operator = world.inside[Role.ZONE_OPERATOR]
    rows = [demand(world), achievement(world), scenario(world), edition(world, "draft", operator)]
    for row in rows:
        follow_case(actor=operator, object_type=row._meta.label_lower, object_id=row.pk, now=now)
    page = followed_page(operator, now)
    assert {line.object_type for line in page.rows} == {row._meta.label_lower for row in rows}
    assert all(line.sight for line in page.rows)
    assert followed_page(operator, now, object_type=DEMAND).total == 1
    stranger = replace(operator, person_id=world.inside[Role.EXPERT].person_id)
    assert followed_page(stranger, now).total == 0
    for _ in range(21):
        follow(operator, demand(world), now)
    assert (followed_page(operator, now, number=2).pages, len(followed_page(operator, now, number=2).rows)) == (2, 5)
