"""Commissions of supply lists for programs: who may know of them, and what of their records."""

from typing import Any

import pytest

from qiao.core.access import Actor, Role
from qiao.core.scopes import Scope
from qiao.matching.lifecycles.commission import CommissionState
from tests.api.calling import Program, program_of, walked
from tests.factories.matching import commission
from tests.factories.world import ELSEWHERE, World

pytestmark = pytest.mark.django_db


def program(actor: Actor) -> Program:
    return program_of(actor, Scope.COMMISSIONS_READ)


def ids(caller: Program, query: str = "") -> list[int]:
    return [row["id"] for row in walked(caller, f"/commissions?limit=1{query}")]


def test_the_zone_and_the_provider_know_of_it_and_nobody_else(world: World) -> None:
    rows = [commission(world), commission(world, CommissionState.COMPILED, demander=world.owner)]
    keys = [row.pk for row in rows][::-1]
    provider = world.somebody(Role.ORGANISATION_EDITOR, world.broker)
    for actor in (world.inside[Role.ZONE_OPERATOR], world.inside[Role.TECHNOLOGY_MANAGER], provider):
        assert ids(program(actor)) == keys, actor.role
        assert program(actor).get(f"/commissions/{keys[0]}").status_code == 200
    strangers = (
        world.inside[Role.ORGANISATION_EDITOR],
        world.inside[Role.EXPERT],
        world.somebody(Role.ZONE_OPERATOR, zone_code=ELSEWHERE),
    )
    for actor in strangers:
        assert ids(program(actor)) == [], actor.role
        assert program(actor).get(f"/commissions/{keys[0]}").json()["code"] == "no_such_object"
    assert Program().get("/commissions").status_code == 401
    assert program_of(provider, Scope.CATALOGUE_READ).get("/commissions").json()["scope"] == "commissions:read"


def test_filters_narrow(world: World) -> None:
    ordered, compiled = commission(world), commission(world, CommissionState.COMPILED)
    caller = program(world.inside[Role.ZONE_OPERATOR])
    assert ids(caller, "&state=compiled") == [compiled.pk]
    assert ids(caller, f"&provider_id={world.broker.pk}") == [compiled.pk, ordered.pk]
    assert ids(caller, f"&provider_id={world.owner.pk}") == []
    assert caller.get("/commissions?state=lost").status_code == 422


def test_one_shows_its_order_items_rate_and_verbs(world: World) -> None:
    row = commission(world, CommissionState.DELIVERED, demander=world.owner)
    shown: dict[str, Any] = program(world.inside[Role.ZONE_OPERATOR]).get(f"/commissions/{row.pk}").json()
    assert shown["commission"]["provider_name"] == world.broker.name
    assert shown["commission"]["edition_id"] == row.edition_id
    assert shown["criteria"]["demand_ids"] == row.demand_ids
    item = row.items.get()
    assert [one["title"] for one in shown["items"]] == [item.achievement.title]
    assert shown["items"][0]["answers"] == [
        {"demand_id": row.demand_ids[0], "code": item.answers[0]["code"], "score_bp": 8000, "level": "strong"}
    ]
    assert shown["hit_rate"] == {"items": 1, "answered": 0, "hits": 0, "of_answered_bp": None, "of_all_bp": 0}
    offers = {offer["verb"]: offer["href"] for offer in shown["offers"]}
    assert offers["close"] == f"/api/v1/commissions/{row.pk}/verbs/close"
    provider = program(world.somebody(Role.ORGANISATION_EDITOR, world.broker))
    assert "close" not in [offer["verb"] for offer in provider.get(f"/commissions/{row.pk}").json()["offers"]]


def test_records_that_went_out_of_sight_are_told_no_more(world: World) -> None:
    row = commission(world, CommissionState.COMPILED, demander=world.owner)
    offer = row.items.get().achievement
    provider = program(world.somebody(Role.ORGANISATION_EDITOR, world.broker))
    type(offer).objects.filter(pk=offer.pk).update(disclosure="targeted")
    hidden = provider.get(f"/commissions/{row.pk}")
    assert (hidden.json()["items"][0]["title"], hidden.json()["items"][0]["answers"]) == ("", [])
    assert offer.title not in hidden.content.decode()
    operator = program(world.inside[Role.ZONE_OPERATOR])
    assert operator.get(f"/commissions/{row.pk}").json()["items"][0]["title"] == offer.title


def test_a_new_one_says_where_it_is(world: World) -> None:
    order = {"zone_code": "JH", "title": "铸造清单", "provider_id": world.broker.pk, "deliver_by": "2099-12-31"}
    caller = program_of(world.inside[Role.ZONE_OPERATOR], Scope.COMMISSIONS_READ, Scope.COMMISSIONS_WRITE)
    made = caller.post("/commissions", {"order": order})
    assert made.status_code == 201, made.content.decode()
    found = caller.get(made["Location"].removeprefix("/api/v1"))
    assert found.json()["commission"]["title"] == "铸造清单"
