"""Matches of a record and of a text, each target at the reader's own depth."""

from qiao.core.access import Role
from qiao.core.scopes import Scope
from tests.api.calling import Program, program_of
from tests.factories.listings import achievement, demand
from tests.factories.matching import matched
from tests.factories.world import World


def test_the_matches_of_a_record_are_those_of_the_current_run(world: World) -> None:
    need, offer = demand(world), achievement(world, organisation=world.partner, disclosure="masked")
    match = matched(world, need, offer)
    program = program_of(world.inside[Role.ORGANISATION_EDITOR], Scope.MATCHES_READ)
    found = program.get(f"/demands/{need.pk}/matches").json()
    assert found["matched"] is True
    (one,) = found["items"]
    assert (one["match_id"], one["rank"], one["score_bp"], one["level"]) == (match.pk, 1, 8_000, "strong")
    assert (one["target"]["record"], one["target"]["depth"]) == ("achievement", "masked")
    assert world.partner.name not in str(found)
    assert program.get(f"/achievements/{offer.pk}/matches").json() == {"matched": False, "items": []}
    assert Program().get(f"/demands/{need.pk}/matches").status_code == 401


def test_anybody_matches_a_text_and_sees_what_is_public(world: World) -> None:
    shown, hidden = demand(world), demand(world, disclosure="targeted")
    answer = Program().post("/matches/text", {"words": "叶片铸造气孔率", "kind": "demand", "zone": "JH"})
    assert answer.status_code == 200, answer.content.decode()
    assert [one["target"]["id"] for one in answer.json()["items"]] == [shown.pk]
    assert answer.json()["items"][0]["phrases"]
    assert hidden.pk not in [one["target"]["id"] for one in answer.json()["items"]]
    assert answer["Cache-Control"] == "no-store"


def test_faults_of_a_text_are_named(world: World) -> None:
    for body, field in (({"words": ""}, "words"), ({"words": "铸造", "zone": "XX"}, "zone"), ({"words": " "}, "words")):
        answer = Program().post("/matches/text", body)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
