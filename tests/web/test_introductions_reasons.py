"""The digest of reasons for declining: for holders, without names."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qiao.core.access import Role
from qiao.matching.models import Introduction
from tests.web import matching_world as world
from tests.web import zone_records as made
from tests.web.matching_world import COLLEGE, FIRM, Sides, client_of, holding, page


@pytest.fixture
def sides(db: None) -> Sides:
    return world.build()


def declined(sides: Sides, reason: str, *, days_ago: int = 0, offer: object = None) -> None:
    """An introduction that the demand side has declined, with a remark that names the firm."""
    number = Introduction.objects.count()
    Introduction.objects.create(
        zone_code=made.ZONE,
        created_at=made.NOW,
        state="declined",
        demand=made.add_demand(100 + number),
        achievement=offer or sides.achievement,
        proposed_at=made.NOW,
        active_at=made.NOW - timedelta(days=days_ago),
        declined_side="demand",
        decline_reason=reason,
        decline_text=f"{FIRM}已有方案",
    )


def test_the_holder_reads_how_often_and_what_helps_but_not_who(sides: Sides) -> None:
    for reason, days in (("price", 0), ("price", 40), ("too_early", 0)):
        declined(sides, reason, days_ago=days)
    sides.introduced()
    body = page(client_of(sides.college), f"/work/achievements/{sides.achievement.pk}/reasons/").split("<main")[1]
    first, second = body.split('class="intro-reason"')[1:]
    assert ">Price<" in first
    assert ">2</strong>" in first
    assert "66%" in first
    assert "Check the price range" in first
    assert ">Too early<" in second
    assert FIRM not in body
    assert "已有方案" not in body
    listed = page(client_of(sides.college), "/work/reasons/").split("<main")[1]
    assert "Price 2" in listed
    assert FIRM not in listed


def test_what_the_supply_side_declines_is_not_counted_against_it(sides: Sides) -> None:
    declined(sides, "price")
    Introduction.objects.update(declined_side="supply")
    body = page(client_of(sides.college), f"/work/achievements/{sides.achievement.pk}/reasons/")
    assert "Nothing was declined so far" in body
    assert "Nothing was declined so far" in page(client_of(sides.college), "/work/reasons/")


@pytest.mark.parametrize("name", ["firm", "stranger", "manager", "expert"])
def test_nobody_else_reads_it(name: str, sides: Sides) -> None:
    declined(sides, "price")
    client = client_of(sides.everybody()[name])
    page(client, f"/work/achievements/{sides.achievement.pk}/reasons/", 404)
    assert "Nothing was declined so far" in page(client, "/work/reasons/")
    page(client, "/work/achievements/99999/reasons/", 404)


def test_the_office_reads_all_of_its_zone(sides: Sides) -> None:
    declined(sides, "price")
    declined(sides, "price", offer=made.add_achievement(5, title="企业自己的成果"))
    for who in (sides.operator, holding(Role.SUPERVISOR)):
        listed = page(client_of(who), "/work/reasons/")
        assert "企业自己的成果" in listed
        assert sides.achievement.title in listed
    assert "企业自己的成果" not in page(client_of(sides.college), "/work/reasons/")


def test_the_months_add_up_and_older_ones_stay_in_the_total(sides: Sides) -> None:
    for days in (0, 31, 31, 800):
        declined(sides, "price", days_ago=days)
    college = client_of(sides.college)
    with CaptureQueriesContext(connection):
        body = page(college, f"/work/achievements/{sides.achievement.pk}/reasons/")
    assert ">4</strong>" in body
    assert COLLEGE not in body.split("<main")[1]


def test_the_queries_do_not_grow_with_the_achievements(sides: Sides) -> None:
    declined(sides, "price")
    college, numbers = client_of(sides.college), []
    page(college, "/work/reasons/")
    for more in (0, 18):
        for number in range(more):
            offer = made.add_achievement(40 + number, organisation=sides.achievement.organisation)
            declined(sides, "benefit_unclear", offer=offer)
        with CaptureQueriesContext(connection) as seen:
            assert page(college, "/work/reasons/").count('/reasons/" lang=') == more + 1
        numbers.append(len(seen))
    assert numbers[0] == numbers[1] <= 10
