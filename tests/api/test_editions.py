"""Editions with their lines and files."""

from pathlib import Path

from qiao.core.access import Role
from qiao.core.scopes import Scope
from qiao.foundation.files import path_of, store_file
from qiao.reports.models import EditionFile
from tests.api.calling import BASE, Program, program_of, walked
from tests.factories.editions import edition
from tests.factories.listings import demand
from tests.factories.world import World


def test_issued_editions_are_public_and_those_in_preparation_are_not(world: World) -> None:
    operator = world.inside[Role.ZONE_OPERATOR]
    demand(world)
    issued, draft = edition(world, "issued", operator), edition(world, "draft", operator)
    assert [row["id"] for row in walked(Program(), "/editions?limit=1")] == [issued.pk]
    assert Program().get(f"/editions/{draft.pk}").status_code == 404
    assert Program().get(f"/editions/{draft.pk}/items").status_code == 404
    program = program_of(operator, Scope.EDITIONS_READ)
    assert [row["id"] for row in walked(program, "/editions?limit=1")] == [draft.pk, issued.pk]
    offered = {offer["verb"] for offer in program.get(f"/editions/{draft.pk}").json()["offers"]}
    assert {"submit", "discard", "recompile"} <= offered
    assert [row["id"] for row in program.get("/editions?state=draft").json()["items"]] == [draft.pk]


def test_the_lines_come_in_order(world: World) -> None:
    for _ in range(4):
        demand(world)
    issued = edition(world, "issued", world.inside[Role.ZONE_OPERATOR])
    lines = walked(Program(), f"/editions/{issued.pk}/items?limit=2")
    assert [line["position"] for line in lines] == [1, 2, 3, 4, 5]
    assert Program().get(f"/editions/{issued.pk}").json()["item_count"] == 5


def test_a_file_is_handed_out_after_its_hash_was_checked(world: World, tmp_path: Path) -> None:
    issued = edition(world, "issued", world.inside[Role.ZONE_OPERATOR])
    source = tmp_path / "清单.csv"
    source.write_text("编号\nXQ1\n", encoding="utf-8")
    stored = store_file(source, "清单.csv", "text/csv", world.now)
    EditionFile.objects.create(
        edition=issued,
        media_type="text/csv",
        name="清单.csv",
        sha256=stored.sha256,
        size=stored.size,
        written_at=world.now,
    )
    (file,) = Program().get(f"/editions/{issued.pk}/files").json()["items"]
    place = file["href"].removeprefix(BASE)
    answer = Program().get(place)
    assert b"".join(answer.streaming_content) == source.read_bytes()
    assert answer["ETag"] == f'"{stored.sha256}"'
    assert Program().get(f"/editions/{issued.pk}/files/other.csv").status_code == 404
    path_of(stored.sha256).write_text("anders", encoding="utf-8")
    altered = Program().get(place)
    assert (altered.status_code, altered.json()["code"]) == (409, "stored_file_altered")


def test_an_edition_is_compiled_and_submitted(world: World) -> None:
    demand(world)
    program = program_of(world.inside[Role.ZONE_OPERATOR], Scope.EDITIONS_WRITE, Scope.EDITIONS_READ)
    made = program.post("/editions", {"request": {"kind": "demands", "criteria": {"fields": []}}})
    assert made.status_code == 201, made.content.decode()
    place = made.json()["href"].removeprefix(BASE)
    assert program.post(f"{place}/verbs/submit").json()["state"] == "submitted"
    own = program.post(f"{place}/verbs/approve")
    assert own.status_code == 403, "four eyes"
    department = program_of(world.inside[Role.DEPARTMENT], Scope.EDITIONS_WRITE)
    assert department.post(f"{place}/verbs/approve").json()["state"] == "approved"
