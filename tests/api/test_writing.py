"""Drafts, verbs and imports through the same use cases as the pages."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from qiao.catalogue.lifecycles.demand import DemandState
from qiao.catalogue.models import Demand
from qiao.core.access import Role
from qiao.core.scopes import Scope
from qiao.foundation.models import AuditRow, ImportBatch
from qiao.matching.models import Introduction
from tests.api.calling import BASE, program_of
from tests.factories.listings import achievement, demand, scenario
from tests.factories.matching import introduction
from tests.factories.world import World

DRAFT = {"content": {"title": "叶片气孔率下降", "field": "4", "content": "气孔率降到百分之一以下"}}


def test_a_demand_is_drafted_revised_and_submitted(world: World) -> None:
    program = program_of(world.inside[Role.ORGANISATION_EDITOR])
    made = program.post("/demands", {**DRAFT, "draft": {"organisation_id": world.owner.pk}})
    assert made.status_code == 201, made.content.decode()
    receipt = made.json()
    assert made["Location"] == receipt["href"] == f"/api/v1/demands/{receipt['id']}"
    assert (receipt["object"], receipt["state"], receipt["version"]) == ("catalogue.demand", "draft", 1)
    content = {**DRAFT["content"], "title": "叶片气孔率降到百分之一"}
    revised = program.put(f"/demands/{receipt['id']}", {"content": content, "seen_version": 1})
    assert (revised.status_code, revised.json()["version"]) == (200, 2)
    late = program.put(f"/demands/{receipt['id']}", {"content": content, "seen_version": 1})
    assert (late.status_code, late.json()["code"]) == (409, "changed_meanwhile")
    submitted = program.post(f"/demands/{receipt['id']}/verbs/submit")
    assert submitted.json()["state"] == "submitted"
    told = AuditRow.objects.filter(object_type="catalogue.demand").order_by("pk").values_list("action", "person_id")
    me = world.inside[Role.ORGANISATION_EDITOR].person_id
    assert list(told) == [(f"catalogue.demand.{verb}", me) for verb in ("draft", "revise", "submit")]


def test_a_verb_that_does_not_exist_in_the_state_is_refused_with_the_state(world: World) -> None:
    row = demand(world, DemandState.SOLVED)
    answer = program_of(world.inside[Role.ZONE_OPERATOR]).post(f"/demands/{row.pk}/verbs/publish")
    assert answer.status_code == 409
    problem = answer.json()
    assert (problem["code"], problem["state"]) == ("not_in_this_state", "solved")
    assert problem["type"] == "/api/problems/not_in_this_state"
    row.refresh_from_db()
    assert row.state == "solved"


def test_a_right_that_is_missing_is_403_where_the_record_is_known_and_404_where_not(world: World) -> None:
    stranger = program_of(world.somebody(Role.ORGANISATION_EDITOR, world.stranger))
    seen, hidden = demand(world), demand(world, disclosure="targeted")
    answers = [stranger.post(f"/demands/{key}/verbs/withdraw", {"reason": "试"}) for key in (seen.pk, hidden.pk, 10**6)]
    assert [answer.status_code for answer in answers] == [403, 404, 404]
    assert answers[1].content == answers[2].content
    assert not AuditRow.objects.filter(action="catalogue.demand.withdraw").exists()


def test_every_fault_of_the_content_comes_at_once_in_the_language_asked_for(world: World) -> None:
    body = {"draft": {"organisation_id": world.owner.pk}, "content": {"title": " ", "field": "99", "industry": "x"}}
    program = program_of(world.inside[Role.ORGANISATION_EDITOR])
    english, chinese = program.post("/demands", body), program.post("/demands", body, Accept_Language="zh-CN,zh;q=0.9")
    assert english.status_code == chinese.status_code == 422
    faults = {fault["field"]: fault for fault in english.json()["errors"]}
    assert set(faults) == {"title", "field", "industry"}
    assert faults["field"]["value"] == "99"
    assert "一" <= chinese.json()["errors"][0]["remedy"][0] <= "鿿"
    assert chinese["Content-Language"] == "zh-hans"
    assert Demand.objects.count() == 0


@pytest.mark.parametrize(
    ("body", "field", "rule"),
    [
        ({}, "draft", "input_missing"),
        ({"draft": {}, "content": {"title": "x", "colour": "red"}}, "content.colour", "input_unknown_field"),
        ({"draft": {}, "content": {"title": 5}}, "content.title", "input_text"),
        ({"draft": {}, "content": {"title": "x", "valid_until": "soon"}}, "content.valid_until", "input_date"),
        ({"draft": {"organisation_id": 2**70}, "content": {"title": "x"}}, "draft.organisation_id", None),
        ({"draft": {}, "content": {"title": "\x00"}}, "content.title", "input_control_characters"),
        ({"draft": {}, "content": {"title": "\ud800"}}, "content.title", "input_control_characters"),
        ({"draft": {}, "content": {"title": "长" * 30_001}}, "content.title", "input_too_long"),
        ({"draft": [], "content": {"title": "x"}}, "draft", "input_object"),
    ],
)
def test_input_of_another_form_is_a_fault_and_no_error(world: World, body: Any, field: str, rule: str | None) -> None:
    answer = program_of(world.inside[Role.ORGANISATION_EDITOR]).post("/demands", body)
    assert answer.status_code == 422
    fault = answer.json()["errors"][0]
    assert fault["field"] == field
    assert rule is None or fault["rule"] == rule


def test_an_introduction_goes_from_the_proposal_to_the_confirmed_outcome(world: World) -> None:
    need, offer = demand(world), achievement(world, organisation=world.partner)
    need_side = program_of(world.inside[Role.ORGANISATION_EDITOR])
    offer_side = program_of(world.somebody(Role.ORGANISATION_EDITOR, world.partner))
    pair = {"proposal": {"pair": {"demand_id": need.pk, "achievement_id": offer.pk}, "note": "请联系"}}
    made = need_side.post("/introductions", pair)
    assert made.status_code == 201, made.content.decode()
    place = made.json()["href"].removeprefix(BASE)
    seen = offer_side.get(place).json()
    assert (seen["side"], seen["need"]["organisation_name"]) == ("supply", "某企业")
    assert "accept_for_supply" in {offered["verb"] for offered in seen["offers"]}
    assert offer_side.post(f"{place}/verbs/accept_for_supply").json()["state"] == "introduced"
    assert offer_side.get(place).json()["need"]["organisation_name"] == world.owner.name
    claim = {"claim": {"kind": "contract", "amount_fen": 5_000_000, "note": ""}}
    claimed = need_side.post(f"{place}/verbs/claim_outcome", claim)
    assert claimed.json()["href"] == f"{BASE}{place}"
    assert need_side.post(f"{place}/verbs/confirm_outcome").status_code == 403
    assert offer_side.post(f"{place}/verbs/confirm_outcome").status_code == 200
    assert offer_side.get(place).json()["outcomes"][0]["answer"] == "confirmed"
    assert [row["id"] for row in need_side.get("/introductions?side=demand").json()["items"]] == [made.json()["id"]]


def test_an_introduction_is_declined_with_a_listed_reason(world: World) -> None:
    row = introduction(world, demander=world.owner, supplier=world.partner)
    program = program_of(world.inside[Role.ORGANISATION_EDITOR])
    wrong = program.post(f"/introductions/{row.pk}/verbs/decline_for_demand", {"decline": {"reason": "ugly"}})
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "reason")
    right = program.post(f"/introductions/{row.pk}/verbs/decline_for_demand", {"decline": {"reason": "price"}})
    assert right.json()["state"] == "declined"
    assert Introduction.objects.get().decline_reason == "price"
    stranger = program_of(world.somebody(Role.ORGANISATION_EDITOR, world.stranger))
    assert stranger.get(f"/introductions/{row.pk}").status_code == 404


def test_a_scenario_is_applied_for_without_content(world: World) -> None:
    row = scenario(world)
    program = program_of(world.somebody(Role.ORGANISATION_EDITOR, world.partner))
    assert program.post(f"/scenarios/{row.pk}/verbs/apply").json()["state"] == "applied"


def test_a_list_is_previewed_applied_and_its_bad_rows_come_back(world: World) -> None:
    program = program_of(world.inside[Role.ZONE_OPERATOR], Scope.IMPORTS_READ, Scope.IMPORTS_WRITE)
    text = "外部编号,需求名称,技术领域\nD1,铸件气孔率下降,4\nD2,,4\nD3,涂层寿命,99\n"
    form = {"kind": "catalogue.demand", "source": "挑战赛", "file": SimpleUploadedFile("需求.csv", text.encode())}
    made = program.client.post(f"{BASE}/imports", form, headers=program.headers)
    assert made.status_code == 201, made.content.decode()
    batch = made.json()
    assert (batch["total"], batch["bad"], batch["added"], batch["state"]) == (3, 2, 1, "previewed")
    place = f"/imports/{batch['id']}"
    problems = program.get(f"{place}/problems?limit=1")
    assert problems.json()["items"][0]["row"] == 3
    assert 'rel="next"' in problems["Link"]
    back = program.get(f"{place}/bad-rows")
    lines = b"".join(back.streaming_content).decode("utf-8-sig").splitlines()
    assert back.status_code == 200
    assert len([line for line in lines if line.startswith(("D2", "D3"))]) == 2
    refused = program.post(f"{place}/verbs/apply", {"take": "all_or_nothing"})
    assert (refused.status_code, refused.json()["code"]) == (409, "rows_with_problems")
    assert program.post(f"{place}/verbs/apply", {"take": "good_rows"}).json()["state"] == "applied"
    assert Demand.objects.get().title == "铸件气孔率下降"
    assert [row["id"] for row in program.get("/imports").json()["items"]] == [batch["id"]]
    editor = program_of(world.inside[Role.ORGANISATION_EDITOR])
    assert editor.get(place).status_code == editor.post(f"{place}/verbs/discard").status_code == 404
    assert editor.get("/imports").json()["items"] == []
    assert ImportBatch.objects.count() == 1


def test_an_import_of_an_unknown_kind_or_a_faulty_mapping_is_refused_in_words(world: World) -> None:
    program = program_of(world.inside[Role.ZONE_OPERATOR])
    for fields, field in (({"kind": "cats"}, "kind"), ({"kind": "catalogue.demand", "mapping": "[1]"}, "mapping")):
        file = SimpleUploadedFile("需求.csv", "需求名称\n甲\n".encode())
        answer = program.client.post(
            f"{BASE}/imports", {"source": "源", "file": file, **fields}, headers=program.headers
        )
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
    missing = program.client.post(
        f"{BASE}/imports", {"source": "源", "kind": "catalogue.demand"}, headers=program.headers
    )
    assert (missing.status_code, missing.json()["errors"][0]["field"]) == (422, "file")
