"""What waits for whom: counted by query, and the same as the grants say row by row."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qiao.catalogue.lifecycles.facts import Stage
from qiao.catalogue.selectors.case_detail import case_detail, merge_targets
from qiao.catalogue.selectors.case_verbs import outlooks
from qiao.catalogue.selectors.cases import MODELS, CaseFilters, case_rows, cases_page, chosen_cases
from qiao.catalogue.selectors.facts import listing_facts, listing_rules
from qiao.catalogue.selectors.tasks import late_groups, reminders, task_groups
from qiao.core.access import HUMAN_ROLES, Actor, Role
from qiao.core.outcomes import Missing
from qiao.core.taxonomy import DisclosureLevel
from qiao.foundation.next_steps import granted_onward
from qiao.foundation.registry import POLICY
from tests.factories.editions import edition
from tests.factories.listings import achievement, demand, scenario
from tests.factories.world import World, build_world

MAKERS: Mapping[str, Any] = {"demand": demand, "achievement": achievement, "scenario": scenario}
MANY = 1_000


@pytest.fixture
def world(db: None, now: datetime, tmp_path: Path) -> World:
    return build_world(now, tmp_path)


def fill(world: World) -> None:
    """Every kind in every state at every level of disclosure, of organisations of the platform and of none."""
    for kind, make in MAKERS.items():
        for state in MODELS[kind].LIFECYCLE.states:
            for level in DisclosureLevel:
                make(world, str(state), disclosure=str(level.value))
            make(world, str(state), organisation=None, manager_person=None)
            make(world, str(state), organisation=world.stranger, manager_person=None)


def onward_by_grants(actor: Actor, kind: str) -> dict[str, set[int]]:
    """The cases of the actor with an onward verb that a grant allows on this very row."""
    model = MODELS[kind]
    found: dict[str, set[int]] = {}
    for row in model.objects.visible_to(actor).select_related("organisation"):
        facts = listing_facts(row, actor_now(row), listing_rules(model, row.zone_code, actor_now(row).date()))
        steps = granted_onward(model, actor.role).get(row.state, ())
        if any(POLICY.allows(actor, model.LIFECYCLE.action(step.verb), facts) for step in steps):
            found.setdefault(row.state, set()).add(row.pk)
    return found


def actor_now(row: Any) -> datetime:
    moment: datetime = row.created_at
    return moment


@pytest.mark.parametrize("role", HUMAN_ROLES)
def test_what_waits_is_what_the_grants_allow(role: Role, world: World) -> None:
    fill(world)
    for actor in (world.inside[role], *world.outside[role]):
        for kind, model in MODELS.items():
            allowed = onward_by_grants(actor, kind)
            groups = {g.state: g for g in task_groups(actor, world.now, MANY) if g.kind == kind}
            for state, group in groups.items():
                shown = {task.id for task in group.tasks}
                assert shown <= allowed[state], (actor.name, kind, state)
                assert group.total == len(shown)
                assert group.verbs
            for state, keys in allowed.items():
                left = keys - {task.id for task in groups[state].tasks} if state in groups else keys
                assert all(left_out_for_a_reason(actor, model, key) for key in left), (actor.name, kind, state)


def left_out_for_a_reason(actor: Actor, model: Any, key: int) -> bool:
    """Open records of others that the actor may only pick up, and drafts and closed records that are their makers'."""
    row = model.objects.get(pk=key)
    mine = actor.person_id is not None and actor.person_id == row.manager_person
    if row.stage is Stage.OPEN:
        return actor.role is not Role.ZONE_OPERATOR and not mine
    return actor.role is Role.ZONE_OPERATOR and row.stage in (Stage.DRAFT, Stage.CLOSED) and row.organisation_id


def test_counts_go_beyond_what_is_shown_and_the_urgent_come_first(world: World) -> None:
    rows = [demand(world, "submitted") for _ in range(4)]
    type(rows[2]).objects.filter(pk=rows[2].pk).update(due_at=world.now - timedelta(days=1))
    (group,) = (g for g in task_groups(world.inside[Role.ZONE_OPERATOR], world.now, 2) if g.state == "submitted")
    assert (group.total, group.late, len(group.tasks)) == (4, 1, 2)
    assert group.tasks[0].id == rows[2].pk


