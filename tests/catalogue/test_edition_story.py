"""The whole story of a list edition: compiled, approved by another person, numbered, frozen, withdrawn."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from qiao.catalogue.actions.approve_edition import approve_edition
from qiao.catalogue.actions.discard_edition import discard_edition
from qiao.catalogue.actions.issue_edition import issue_edition
from qiao.catalogue.actions.recompile_edition import recompile_edition
from qiao.catalogue.actions.return_edition import return_edition
from qiao.catalogue.actions.submit_edition import submit_edition
from qiao.catalogue.actions.withdraw_edition import withdraw_edition
from qiao.catalogue.editions.criteria import EditionCriteria, EditionRequest
from qiao.catalogue.models import Demand, Edition
from qiao.catalogue.selectors.editions import edition_detail, items_of
from qiao.core.access import Actor, Role
from qiao.core.outcomes import Denied, Invalid, Refused
from qiao.foundation.models import AuditRow, OutboxEvent
from qiao.foundation.record_verification import verify_records
from qiao.parties.models import Zone
from tests.catalogue.edition_story import (
    ZONE_NAME,
    approved,
    compiled,
    demand,
    issued,
    masked_demand,
    scenario,
    targeted_demand,
    world,
)
from tests.catalogue.zone_people import ZONE, People, holder

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody(now: datetime) -> People:
    return world(now)


def test_from_the_records_to_the_issued_list(everybody: People, now: datetime) -> None:
    first, second = demand(everybody, now, 1), demand(everybody, now, 2, state="matching")
    edition = issued(everybody, now)
    assert edition.state == "issued"
    assert edition.number == "XQ-2026-01"
    assert edition.document_number == "江海转办〔2026〕1号"
    assert edition.title == f"{ZONE_NAME}2026年第一批技术需求清单"
    assert edition.issued_on is not None
    assert edition.issued_on.isoformat() == "2026-06-01"
    assert (edition.compiled_by, edition.approved_by) == ("吴四", "卫九")
    assert "共2项" in edition.opening[0]
    assert edition.letterhead["office"] == f"{ZONE_NAME}建设工作办公室"
    assert [item.code for item in items_of(edition)] == [first.code, second.code]
    steps = AuditRow.objects.filter(object_type="catalogue.edition", object_id=edition.pk).order_by("pk")
    verbs = [row.action.rsplit(".", 1)[1] for row in steps]
    assert verbs == ["compile", "submit", "approve", "issue"]
    event = OutboxEvent.objects.get(name="catalogue.EditionIssued")
    assert event.payload == {"edition_id": edition.pk, "zone_code": ZONE, "kind": "demands", "number": "XQ-2026-01"}
    assert [finding for finding in verify_records() if finding.label == "catalogue.edition"] == []


def test_a_line_shows_the_public_columns_in_the_words_of_the_list(everybody: People, now: datetime) -> None:
    demand(everybody, now, 1, valid_until=datetime(2026, 12, 31, tzinfo=UTC).date())
    line = items_of(compiled(everybody, now)).get()
    assert line.values == {
        "title": "铝合金压铸件气孔控制之1",
        "field": "新材料",
        "industry": "制造业 C3252",
        "region": "江苏省",
        "organisation": "江海精铸科技有限公司（示例）",
        "kind": "技术研发",
        "content": "现有压铸件内部气孔多，需在不降低节拍的前提下控制。",
        "indicators": [{"name": "气孔率", "current": "3.0", "target": "0.5", "unit": "%"}],
        "urgency": "紧急",
        "budget": "100-500万元",
        "ways": ["联合开发", "委托研发"],
        "deadline_on": "2026-12-31",
        "contact": "王工 0000-12345678",
        "state": "征集中",
    }


def test_only_what_the_public_may_see_enters_a_list(everybody: People, now: datetime) -> None:
    demand(everybody, now, 1)
    masked_demand(everybody, now, 2)
    targeted_demand(everybody, now, 3)
    demand(everybody, now, 4, state="diagnosed")
    demand(everybody, now, 5, state="expired")
    demand(everybody, now, 6, expires_at=now)
    demand(everybody, now, 7, zone_code="beihai")
    edition = compiled(everybody, now)
    lines = {line.code: line for line in items_of(edition)}
    assert sorted(lines) == ["XQ202640001", "XQ202640002"]
    masked = lines["XQ202640002"]
    assert masked.values["organisation"] == "某企业"
    assert masked.values["contact"] == "由示范区转接"
    printed = f"{masked.title}{masked.values}"
    for secret in ("江海重工", "chen@example.org", "0513-88881234", "陈工"):
        assert secret not in printed


@pytest.mark.parametrize(
    ("criteria", "codes"),
    [
        ({}, ["XQ202610003", "XQ202640001", "XQ202640002"]),
        ({"fields": ("4",)}, ["XQ202640001", "XQ202640002"]),
        ({"industries": ("39",)}, ["XQ202610003"]),
        ({"regions": ("31",)}, ["XQ202640002"]),
        ({"min_clarity": 60}, ["XQ202610003", "XQ202640001"]),
        ({"codes": ("XQ202640002",)}, ["XQ202640002"]),
        ({"fields": ("1", "4"), "regions": ("32", "33")}, ["XQ202610003", "XQ202640001"]),
        ({"fields": ("7",)}, []),
    ],
)
def test_criteria_narrow_the_list(everybody: People, now: datetime, criteria: dict[str, Any], codes: list[str]) -> None:
    demand(everybody, now, 1)
    demand(everybody, now, 2, region="310000", clarity=59)
    demand(everybody, now, 3, code="XQ202610003", field="1", industry="3982")
    assert [line.code for line in items_of(compiled(everybody, now, **criteria))] == codes


@pytest.mark.parametrize(
    ("kind", "criteria", "faults"),
    [
        ("supply", {}, [("kind", "edition_kind_unknown", "supply")]),
        ("demands", {"fields": ("9", "1")}, [("fields", "edition_field_unknown", "9")]),
        ("demands", {"industries": ("C32",)}, [("industries", "edition_code_beginning", "C32")]),
        ("scenarios", {"min_clarity": 5}, [("min_clarity", "edition_clarity_for_demands_only", "5")]),
        ("demands", {"min_clarity": 101}, [("min_clarity", "edition_clarity_range", "101")]),
        ("demands", {"codes": ("XQ202640003",)}, [("codes", "edition_code_not_listed", "XQ202640003")]),
    ],
)
def test_criteria_that_cannot_be_met_are_named(
    everybody: People, now: datetime, kind: str, criteria: dict[str, Any], faults: list[tuple[str, str, str]]
) -> None:
    targeted_demand(everybody, now, 3)
    with pytest.raises(Invalid) as refused:
        compiled(everybody, now, kind, **criteria)
    assert [(problem.field, problem.rule, problem.value) for problem in refused.value.problems] == faults
    assert not Edition.objects.exists()


def test_the_compiler_approves_in_no_role(everybody: People, now: datetime) -> None:
    demand(everybody, now, 1)
    edition = compiled(everybody, now)
    submit_edition(actor=everybody.operator, edition_id=edition.pk, now=now)
    in_another_role = replace(everybody.operator, role=Role.DEPARTMENT, holding_id=None)
    nameless = Actor(Role.DEPARTMENT, "无名", zone_code=ZONE)
    for actor in (everybody.operator, in_another_role, nameless, everybody.supervisor, everybody.far_operator):
        with pytest.raises(Denied):
            approve_edition(actor=actor, edition_id=edition.pk, now=now)
    assert Edition.objects.get().state == "submitted"
    colleague = holder(Role.ZONE_OPERATOR, "钱同事", now)
    assert approve_edition(actor=colleague, edition_id=edition.pk, now=now).approved_by == "钱同事"


def test_who_compiles_anew_becomes_the_compiler(everybody: People, now: datetime) -> None:
    demand(everybody, now, 1)
    edition = compiled(everybody, now)
    colleague = holder(Role.ZONE_OPERATOR, "钱同事", now)
    demand(everybody, now, 2)
    recompile_edition(actor=colleague, edition_id=edition.pk, now=now)
    submit_edition(actor=colleague, edition_id=edition.pk, now=now)
    with pytest.raises(Denied):
        approve_edition(actor=colleague, edition_id=edition.pk, now=now)
    edition = approve_edition(actor=everybody.operator, edition_id=edition.pk, now=now)
    assert edition.revision == 2
    assert [line.code for line in items_of(edition)] == ["XQ202640001", "XQ202640002"]
    assert edition.items.filter(revision=1).count() == 1, "the lines of the former compilation stay"


def test_new_criteria_and_texts_replace_the_old(everybody: People, now: datetime) -> None:
    demand(everybody, now, 1)
    demand(everybody, now, 2, field="1", code="XQ202610002")
    edition = compiled(everybody, now)
    wish = EditionRequest(
        kind="demands", criteria=EditionCriteria(fields=("1",)), title="电子信息专题清单", opening=("一段。",)
    )
    edition = recompile_edition(actor=everybody.operator, edition_id=edition.pk, now=now, request=wish)
    assert [line.code for line in items_of(edition)] == ["XQ202610002"]
    assert (edition.title, edition.opening) == ("电子信息专题清单", ["一段。"])
    assert recompile_edition(actor=everybody.operator, edition_id=edition.pk, now=now).title == "电子信息专题清单"
    other = replace(wish, kind="scenarios")
    with pytest.raises(Invalid, match="edition_kind_is_fixed"):
        recompile_edition(actor=everybody.operator, edition_id=edition.pk, now=now, request=other)


def test_sent_back_an_approval_counts_no_longer(everybody: People, now: datetime) -> None:
    demand(everybody, now, 1)
    edition = approved(everybody, now)
    with pytest.raises(Refused, match="reason_needed"):
        return_edition(actor=everybody.department, edition_id=edition.pk, now=now)
    edition = return_edition(actor=everybody.department, edition_id=edition.pk, now=now, reason="第1项指标不清")
    assert (edition.state, edition.approved_by, edition.approved_by_person) == ("draft", "", None)
    with pytest.raises(Refused, match="not_in_this_state"):
        issue_edition(actor=everybody.operator, edition_id=edition.pk, now=now)


def test_an_empty_list_is_not_submitted_but_can_be_discarded(everybody: People, now: datetime) -> None:
    edition = compiled(everybody, now)
    with pytest.raises(Refused, match="edition_is_empty"):
        submit_edition(actor=everybody.operator, edition_id=edition.pk, now=now)
    edition = discard_edition(actor=everybody.operator, edition_id=edition.pk, now=now, reason="无条目")
    assert (edition.state, edition.number) == ("discarded", "")


@pytest.mark.parametrize(
    "change",
    [{"disclosure": "targeted"}, {"disclosure": "masked"}, {"state": "withdrawn"}, {"state": "expired"}],
)
def test_a_record_hidden_after_approval_stops_the_issue(
    everybody: People, now: datetime, change: dict[str, str]
) -> None:
    kept, hidden = demand(everybody, now, 1), demand(everybody, now, 2)
    edition = approved(everybody, now)
    Demand.objects.filter(pk=hidden.pk).update(**change)
    with pytest.raises(Refused, match="edition_items_no_longer_public"):
        issue_edition(actor=everybody.operator, edition_id=edition.pk, now=now)
    assert edition_detail(everybody.operator, edition.pk, now).closed_codes == (hidden.code,)
    return_edition(actor=everybody.operator, edition_id=edition.pk, now=now, reason="条目已不公开")
    fresh = recompile_edition(actor=everybody.operator, edition_id=edition.pk, now=now)
    named = {line.code for line in items_of(fresh) if line.values["organisation"] == everybody.firm.name}
    assert named == {kept.code}


def test_a_masked_record_that_stays_masked_does_not_stop_the_issue(everybody: People, now: datetime) -> None:
    masked_demand(everybody, now, 1)
    assert issued(everybody, now).state == "issued"


def test_a_withdrawal_leaves_a_mark_and_the_number(everybody: People, now: datetime) -> None:
    demand(everybody, now, 1)
    edition = issued(everybody, now)
    digest, later = edition.digest, now + timedelta(days=3)
    with pytest.raises(Refused, match="reason_needed"):
        withdraw_edition(actor=everybody.operator, edition_id=edition.pk, now=later, reason=" ")
    with pytest.raises(Invalid, match="edition_text_too_long"):
        withdraw_edition(actor=everybody.operator, edition_id=edition.pk, now=later, reason="长" * 501)
    edition = withdraw_edition(actor=everybody.operator, edition_id=edition.pk, now=later, reason="第1项信息有误")
    assert (edition.state, edition.number, edition.digest) == ("withdrawn", "XQ-2026-01", digest)
    assert (edition.withdrawn_at, edition.withdrawal_reason) == (later, "第1项信息有误")
    assert OutboxEvent.objects.filter(name="catalogue.EditionWithdrawn").count() == 1
    again = issued(everybody, later)
    assert again.number == "XQ-2026-02", "the number is not given again"
    assert again.previous is None, "a withdrawn list is not what readers compare with"


def test_numbers_have_no_gaps_and_run_by_list_and_year(everybody: People, now: datetime) -> None:
    demand(everybody, now, 1)
    scenario(everybody, now, 1)
    assert issued(everybody, now).number == "XQ-2026-01"
    edition = approved(everybody, now)
    with pytest.raises(RuntimeError), transaction.atomic():
        assert issue_edition(actor=everybody.operator, edition_id=edition.pk, now=now).number == "XQ-2026-02"
        raise RuntimeError
    second = issued(everybody, now)
    assert (second.number, second.document_number) == ("XQ-2026-02", "江海转办〔2026〕2号")
    third = issued(everybody, now, "scenarios")
    assert (third.number, third.document_number) == ("CJ-2026-01", "江海转办〔2026〕3号")
    # 2026-12-31 16:30 UTC is half past midnight of New Year's Day in China.
    new_year = issued(everybody, datetime(2026, 12, 31, 16, 30, tzinfo=UTC))
    assert (new_year.number, new_year.document_number) == ("XQ-2027-01", "江海转办〔2027〕1号")
    assert new_year.issued_on is not None
    assert new_year.issued_on.isoformat() == "2027-01-01"


def test_a_zone_whose_short_name_fits_no_document_number_issues_nothing(everybody: People, now: datetime) -> None:
    demand(everybody, now, 1)
    edition = approved(everybody, now)
    Zone.objects.update(issuer="JH-1")
    with pytest.raises(Invalid) as refused:
        issue_edition(actor=everybody.operator, edition_id=edition.pk, now=now)
    (problem,) = refused.value.problems
    assert (problem.rule, problem.value, problem.params["part"]) == (
        "edition_number_impossible",
        "JH-1",
        "document_issuer",
    )
    Zone.objects.update(issuer="江海转办")
    assert issue_edition(actor=everybody.operator, edition_id=edition.pk, now=now).number == "XQ-2026-01"
