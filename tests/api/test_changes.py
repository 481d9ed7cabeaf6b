"""The change feed: what a reader is told, and what it is never told."""

from copy import copy
from typing import Any

import pytest

from qiao.catalogue.actions.assign_demand_manager import assign_demand_manager
from qiao.catalogue.actions.compile_edition import compile_edition
from qiao.catalogue.actions.renew_demand import renew_demand
from qiao.catalogue.actions.revise_demand import revise_demand
from qiao.catalogue.actions.withdraw_demand import withdraw_demand
from qiao.catalogue.contents import DemandContent
from qiao.catalogue.editions.criteria import EditionRequest
from qiao.core.access import Role
from qiao.core.scopes import Scope
from qiao.foundation.audit import audit_row, seal_rows
from qiao.foundation.change_feed import ROWS_AT_A_TIME, FeedPart, FeedPlace, changes_after, end_of_feed
from qiao.foundation.clock import now
from qiao.foundation.models import AuditRow
from qiao.matching.actions.decline_for_demand import decline_for_demand
from qiao.matching.answering import Decline
from tests.api.calling import program_of
from tests.api.feed_reader import Reader, published
from tests.factories.matching import introduction
from tests.factories.world import World

OPERATOR, EDITOR, MANAGER = Role.ZONE_OPERATOR, Role.ORGANISATION_EDITOR, Role.TECHNOLOGY_MANAGER
CONTENT = {"title": "叶片气孔率下降", "content": "降到百分之一"}


def reader_of(world: World, role: Role, outside: bool = False) -> Reader:
    actor = world.outside[role][0] if outside else world.inside[role]
    return Reader(program_of(actor, Scope.CHANGES_READ))


def test_keepers_are_told_every_act_and_outsiders_from_the_publication_on(world: World) -> None:
    row = published(world.inside[OPERATOR], world.owner.pk, now())
    inside, outside = reader_of(world, EDITOR), reader_of(world, Role.EXPERT, outside=True)
    assert inside.poll() == 0, "what is not sealed yet is not told"
    seal_rows(now())
    inside.poll(), outside.poll()
    assert inside.acts == [(row.pk, "catalogue.demand.draft"), (row.pk, "catalogue.demand.admit")]
    assert outside.acts == [(row.pk, "catalogue.demand.admit")]
    told = outside.told[0]
    assert (told["object"], told["code"], told["state"], told["gone"]) == (
        "catalogue.demand",
        row.code,
        "published",
        False,
    )
    assert told["href"] == f"/api/v1/demands/{row.pk}"


def test_what_keepers_do_among_themselves_is_told_without_the_act(world: World) -> None:
    row = published(world.inside[OPERATOR], world.owner.pk, now())
    person_id = world.inside[MANAGER].person_id or 0
    assign_demand_manager(actor=world.inside[OPERATOR], demand_id=row.pk, person_id=person_id, now=now())
    seal_rows(now())
    outside = reader_of(world, Role.EXPERT, outside=True)
    outside.poll()
    assert outside.acts == [(row.pk, "catalogue.demand.admit"), (row.pk, None)]


def test_a_withdrawn_record_is_gone_without_reason_and_state(world: World) -> None:
    row = published(world.inside[OPERATOR], world.owner.pk, now())
    seal_rows(now())
    outside, late = (reader_of(world, Role.EXPERT, outside=True) for _ in range(2))
    outside.poll()
    withdraw_demand(actor=world.inside[EDITOR], demand_id=row.pk, now=now(), reason="秘密的原因")
    seal_rows(now())
    outside.poll(), late.poll()
    assert outside.acts == [(row.pk, "catalogue.demand.admit"), (row.pk, "gone")]
    gone = outside.told[1]
    assert (gone["action"], gone["state"], gone["code"]) == (None, None, None)
    assert late.acts == [(row.pk, "gone")], "who reads later learns only that it is gone"


