"""Real ways of demands through the zone: codes, clarity, secrecy, merging, renewing."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from qiao.catalogue.actions.accept_demand import accept_demand
from qiao.catalogue.actions.admit_demand import admit_demand
from qiao.catalogue.actions.assign_demand_manager import assign_demand_manager
from qiao.catalogue.actions.contract_demand import contract_demand
from qiao.catalogue.actions.diagnose_demand import diagnose_demand
from qiao.catalogue.actions.disclose_demand import disclose_demand
from qiao.catalogue.actions.draft_demand import draft_demand
from qiao.catalogue.actions.expire_demand import expire_demand
from qiao.catalogue.actions.merge_demand import merge_demand
from qiao.catalogue.actions.renew_demand import renew_demand
from qiao.catalogue.actions.reopen_demand import reopen_demand
from qiao.catalogue.actions.return_demand import return_demand
from qiao.catalogue.actions.revise_demand import revise_demand
from qiao.catalogue.actions.solve_demand import solve_demand
from qiao.catalogue.actions.start_matching_demand import start_matching_demand
from qiao.catalogue.actions.submit_demand import submit_demand
from qiao.catalogue.actions.withdraw_demand import withdraw_demand
from qiao.catalogue.admission import admit_all
from qiao.catalogue.contents import Draft
from qiao.catalogue.models import Demand
from qiao.catalogue.publication import expiry_of, item_code, months_later
from qiao.catalogue.selectors.facts import listing_rules
from qiao.core.access import system_actor
from qiao.core.outcomes import Invalid, Missing, Refused
from qiao.foundation.models import AuditRow, IssuedNumber, OutboxEvent
from qiao.foundation.numbering import take_number, take_numbers
from tests.catalogue.records import DEMAND_CONTENT, draft, published, traces
from tests.catalogue.zone_people import ELSEWHERE, people

pytestmark = pytest.mark.django_db


def test_from_draft_to_contract(now: datetime) -> None:
    everybody = people(now)
    demand = published(everybody, now)
    assert (demand.state, demand.code) == ("published", "XQ202640001")
    assert demand.published_at == now
    start_matching_demand(actor=everybody.manager, demand_id=demand.pk, now=now)
    reopen_demand(actor=everybody.operator, demand_id=demand.pk, now=now, reason="首轮未达成")
    start_matching_demand(actor=system_actor("catalogue.demand.start_matching"), demand_id=demand.pk, now=now)
    demand = contract_demand(actor=everybody.operator, demand_id=demand.pk, now=now)
    assert (demand.state, demand.due_at, demand.code) == ("contracted", None, "XQ202640001")
    acts = AuditRow.objects.filter(object_type="catalogue.demand", object_id=demand.pk).order_by("pk")
    assert [row.action.removeprefix("catalogue.demand.") for row in acts] == [
        "draft", "submit", "accept", "diagnose", "publish", "start_matching", "reopen", "start_matching", "contract",
    ]  # fmt: skip
    assert OutboxEvent.objects.filter(name="catalogue.DemandPublished", payload={"demand_id": demand.pk}).count() == 1


def test_codes_are_gap_free_in_a_zone_and_kept_for_life(now: datetime) -> None:
    everybody = people(now)
    first, second = published(everybody, now), published(everybody, now, field="")
    assert (first.code, second.code) == ("XQ202640001", "XQ202600002")
    expire_demand(actor=system_actor("catalogue.demand.expire"), demand_id=first.pk, now=now + timedelta(days=400))
    renewed = renew_demand(actor=everybody.editor, demand_id=first.pk, now=datetime(2027, 7, 6, tzinfo=UTC))
    assert (renewed.state, renewed.code) == ("published", "XQ202640001")
    assert renewed.due_at == datetime(2028, 7, 6, 16, tzinfo=UTC)


def test_a_code_has_prefix_year_field_and_at_least_four_digits() -> None:
    assert item_code("XQ", 2026, "4", 17) == "XQ202640017"
    assert item_code("CG", 2026, "", 12251) == "CG2026012251"


def test_a_refused_publication_leaves_no_gap(now: datetime) -> None:
    everybody = people(now)
    with pytest.raises(RuntimeError, match="breaks"), transaction.atomic():
        published(everybody, now)
        raise RuntimeError("the database breaks")
    assert published(everybody, now).code == "XQ202640001"
    assert list(IssuedNumber.objects.values_list("number", flat=True)) == [1]


def test_numbers_are_taken_as_a_block(now: datetime) -> None:
    assert list(take_numbers("XQ", "jianghai", 2026, 3, "catalogue.demand", now)) == [1, 2, 3]
    assert take_number("XQ", "jianghai", 2026, "catalogue.demand", now) == 4
    assert list(take_numbers("XQ", "beihai", 2026, 0, "catalogue.demand", now)) == []
    assert list(take_numbers("XQ", "beihai", 2026, 1, "catalogue.demand", now)) == [1]
    with pytest.raises(ValueError, match="negative"):
        take_numbers("XQ", "jianghai", 2026, -1, "catalogue.demand", now)


def test_a_reviewed_list_is_admitted_as_a_block(now: datetime) -> None:
    rules = listing_rules(Demand, "jianghai", date(2026, 6, 1))
    records = [
        Demand(zone_code="jianghai", title=f"需求{n}", field="1", created_at=now, valid_until=until)
        for n, until in ((1, None), (2, date(2026, 8, 31)))
    ]
    admit_all(records, now, rules, "省厅2026年需求清单")
    Demand.objects.bulk_create(records)
    rows = Demand.objects.order_by("pk").values_list("state", "code", "due_verb", "due_at")
    assert list(rows) == [
        ("published", "XQ202610001", "expire", datetime(2027, 6, 1, 16, tzinfo=UTC)),
        ("published", "XQ202610002", "expire", datetime(2026, 8, 31, 16, tzinfo=UTC)),
    ]
    marked = Demand(zone_code="jianghai", title="机密★10年", created_at=now)
    with pytest.raises(Refused, match="classified_material"):
        admit_all([marked], now, rules, "省厅2026年需求清单")


def test_admission_of_one_demand_needs_its_source(now: datetime) -> None:
    everybody = people(now)
    demand = draft(everybody, now)
    with pytest.raises(Refused, match="reason_needed"):
        admit_demand(actor=everybody.operator, demand_id=demand.pk, now=now, reason="")
    assert admit_demand(actor=everybody.operator, demand_id=demand.pk, now=now, reason="省厅清单").code == "XQ202640001"


def test_classified_material_is_not_even_kept_as_a_draft(now: datetime) -> None:
    everybody = people(now)
    before = traces()
    with pytest.raises(Refused, match="classified_material"):
        draft(everybody, now, content="某型装备减重 秘密★5年")
    demand = draft(everybody, now)
    with pytest.raises(Refused, match="classified_material"):
        revise_demand(
            actor=everybody.editor,
            demand_id=demand.pk,
            content=replace(DEMAND_CONTENT, rights_wish="密级：机密"),
            now=now,
        )
    assert traces() == (before[0] + 1, before[1] + 1)
    assert Demand.objects.count() == 1


def test_faults_are_named_all_at_once(now: datetime) -> None:
    everybody = people(now)
    with pytest.raises(Invalid) as caught:
        draft(
            everybody, now, title=" ", field="9", industry="C32", region="江苏", ways=("barter",), budget_band="cheap"
        )
    assert {problem.field for problem in caught.value.problems} == {
        "title", "field", "industry", "region", "ways", "budget_band",
    }  # fmt: skip


def test_clarity_follows_the_content(now: datetime) -> None:
    everybody = people(now)
    demand = draft(everybody, now, budget_band="", indicators=())
    clearer = revise_demand(actor=everybody.editor, demand_id=demand.pk, content=DEMAND_CONTENT, now=now)
    assert 0 < demand.clarity < clearer.clarity <= 100
    assert Demand.objects.get(pk=demand.pk).clarity == clearer.clarity


def test_returned_with_a_note_and_submitted_again(now: datetime) -> None:
    everybody = people(now)
    demand = draft(everybody, now)
    submit_demand(actor=everybody.editor, demand_id=demand.pk, now=now)
    back = return_demand(actor=everybody.operator, demand_id=demand.pk, now=now, reason="请补充现有设备")
    assert (back.state, back.screening_note, back.due_at) == ("draft", "请补充现有设备", None)
    again = submit_demand(actor=everybody.editor, demand_id=demand.pk, now=now + timedelta(days=7))
    assert again.due_at == datetime(2026, 6, 15, 16, tzinfo=UTC)


def test_diagnosis_needs_its_text(now: datetime) -> None:
    everybody = people(now)
    demand = draft(everybody, now)
    submit_demand(actor=everybody.editor, demand_id=demand.pk, now=now)
    accept_demand(actor=everybody.operator, demand_id=demand.pk, now=now, note="成立")
    with pytest.raises(Invalid):
        diagnose_demand(actor=everybody.manager, demand_id=demand.pk, diagnosis=" ", now=now)
    assert Demand.objects.get(pk=demand.pk).state == "screened"


def test_merging_ends_in_a_live_demand_of_the_zone(now: datetime) -> None:
    everybody = people(now)
    kept, double, sleeping = published(everybody, now), draft(everybody, now), draft(everybody, now)
    foreign = Demand.objects.create(zone_code=ELSEWHERE, title="外区需求", state="published", created_at=now)
    submit_demand(actor=everybody.editor, demand_id=double.pk, now=now, reason="另一条生产线")
    for into, code in (
        (double, "merge_into_itself"),
        (sleeping, "merge_into_closed"),
        (foreign, "merge_into_other_zone"),
    ):
        with pytest.raises(Refused, match=code):
            merge_demand(actor=everybody.operator, demand_id=double.pk, into_id=into.pk, now=now, reason="重复")
    with pytest.raises(Missing):
        merge_demand(actor=everybody.operator, demand_id=double.pk, into_id=10_000, now=now, reason="重复")
    merged = merge_demand(actor=everybody.operator, demand_id=double.pk, into_id=kept.pk, now=now, reason="重复")
    assert (merged.state, merged.merged_into_id) == ("merged", kept.pk)


def test_the_operator_revises_a_published_demand_with_a_reason(now: datetime) -> None:
    everybody = people(now)
    demand = published(everybody, now)
    content = replace(DEMAND_CONTENT, valid_until=date(2026, 9, 30))
    with pytest.raises(Refused, match="reason_needed"):
        revise_demand(actor=everybody.operator, demand_id=demand.pk, content=content, now=now)
    revised = revise_demand(actor=everybody.operator, demand_id=demand.pk, content=content, now=now, reason="期限更正")
    assert (revised.due_verb, revised.due_at) == ("expire", datetime(2026, 9, 30, 16, tzinfo=UTC))
    past = replace(DEMAND_CONTENT, valid_until=date(2026, 5, 31))
    with pytest.raises(Invalid):
        revise_demand(actor=everybody.operator, demand_id=demand.pk, content=past, now=now, reason="期限更正")


def test_closed_demands_are_not_touched_any_more(now: datetime) -> None:
    everybody = people(now)
    demand = published(everybody, now)
    solve_demand(actor=everybody.operator, demand_id=demand.pk, now=now, reason="企业自行解决")
    for act in (
        lambda: revise_demand(
            actor=everybody.operator, demand_id=demand.pk, content=DEMAND_CONTENT, now=now, reason="改"
        ),
        lambda: disclose_demand(actor=everybody.editor, demand_id=demand.pk, organisation_ids=(), now=now),
        lambda: assign_demand_manager(
            actor=everybody.operator, demand_id=demand.pk, person_id=everybody.manager.person_id or 0, now=now
        ),
    ):
        with pytest.raises(Refused, match="record_is_closed"):
            act()
    with pytest.raises(Refused, match="not_in_this_state"):
        withdraw_demand(actor=everybody.editor, demand_id=demand.pk, now=now, reason="撤回")


def test_disclosure_list_and_manager_are_checked(now: datetime) -> None:
    everybody = people(now)
    demand = draft(everybody, now, disclosure="targeted")
    keys = (everybody.university.pk, everybody.rival.pk, everybody.university.pk)
    shown = disclose_demand(actor=everybody.editor, demand_id=demand.pk, organisation_ids=keys, now=now)
    assert shown.disclosed_to == sorted(set(keys))
    with pytest.raises(Invalid):
        disclose_demand(actor=everybody.editor, demand_id=demand.pk, organisation_ids=(77_777,), now=now)
    with pytest.raises(Refused, match="disclosure_is_not_targeted"):
        disclose_demand(actor=everybody.editor, demand_id=draft(everybody, now).pk, organisation_ids=keys, now=now)
    with pytest.raises(Invalid):
        assign_demand_manager(
            actor=everybody.operator, demand_id=demand.pk, person_id=everybody.expert.person_id or 0, now=now
        )
    manager = everybody.manager.person_id or 0
    assigned = assign_demand_manager(actor=everybody.operator, demand_id=demand.pk, person_id=manager, now=now)
    assert assigned.manager_person == manager


def test_managers_draft_for_organisations_of_their_zone(now: datetime) -> None:
    everybody = people(now)
    for party in (Draft(organisation_id=everybody.rival.pk), Draft(organisation_name="江海某厂")):
        demand = draft_demand(actor=everybody.manager, draft=party, content=DEMAND_CONTENT, now=now)
        assert (demand.zone_code, demand.created_by_holding) == ("jianghai", everybody.manager.holding_id)
    with pytest.raises(Missing):
        draft_demand(actor=everybody.manager, draft=Draft(organisation_id=77_777), content=DEMAND_CONTENT, now=now)


def test_validity_counts_calendar_months() -> None:
    assert months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_later(date(2026, 12, 15), 12) == date(2027, 12, 15)
    late_evening = datetime(2026, 6, 1, 17, tzinfo=UTC)  # already 2 June in China
    assert expiry_of(late_evening, None, 12) == datetime(2027, 6, 2, 16, tzinfo=UTC)
    assert expiry_of(late_evening, date(2026, 7, 1), 12) == datetime(2026, 7, 1, 16, tzinfo=UTC)
