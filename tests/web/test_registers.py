"""The registers on screen: organisations, people and roles, merges, rules; other people's entries do not exist."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from qiao.core.access import Role
from qiao.foundation.models import AuditRow, RuleParameter
from qiao.foundation.rules import rule_value
from qiao.parties.models import Holding, Merge, Organisation, Person, Zone
from tests.factories.world import World, build_world, organisation, person
from tests.web.signing_in import signed_in_client


@pytest.fixture
def world(db: None, now: Any, tmp_path: Any) -> World:
    return build_world(now, tmp_path)


def _client(world: World, role: Role, *, outside: bool = False) -> Client:
    actor = world.outside[role][0] if outside else world.inside[role]
    return signed_in_client(Holding.objects.get(pk=actor.holding_id))


PAGES = ("/work/organisations/", "/work/people/")


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.PUBLIC, Role.SYSTEM)])
@pytest.mark.parametrize("address", PAGES)
def test_everybody_with_a_role_reads_the_register(world: World, role: Role, address: str) -> None:
    answer = _client(world, role).get(address)
    assert answer.status_code == 200


def test_an_organisation_is_registered_with_exactly_what_was_typed(world: World) -> None:
    typed = {"name": "江海新材料研究院（示例）", "kind": "research_institute", "region": "320100", "field": "4",
             "qualifications": ["hi_tech"], "contact": "技术转移部"}  # fmt: skip
    answer = _client(world, Role.ZONE_OPERATOR).post("/work/organisations/new/", typed)
    made = Organisation.objects.get(name="江海新材料研究院（示例）")
    assert answer["Location"] == f"/work/organisations/{made.pk}/"
    assert (made.zone_code, made.kind, made.region, made.field) == ("JH", "research_institute", "320100", "4")
    assert (made.qualifications, made.contact) == (["hi_tech"], "技术转移部")


def test_a_wrong_credit_code_comes_back_beside_its_field_and_nothing_is_written(world: World) -> None:
    before = Organisation.objects.count()
    typed = {"name": "错码公司（示例）", "kind": "enterprise", "credit_code": "91320100MA0000000X"}
    answer = _client(world, Role.ZONE_OPERATOR).post("/work/organisations/new/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_credit_code"' in page
    assert "错码公司（示例）" in page
    assert Organisation.objects.count() == before


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.EXPERT, Role.TECHNOLOGY_MANAGER, Role.ORGANISATION_EDITOR])
def test_who_may_not_register_organisations_finds_no_form(world: World, role: Role) -> None:
    client = _client(world, role)
    assert client.get("/work/organisations/new/").status_code == 404
    assert client.post("/work/organisations/new/", {"name": "x", "kind": "enterprise"}).status_code == 404
    assert "/work/organisations/new/" not in client.get("/work/organisations/").content.decode()


def test_an_editor_revises_the_own_organisation_and_no_other(world: World) -> None:
    client = _client(world, Role.ORGANISATION_EDITOR)
    own, other = world.owner.pk, world.stranger.pk
    typed = {"name": world.owner.name, "kind": "enterprise", "contact": "总机", "reason": "补充联系方式"}
    assert client.post(f"/work/organisations/{own}/edit/", typed).status_code == 302
    assert Organisation.objects.get(pk=own).contact == "总机"
    assert AuditRow.objects.filter(action="parties.organisation.revise").get().reason == "补充联系方式"
    assert client.post(f"/work/organisations/{other}/edit/", typed).status_code == 404
    assert Organisation.objects.get(pk=other).contact == ""


def test_an_entry_of_another_zone_does_not_exist(world: World) -> None:
    client = _client(world, Role.ZONE_OPERATOR)
    far = Person.objects.filter(zone_code="NB").first()
    assert far is not None
    for address in (f"/work/organisations/{world.far.pk}/", f"/work/people/{far.pk}/", f"/work/people/{far.pk}/edit/"):
        assert client.get(address).status_code == 404


def test_a_role_is_granted_and_ended_with_a_reason(world: World) -> None:
    who = person("新人（示例）", world.now, world.owner)
    client = _client(world, Role.ZONE_OPERATOR)
    typed = {"role": "organisation_editor", "organisation": world.owner.name, "starts_on": "2026-01-05"}
    assert client.post(f"/work/people/{who.pk}/roles/new/", typed).status_code == 302
    given = Holding.objects.get(person=who)
    assert (given.role, given.organisation_id, given.starts_on) == (
        "organisation_editor",
        world.owner.pk,
        date(2026, 1, 5),
    )
    without = client.post(f"/work/holdings/{given.pk}/end/", {"reason": ""})
    assert without.status_code == 422
    assert Holding.objects.get(pk=given.pk).ends_on is None
    assert client.post(f"/work/holdings/{given.pk}/end/", {"reason": "离职"}).status_code == 302
    assert Holding.objects.get(pk=given.pk).ends_on is not None


def test_the_operator_is_not_offered_roles_that_only_the_administrator_grants(world: World) -> None:
    who = person("新人（示例）", world.now, world.owner)
    address = f"/work/people/{who.pk}/roles/new/"
    assert 'value="supervisor"' not in _client(world, Role.ZONE_OPERATOR).get(address).content.decode()
    assert 'value="supervisor"' in _client(world, Role.PLATFORM_ADMIN).get(address).content.decode()
    refused = _client(world, Role.ZONE_OPERATOR).post(address, {"role": "supervisor", "starts_on": "2026-01-05"})
    assert refused.status_code == 422
    assert not Holding.objects.filter(person=who).exists()


def test_an_organisation_that_is_not_registered_is_named_in_the_fault(world: World) -> None:
    answer = _client(world, Role.ZONE_OPERATOR).post("/work/people/new/", {"name": "某人", "organisation": "无此单位"})
    assert answer.status_code == 422
    assert 'id="id_organisation_error"' in answer.content.decode()
    assert not Person.objects.filter(name="某人").exists()


def test_duplicates_are_compared_merged_and_taken_apart(world: World) -> None:
    twin = organisation("江海精铸科技公司（示例）", world.now)
    client = _client(world, Role.ZONE_OPERATOR)
    address = f"/work/organisations/{world.owner.pk}/merge/{twin.pk}/"
    assert twin.name in client.get(address).content.decode()
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "同一家企业"}).status_code == 302
    assert Organisation.objects.get(pk=twin.pk).merged_into_id == world.owner.pk
    merge = Merge.objects.get()
    assert client.post(f"/work/organisations/merges/{merge.pk}/undo/", {"reason": "合错了"}).status_code == 302
    assert Organisation.objects.get(pk=twin.pk).merged_into_id is None


def test_a_rule_has_its_new_value_from_the_day_on_and_not_before(world: World) -> None:
    from qiao.foundation.rules import load_shipped_rules

    load_shipped_rules()
    key = "catalogue.demand.review_days"
    old = rule_value(key, "JH", date(2026, 6, 1))
    client = _client(world, Role.ZONE_OPERATOR)
    typed = {"value": str(old + 2), "valid_from": "2026-07-01", "legal_basis": "示范区办法第三条（示例）"}
    assert client.post(f"/work/rules/{key}/", typed).status_code == 302
    assert rule_value(key, "JH", date(2026, 6, 30)) == old
    assert rule_value(key, "JH", date(2026, 7, 1)) == old + 2
    assert rule_value(key, "NB", date(2026, 7, 1)) == old
    wrong = client.post(f"/work/rules/{key}/", typed | {"value": "viel", "valid_from": "2026-08-01"})
    assert wrong.status_code == 422
    assert not RuleParameter.objects.filter(valid_from=date(2026, 8, 1)).exists()


def test_only_readers_of_rules_read_them_and_only_the_operator_sets_them(world: World) -> None:
    from qiao.foundation.rules import load_shipped_rules

    load_shipped_rules()
    assert _client(world, Role.ORGANISATION_EDITOR).get("/work/rules/").status_code == 404
    page = _client(world, Role.SUPERVISOR).get("/work/rules/").content.decode()
    assert "catalogue.demand.review_days" in page
    assert "/work/rules/catalogue.demand.review_days/" not in page
    assert _client(world, Role.SUPERVISOR).get("/work/rules/catalogue.demand.review_days/").status_code == 404


def test_the_zone_is_renamed(world: World) -> None:
    typed = {"name": "江海国家示范区（示例）", "issuer": "江海转办", "office": "江海办公室（示例）"}
    assert _client(world, Role.ZONE_OPERATOR).post("/work/zone/", typed).status_code == 302
    assert Zone.objects.get(code="JH").name == "江海国家示范区（示例）"
    assert _client(world, Role.SUPERVISOR).get("/work/zone/").status_code == 404


@pytest.mark.parametrize("address", [*PAGES, "/work/rules/"])
def test_statements_do_not_grow_with_the_rows(world: World, address: str, django_assert_max_num_queries: Any) -> None:
    client = _client(world, Role.ZONE_OPERATOR)
    for number in range(20):
        person(f"某人{number}", world.now, organisation(f"单位{number}", world.now))
    client.get("/about/simulated/")  # the first request of a session notes its beginning
    with django_assert_max_num_queries(10):
        assert client.get(address).status_code == 200