def test_an_edition_waits_for_everybody_but_its_compiler(world: World) -> None:
    compiler = world.somebody(Role.ZONE_OPERATOR)
    row = edition(world, "submitted", compiler)

    def waiting(actor: Actor) -> list[int]:
        return [task.id for g in task_groups(actor, world.now, 5) if g.kind == "edition" for task in g.tasks]

    assert waiting(world.inside[Role.ZONE_OPERATOR]) == waiting(world.inside[Role.DEPARTMENT]) == [row.pk]
    assert waiting(compiler) == waiting(world.outside[Role.DEPARTMENT][0]) == []


def test_reviewers_read_masked_records_without_the_unit(world: World) -> None:
    demand(world, "screened", title=f"{world.owner.name}的难题", disclosure="masked", manager_person=None)
    for role in (Role.EXPERT, Role.TECHNOLOGY_MANAGER):
        (group,) = task_groups(world.inside[role], world.now, 5)
        assert world.owner.name not in group.tasks[0].title + group.tasks[0].unit
        (row,) = outlooks("demand", world.inside[role], [group.tasks[0].id], "diagnose", world.now)
        assert world.owner.name not in row.title
        assert row.hindrance == ""


def test_everything_that_waits_is_read_in_one_query(world: World) -> None:
    fill(world)
    for actor in (world.inside[Role.ZONE_OPERATOR], world.inside[Role.ORGANISATION_EDITOR]):
        with CaptureQueriesContext(connection) as asked:
            task_groups(actor, world.now, 5)
        assert len(asked) == 1


def test_late_and_reminded_by_the_clock(world: World) -> None:
    supervisor, editor = world.inside[Role.SUPERVISOR], world.inside[Role.ORGANISATION_EDITOR]
    reported, quiet = demand(world, "submitted", escalated_at=world.now), demand(world, "submitted")
    decided = demand(world, "screened", escalated_at=world.now)
    assert decided.pk != quiet.pk
    (group,) = late_groups(supervisor, world.now, 5)
    assert [task.id for task in group.tasks] == [reported.pk]
    soon = reminders(editor, world.now, world.now + timedelta(days=30), 10)
    assert [task.id for task in soon] == [quiet.pk, reported.pk][: len(soon)]
    assert reminders(editor, world.now, world.now, 10) == ()


def test_cases_outside_the_actors_reach_are_in_no_list_and_no_page(world: World) -> None:
    row = demand(world, "submitted", disclosure="targeted", manager_person=None)
    outsiders = [actor for role in HUMAN_ROLES for actor in world.outside[role] if role is not Role.AUDITOR]
    for actor in (*outsiders, world.inside[Role.EXPERT], world.inside[Role.TECHNOLOGY_MANAGER]):
        assert not case_rows("demand", actor).filter(pk=row.pk).exists()
        assert chosen_cases("demand", actor, [row.pk], world.now) == ()
        with pytest.raises(Missing):
            case_detail("demand", actor, row.pk, world.now)


def test_every_row_of_a_list_has_a_page(world: World) -> None:
    fill(world)
    for role in HUMAN_ROLES:
        actor = world.inside[role]
        for kind in MODELS:
            for row in case_rows(kind, actor):
                assert case_detail(kind, actor, row.pk, world.now).id == row.pk


def test_pages_of_cases_add_up(world: World) -> None:
    for number in range(23):
        demand(world, "published", title=f"需求{number:02d}")
    actor = world.inside[Role.ZONE_OPERATOR]
    first, second = (cases_page("demand", actor, CaseFilters(), "created_at", n, world.now) for n in (1, 2))
    assert (first.total, first.pages, len(first.rows), len(second.rows)) == (23, 2, 20, 3)
    assert len({row.view["id"] for row in (*first.rows, *second.rows)}) == 23
    with pytest.raises(ValueError, match="contact"):
        cases_page("demand", actor, CaseFilters(), "contact", 1, world.now)


def test_what_a_demand_can_be_merged_into(world: World) -> None:
    row, other = demand(world, "submitted"), demand(world, "published", title="气孔检测")
    for state in ("draft", "withdrawn"):
        demand(world, state)
    operator = world.inside[Role.ZONE_OPERATOR]
    assert merge_targets(operator, row.pk, "", 20) == (other,)
    assert merge_targets(operator, row.pk, "没有", 20) == ()
    assert merge_targets(world.outside[Role.ZONE_OPERATOR][0], row.pk, "", 20) == ()
