"""Organisations for programs: those of the portal, and no others."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from qiao.core.access import Role
from qiao.core.scopes import Scope
from qiao.parties.models import Holding, Organisation
from tests.api.calling import Program, program_of, walked
from tests.factories.listings import achievement, demand, scenario
from tests.factories.world import World
from tests.web.signing_in import signed_in_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def named(world: World) -> World:
    """The owner stands in open records of each kind, the partner in one, the stranger in a masked one only."""
    world.owner.contact, world.owner.region, world.owner.qualifications = "王工 13900000000", "320100", ["hi_tech"]
    world.owner.save()
    for make in (achievement, demand, scenario):
        make(world, organisation=world.owner)
    demand(world, organisation=world.partner)
    demand(world, organisation=world.stranger, disclosure="masked", manager_person=None)
    demand(world, "draft", organisation=world.broker)
    return world


def on_the_portal(reader: Client) -> set[str]:
    answer = reader.get("/organisations/export.csv")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    return {row[0] for row in rows[1:]}


def test_everybody_reads_exactly_what_the_portal_shows(named: World) -> None:
    found = walked(Program(), "/organisations?limit=1")
    assert [row["name"] for row in found] == [named.owner.name, named.partner.name]
    assert {row["name"] for row in found} == on_the_portal(Client())
    counts = ("achievement_count", "demand_count", "scenario_count")
    assert [tuple(row[name] for name in counts) for row in found] == [(1, 1, 1), (0, 1, 0)]


@pytest.mark.parametrize("role", [Role.EXPERT, Role.ORGANISATION_EDITOR, Role.PLATFORM_ADMIN])
def test_people_read_what_their_pages_show_them(named: World, role: Role) -> None:
    actor = named.inside[role]
    found = walked(program_of(actor, Scope.ORGANISATIONS_READ), "/organisations?limit=3")
    pages = signed_in_client(Holding.objects.get(pk=actor.holding_id))
    assert {row["name"] for row in found} == on_the_portal(pages)
    assert named.stranger.name in {row["name"] for row in found}


def test_one_of_them_has_its_records_and_for_its_register_the_contact(named: World) -> None:
    path = f"/organisations/{named.owner.pk}"
    shown: dict[str, Any] = Program().get(path).json()
    assert (shown["organisation"]["name"], shown["contact"]) == (named.owner.name, "")
    assert sorted(record["record"] for record in shown["records"]) == ["achievement", "demand", "scenario"]
    assert "13900000000" not in Program().get(path).content.decode().replace(shown["records"][0]["contact"], "")
    colleague = program_of(named.inside[Role.EXPERT], Scope.ORGANISATIONS_READ)
    assert colleague.get(path).json()["contact"] == "王工 13900000000"


def test_one_that_only_a_masked_record_or_a_draft_names_does_not_exist(named: World) -> None:
    for hidden in (named.stranger, named.broker, named.far):
        assert Program().get(f"/organisations/{hidden.pk}").status_code == 404
        assert Program().get(f"/organisations?text={hidden.name}").json()["items"] == []
    colleague = program_of(named.inside[Role.EXPERT], Scope.ORGANISATIONS_READ)
    shown = colleague.get(f"/organisations/{named.stranger.pk}").json()
    assert shown["records"] == []
    assert shown["organisation"]["demand_count"] == 0


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("kinds=enterprise", {"owner"}),
        ("kinds=university&kinds=enterprise", {"owner", "partner"}),
        ("text=理工", {"partner"}),
        ("provinces=320000", {"owner"}),
        ("qualifications=hi_tech", {"owner"}),
        ("fields=1&kinds=enterprise", set()),
    ],
)
def test_filters_narrow(named: World, query: str, names: set[str]) -> None:
    wanted = {getattr(named, name).pk for name in names}
    assert {row["id"] for row in Program().get(f"/organisations?{query}").json()["items"]} == wanted


@pytest.mark.parametrize(
    ("query", "field", "rule"),
    [
        ("kinds=shop", "kinds.0", "input_not_in_list"),
        ("kind=enterprise", "kind", "input_unknown_field"),
        ("cursor=ZGVtYW5kLjE", "cursor", "cursor_unusable"),
    ],
)
def test_a_faulty_address_names_the_fault(named: World, query: str, field: str, rule: str) -> None:
    answer = Program().get(f"/organisations?{query}")
    assert answer.status_code == 422
    assert (answer.json()["errors"][0]["field"], answer.json()["errors"][0]["rule"]) == (field, rule)


def test_a_token_without_the_scope_reads_none(named: World) -> None:
    program = program_of(named.inside[Role.EXPERT], Scope.CATALOGUE_READ)
    assert program.get("/organisations").json()["scope"] == "organisations:read"


def test_a_list_is_walked_whole_while_units_come_in(named: World) -> None:
    first = Program().get("/organisations?limit=1").json()
    late = Organisation.objects.create(name="后来的厂", kind="enterprise", zone_code="JH", created_at=named.now)
    demand(named, organisation=late)
    rest = walked(Program(), f"/organisations?limit=1&cursor={first['next']}")
    assert [row["id"] for row in first["items"] + rest] == [named.owner.pk, named.partner.pk, late.pk]
