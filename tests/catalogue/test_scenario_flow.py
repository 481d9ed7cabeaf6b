"""Real ways of scenarios: review clock, applications, selection, test, who may do what."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qiao.catalogue.actions.apply_scenario import apply_scenario
from qiao.catalogue.actions.assign_scenario_manager import assign_scenario_manager
from qiao.catalogue.actions.close_scenario import close_scenario
from qiao.catalogue.actions.draft_scenario import draft_scenario
from qiao.catalogue.actions.fail_scenario import fail_scenario
from qiao.catalogue.actions.publish_scenario import publish_scenario
from qiao.catalogue.actions.return_scenario import return_scenario
from qiao.catalogue.actions.review_scenario import review_scenario
from qiao.catalogue.actions.revise_scenario import revise_scenario
from qiao.catalogue.actions.scale_scenario import scale_scenario
from qiao.catalogue.actions.select_scenario import select_scenario
from qiao.catalogue.actions.start_test_scenario import start_test_scenario
from qiao.catalogue.actions.verify_scenario import verify_scenario
from qiao.catalogue.contents import Draft
from qiao.catalogue.filters import PageRequest, ScenarioFilters
from qiao.catalogue.models import Scenario
from qiao.catalogue.selectors.details import scenario_detail
from qiao.catalogue.selectors.lists import scenarios_page
from qiao.core.access import PUBLIC
from qiao.core.outcomes import Denied, Invalid, Refused
from qiao.foundation.clocks import fire_due
from qiao.foundation.models import OutboxEvent
from tests.catalogue.records import SCENARIO_CONTENT, traces
from tests.catalogue.zone_people import People, people

pytestmark = pytest.mark.django_db


def collected(everybody: People, now: datetime, **changes: Any) -> Scenario:
    content = replace(SCENARIO_CONTENT, **changes)
    return draft_scenario(
        actor=everybody.editor, draft=Draft(organisation_id=everybody.firm.pk), content=content, now=now
    )


def published(everybody: People, now: datetime, **changes: Any) -> Scenario:
    pk = collected(everybody, now, **changes).pk
    review_scenario(actor=everybody.operator, scenario_id=pk, now=now)
    return publish_scenario(actor=everybody.operator, scenario_id=pk, now=now)


def under_test(everybody: People, now: datetime) -> int:
    pk = published(everybody, now).pk
    apply_scenario(actor=everybody.university_editor, scenario_id=pk, now=now)
    select_scenario(
        actor=everybody.editor, scenario_id=pk, organisation_id=everybody.university.pk, now=now, reason="方案完整"
    )
    start_test_scenario(actor=everybody.editor, scenario_id=pk, now=now)
    return pk


def test_from_collection_to_use_at_scale(now: datetime) -> None:
    everybody = people(now)
    scenario = published(everybody, now)
    assert (scenario.code, scenario.due_at) == ("CJ202680001", datetime(2027, 6, 1, 16, tzinfo=UTC))
    pk = under_test(everybody, now)
    with pytest.raises(Denied):
        verify_scenario(actor=everybody.editor, scenario_id=pk, now=now, reason="自称达标")
    verified = verify_scenario(actor=everybody.operator, scenario_id=pk, now=now, reason="漏检率0.06%，单件2.4秒")
    assert (verified.state, verified.outcome_note) == ("verified", "漏检率0.06%，单件2.4秒")
    scaled = scale_scenario(actor=everybody.editor, scenario_id=pk, now=now, reason="推广到三条产线")
    assert (scaled.state, scaled.selected_organisation_id) == ("scaled", everybody.university.pk)


def test_a_failed_test_is_said_so_and_closed_by_the_department(now: datetime) -> None:
    everybody = people(now)
    pk = under_test(everybody, now)
    with pytest.raises(Refused, match="not_in_this_state"):
        close_scenario(actor=everybody.department, scenario_id=pk, now=now, reason="安全")
    assert fail_scenario(actor=everybody.operator, scenario_id=pk, now=now, reason="漏检率0.9%").state == "failed"
    assert close_scenario(actor=everybody.department, scenario_id=pk, now=now, reason="安全").state == "closed"


def test_the_review_clock_runs_from_collection_stops_on_return_and_begins_again(now: datetime) -> None:
    everybody = people(now)
    scenario = collected(everybody, now)
    overdue = datetime(2026, 6, 8, 16, tzinfo=UTC)
    assert (scenario.due_verb, scenario.due_at) == ("escalate", overdue)
    assert fire_due(overdue - timedelta(seconds=1)) == []
    assert [one.action for one in fire_due(overdue)] == ["catalogue.scenario.escalate"]
    assert OutboxEvent.objects.filter(name="catalogue.ScenarioReviewOverdue").count() == 1
    review_scenario(actor=everybody.operator, scenario_id=scenario.pk, now=overdue)
    back = return_scenario(actor=everybody.operator, scenario_id=scenario.pk, now=overdue, reason="写明成功标准")
    assert (back.state, back.due_at) == ("collected", None)
    again = revise_scenario(
        actor=everybody.editor,
        scenario_id=scenario.pk,
        content=SCENARIO_CONTENT,
        now=datetime(2026, 6, 9, 2, tzinfo=UTC),
    )
    assert (again.due_verb, again.due_at) == ("escalate", datetime(2026, 6, 16, 16, tzinfo=UTC))


def test_nobody_applies_and_the_scenario_closes_itself(now: datetime) -> None:
    everybody = people(now)
    scenario = published(everybody, now, valid_until=date(2026, 6, 30))
    applied = published(everybody, now, valid_until=date(2026, 6, 30))
    apply_scenario(actor=everybody.rival_editor, scenario_id=applied.pk, now=now)
    assert [one.object_id for one in fire_due(datetime(2026, 6, 30, 16, tzinfo=UTC))] == [scenario.pk]
    assert set(Scenario.objects.values_list("pk", "state")) == {(scenario.pk, "closed"), (applied.pk, "applied")}


def test_applications_are_by_others_once_each_and_only_applicants_are_selected(now: datetime) -> None:
    everybody = people(now)
    pk = published(everybody, now).pk
    for actor in (everybody.editor, everybody.operator, everybody.admin, everybody.supervisor):
        before = traces()
        with pytest.raises(Denied):
            apply_scenario(actor=actor, scenario_id=pk, now=now)
        assert traces() == before
    apply_scenario(actor=everybody.university_editor, scenario_id=pk, now=now, note="有同类业绩")
    apply_scenario(actor=everybody.rival_editor, scenario_id=pk, now=now)
    with pytest.raises(Refused, match="already_applied"):
        apply_scenario(actor=everybody.rival_editor, scenario_id=pk, now=now)
    with pytest.raises(Refused, match="no_applicant"):
        select_scenario(
            actor=everybody.editor, scenario_id=pk, organisation_id=everybody.firm.pk, now=now, reason="示例"
        )
    own = scenario_detail(everybody.editor, pk, now)
    assert [key for key, _ in own.applicants] == [everybody.university.pk, everybody.rival.pk]
    assert scenario_detail(everybody.rival_editor, pk, now).applicants == ()


def test_a_targeted_scenario_takes_applications_of_listed_organisations_only(now: datetime) -> None:
    everybody = people(now)
    scenario = published(everybody, now, disclosure="targeted")
    Scenario.objects.filter(pk=scenario.pk).update(disclosed_to=[everybody.university.pk])
    with pytest.raises(Denied):
        apply_scenario(actor=everybody.rival_editor, scenario_id=scenario.pk, now=now)
    assert apply_scenario(actor=everybody.university_editor, scenario_id=scenario.pk, now=now).state == "applied"


def test_figures_of_a_scenario_are_checked(now: datetime) -> None:
    everybody = people(now)
    with pytest.raises(Invalid) as caught:
        collected(everybody, now, expected_maturity=0, budget_fen=-1, period_months=0, purchase_way="gift")
    assert {problem.field for problem in caught.value.problems} == {
        "expected_maturity", "budget_fen", "period_months", "purchase_way",
    }  # fmt: skip


def test_lists_need_a_constant_number_of_queries(now: datetime) -> None:
    everybody = people(now)
    counts = []
    for target in (1, 20):
        while Scenario.objects.count() < target:
            published(everybody, now)
        with CaptureQueriesContext(connection) as queries:
            page = scenarios_page(PUBLIC, ScenarioFilters(maturity_min=6), PageRequest(size=50))
        assert page.total == target
        counts.append(len(queries))
    assert counts == [2, 2]
    manager = everybody.manager.person_id or 0
    assign_scenario_manager(actor=everybody.operator, scenario_id=page.rows[0]["id"], person_id=manager, now=now)
    assert scenario_detail(everybody.manager, page.rows[0]["id"], now).view["manager_person"] == manager
