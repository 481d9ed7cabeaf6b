"""Lists and records as somebody without a token and as their keepers read them."""

from typing import Any

import pytest

from qiao.catalogue.disclosure import Depth, view_at
from qiao.catalogue.lifecycles.demand import DemandState
from qiao.core.access import Role
from qiao.core.scopes import Scope
from qiao.core.taxonomy import CooperationWay
from tests.api.calling import Program, program_of, walked
from tests.factories.listings import achievement, demand, scenario
from tests.factories.world import World

KINDS = {"demand": demand, "achievement": achievement, "scenario": scenario}


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_is_shown_whole_and_in_chinese(world: World, kind: str) -> None:
    row = KINDS[kind](world)
    answer = Program().get(f"/{kind}s/{row.pk}")
    assert answer.status_code == 200, answer.content.decode()
    shown = answer.json()["record"]
    assert set(shown) == set(view_at(row, Depth.OPEN))
    assert shown["title"] == row.title
    assert row.title in answer.content.decode(), "Chinese stands as Chinese"
    assert shown["published_at"].endswith("+08:00")
    assert answer.json()["offers"] == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_public_sees_what_is_public_and_no_more(world: World, kind: str) -> None:
    make = KINDS[kind]
    first = "collected" if kind == "scenario" else "draft"
    shown, masked = make(world), make(world, disclosure="masked")
    hidden, draft = make(world, disclosure="targeted"), make(world, first)
    rows = Program().get(f"/{kind}s").json()["items"]
    assert [row["id"] for row in rows] == [masked.pk, shown.pk]
    assert rows[0]["depth"] == "masked"
    assert world.owner.name not in Program().get(f"/{kind}s/{masked.pk}").content.decode()
    for row in (hidden, draft):
        assert Program().get(f"/{kind}s/{row.pk}").status_code == 404
        assert Program().get(f"/{kind}s/{row.pk}/history").status_code == 404


def test_the_owner_sees_the_draft_its_verbs_its_history_and_its_version(world: World) -> None:
    row = demand(world, DemandState.DRAFT)
    program = program_of(world.inside[Role.ORGANISATION_EDITOR], Scope.CATALOGUE_READ)
    shown = program.get(f"/demands/{row.pk}").json()
    offered = {offer["verb"]: offer for offer in shown["offers"]}
    assert set(offered) == {"submit", "withdraw"}
    assert offered["withdraw"]["needs_reason"] is True
    assert offered["submit"]["href"] == f"/api/v1/demands/{row.pk}/verbs/submit"
    assert (shown["version"], shown["clarity"]["score"]) == (1, row.clarity)
    assert program.get(f"/demands/{row.pk}/history").json() == {"items": []}


def test_a_list_is_walked_without_a_double_or_a_gap_while_records_come_in(world: World) -> None:
    rows = [demand(world).pk for _ in range(7)]
    program, found, path = Program(), [], "/demands?limit=3&sort=oldest"
    while path:
        answer = program.get(path)
        found += [row["id"] for row in answer.json()["items"]]
        rows.append(demand(world).pk) if len(rows) < 9 else None
        following = answer.json()["next"]
        path = f"/demands?limit=3&sort=oldest&cursor={following}" if following else ""
    assert found == rows
    assert [row["id"] for row in walked(program, "/demands?limit=4")] == rows[::-1]


def test_filters_narrow(world: World) -> None:
    one = demand(world, field="1", ways=[CooperationWay.LICENCE])
    demand(world, field="2", region="330100")
    assert [row["id"] for row in Program().get("/demands?fields=1").json()["items"]] == [one.pk]
    both = Program().get("/demands?text=气孔&states=published&fields=1&fields=2").json()["items"]
    assert both[1]["id"] == one.pk
    assert Program().get("/demands?region=330000").json()["items"] == both[:1]
    assert Program().get(f"/demands?ways={CooperationWay.LICENCE}&region=330000").json()["items"] == []


@pytest.mark.parametrize(
    ("query", "field", "rule"),
    [
        ("cursor=abc", "cursor", "cursor_unusable"),
        ("cursor=ZGVtYW5kLjA.x", "cursor", "cursor_unusable"),
        ("cursor=YWNoaWV2ZW1lbnQuMQ", "cursor", "cursor_unusable"),
        ("limit=0", "limit", "input_too_small"),
        ("limit=201", "limit", "input_too_large"),
        ("limit=many", "limit", "input_whole_number"),
        ("fields=99", "fields.0", "input_not_in_list"),
        ("sort=price", "sort", "input_not_in_list"),
        ("colour=red", "colour", "input_unknown_field"),
        ("text=%00", "text", "input_control_characters"),
        ("text=" + "长" * 101, "text", "input_too_long"),
        ("industry=abc", "industry", "input_pattern"),
    ],
)
def test_a_faulty_address_names_field_value_rule_and_remedy(world: World, query: str, field: str, rule: str) -> None:
    answer = Program().get(f"/demands?{query}")
    assert answer.status_code == 422
    fault = answer.json()["errors"][0]
    assert (fault["field"], fault["rule"]) == (field, rule)
    assert fault["remedy"]


def test_me_says_whom_the_token_stands_for(world: World) -> None:
    editor = world.inside[Role.ORGANISATION_EDITOR]
    shown: dict[str, Any] = program_of(editor, Scope.CATALOGUE_READ, Scope.CHANGES_READ).get("/me").json()
    assert (shown["name"], shown["role"], shown["organisation_id"]) == (editor.name, editor.role, world.owner.pk)
    assert shown["scopes"] == ["catalogue:read", "changes:read"]