def test_a_record_that_becomes_targeted_is_gone_and_one_that_always_was_is_never_told(world: World) -> None:
    operator = world.inside[OPERATOR]
    shown = published(operator, world.owner.pk, now())
    hidden = published(operator, world.owner.pk, now(), disclosure="targeted")
    targeted = DemandContent(**CONTENT, disclosure="targeted")
    revise_demand(actor=operator, demand_id=shown.pk, content=targeted, now=now(), reason="定向")
    withdraw_demand(actor=operator, demand_id=hidden.pk, now=now(), reason="撤回")
    seal_rows(now())
    outside, owner = reader_of(world, Role.EXPERT, outside=True), reader_of(world, EDITOR)
    outside.poll(), owner.poll()
    assert outside.acts == [(shown.pk, "gone")]
    assert {key for key, _ in owner.acts} == {shown.pk, hidden.pk}
    assert "gone" not in {act for _, act in owner.acts}


def test_a_record_that_comes_back_is_told_again(world: World) -> None:
    operator = world.inside[OPERATOR]
    row = published(operator, world.owner.pk, now())
    type(row).objects.filter(pk=row.pk).update(state="expired", version=row.version + 1)
    renew_demand(actor=operator, demand_id=row.pk, now=now())
    seal_rows(now())
    outside = reader_of(world, Role.EXPERT, outside=True)
    outside.poll()
    assert outside.acts[-1] == (row.pk, "catalogue.demand.renew")


def test_editions_are_told_from_the_issue_on_and_introductions_to_those_concerned(world: World) -> None:
    operator = world.inside[OPERATOR]
    published(operator, world.owner.pk, now())
    edition = compile_edition(actor=operator, request=EditionRequest(kind="demands"), now=now())
    row = introduction(world, demander=world.owner, supplier=world.partner)
    decline_for_demand(
        actor=world.inside[EDITOR], introduction_id=row.pk, decline=Decline("price", "不宜公开"), now=now()
    )
    seal_rows(now())
    found = {}
    for name, reader in (
        ("operator", reader_of(world, OPERATOR)),
        ("owner", reader_of(world, EDITOR)),
        ("stranger", reader_of(world, Role.EXPERT, outside=True)),
    ):
        reader.poll()
        found[name] = {(one["object"], one["id"], one["state"]) for one in reader.told}
        assert "不宜公开" not in str(reader.told)
    drafted, declined = ("catalogue.edition", edition.pk, "draft"), ("matching.introduction", row.pk, "declined")
    assert {drafted, declined} <= found["operator"]
    assert declined in found["owner"]
    assert drafted not in found["owner"]
    assert not {drafted, declined} & found["stranger"]


def test_a_long_feed_is_read_in_parts_of_bounded_cost(world: World, django_assert_max_num_queries: Any) -> None:
    operator = world.inside[OPERATOR]
    row = published(operator, world.owner.pk, now())
    program = program_of(operator, Scope.CHANGES_READ)
    program.get("/me")  # the first use of the day is noted
    before = audit_row(operator, "catalogue.demand.revise", row, {}, now(), "更正")
    AuditRow.objects.bulk_create([copy(before) for _ in range(ROWS_AT_A_TIME + 20)])
    while seal_rows(now(), batch=100):
        pass
    first = changes_after(FeedPlace(), ["catalogue.demand"])
    rest = changes_after(first.read_to, ["catalogue.demand"])
    # Draft and admission stand before; the token's own row is of another kind.
    assert len(first.changes) + len(rest.changes) == 2 + ROWS_AT_A_TIME + 20
    assert (first.more, rest.more) == (True, False)
    assert rest.read_to == end_of_feed()
    assert changes_after(end_of_feed(), ["catalogue.demand"]) == FeedPart((), end_of_feed(), more=False)
    with django_assert_max_num_queries(10):
        answer = program.get("/changes?limit=200")
    assert len(answer.json()["items"]) == 200
    assert answer.json()["more"] is True


@pytest.mark.parametrize("cursor", ["abc", "Y2hhbmdlLjE", "ZGVtYW5kLjEuMQ", "Y2hhbmdlLi0xLjE"])
def test_a_faulty_cursor_is_a_fault(world: World, cursor: str) -> None:
    answer = program_of(world.inside[EDITOR], Scope.CHANGES_READ).get(f"/changes?after={cursor}")
    assert (answer.status_code, answer.json()["errors"][0]["rule"]) == (422, "cursor_unusable")
