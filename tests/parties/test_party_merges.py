"""Merging duplicates and taking it back: what the preview says happens, and nothing else is left behind."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.apps import apps

from qiao.catalogue.models import Demand, Scenario
from qiao.catalogue.models.scenario import ScenarioApplication
from qiao.core.access import Actor, Role
from qiao.core.outcomes import Denied, Missing, Refused
from qiao.foundation.acting import create, record
from qiao.foundation.models import AuditRow, OutboxEvent
from qiao.parties.actions.merge_organisations import merge_organisations
from qiao.parties.actions.merge_people import merge_people
from qiao.parties.actions.open_user import open_user
from qiao.parties.actions.revise_organisation import revise_organisation
from qiao.parties.actions.undo_organisation_merge import undo_organisation_merge
from qiao.parties.actions.undo_person_merge import undo_person_merge
from qiao.parties.contents import OrganisationDetails
from qiao.parties.merging import pointers
from qiao.parties.merging.pointers import pointers_to, register_key_column
from qiao.parties.models import Holding, Merge, MergeKind, Organisation, Person, User
from qiao.parties.selectors.merges import merge_preview, merges_of_zone
from tests.parties.cast import CODE, OTHER_CODE, OTHER_RESIDENT_ID, RESIDENT_ID, Cast, assert_every_record_is_recorded

pytestmark = pytest.mark.django_db
OTHERS = ["approver", "admin", "outsider", "owner", "colleague", "stranger"]


def state() -> dict[str, list[dict[str, Any]]]:
    """Every row of the platform but the traces that acts leave: audit, outbox, merges, versions."""
    traces = ("foundation.auditrow", "foundation.outboxevent", "parties.merge")
    return {
        model._meta.label_lower: [
            {name: value for name, value in row.items() if name != "version"}
            for row in model._base_manager.order_by("pk").values()
        ]
        for model in apps.get_models()
        if model._meta.label_lower not in traces
    }


@pytest.fixture
def twin(cast: Cast, now: datetime) -> Organisation:
    """The firm once more, with a code, a person, an editor, a demand, two scenarios and an application."""
    twin = cast.organisation("云桥精密机械股份有限公司", now, credit_code=CODE, region="310000", profile="机床")
    editor = cast.person("汤另一", now, organisation_id=twin.pk)
    cast.holding(editor, Role.ORGANISATION_EDITOR, now, twin)
    for model, fields in (
        (Demand, {"title": "需求", "organisation": twin}),
        (Scenario, {"title": "场景", "organisation": cast.rival, "selected_organisation": twin}),
        (Scenario, {"title": "场景二", "organisation": twin, "selected_organisation": twin}),
    ):
        row = model(zone_code="JH", created_at=now, **fields)
        record(cast.operator, "tests.made", row, create(row), now)
    scenarios = Scenario.objects.order_by("pk")
    ScenarioApplication.objects.create(scenario=scenarios[0], organisation=twin, applied_at=now)
    ScenarioApplication.objects.create(scenario=scenarios[0], organisation=cast.firm, applied_at=now)
    ScenarioApplication.objects.create(scenario=scenarios[1], organisation=twin, applied_at=now)
    return twin


def merged(cast: Cast, twin: Organisation, now: datetime) -> Merge:
    return merge_organisations(actor=cast.operator, kept_id=cast.firm.pk, dropped_id=twin.pk, reason="同一家", now=now)


def undone(cast: Cast, merge: Merge, now: datetime) -> Merge:
    return undo_organisation_merge(actor=cast.operator, merge_id=merge.pk, reason="误合并", now=now)


def test_the_preview_counts_rows_and_shows_fields(cast: Cast, twin: Organisation) -> None:
    before = state()
    preview = merge_preview(MergeKind.ORGANISATION, cast.firm.pk, twin.pk)
    assert {(row.table, row.column): (row.moving, row.staying) for row in preview.rows} == {
        ("catalogue.demand", "organisation_id"): (1, 0),
        ("catalogue.scenario", "organisation_id"): (1, 0),
        ("catalogue.scenario", "selected_organisation_id"): (2, 0),
        ("catalogue.scenarioapplication", "organisation_id"): (1, 1),
        ("parties.holding", "organisation_id"): (1, 0),
        ("parties.person", "organisation_id"): (1, 0),
    }
    assert {(row.column, row.dropped) for row in preview.filled} == {("credit_code", CODE), ("profile", "机床")}
    assert {(row.column, row.kept, row.dropped) for row in preview.conflicts} == {
        ("name", "云桥精密机械有限公司", "云桥精密机械股份有限公司"),
        ("region", "320000", "310000"),
    }
    assert (preview.refusal, preview.moving) == (None, 7)
    assert state() == before


def test_a_merge_does_what_the_preview_says(cast: Cast, twin: Organisation, now: datetime) -> None:
    preview = merge_preview(MergeKind.ORGANISATION, cast.firm.pk, twin.pk)
    merge = merged(cast, twin, now)
    assert {label: len(keys) for label, keys in merge.moved.items()} == {
        f"{row.table}.{row.column}": row.moving for row in preview.rows
    }
    firm = Organisation.objects.get(pk=cast.firm.pk)
    assert (firm.name, firm.credit_code, firm.profile, firm.region) == (cast.firm.name, CODE, "机床", "320000")
    assert Organisation.objects.get(pk=twin.pk).merged_into_id == firm.pk
    assert not Demand.objects.filter(organisation=twin).exists()
    assert not Organisation.objects.visible_to(cast.operator).filter(pk=twin.pk).exists()
    assert ScenarioApplication.objects.filter(organisation=twin).count() == 1
    assert OutboxEvent.objects.filter(name="parties.OrganisationsMerged").count() == 1
    assert list(merges_of_zone("JH")) == [merge]
    rows = AuditRow.objects.filter(action="parties.organisation.merge")
    assert set(rows.values_list("reason", flat=True)) == {"同一家"}
    assert rows.count() == preview.moving + 3  # both organisations and the merge itself
    assert_every_record_is_recorded()


def test_a_moved_record_is_one_version_up(cast: Cast, twin: Organisation, now: datetime) -> None:
    merged(cast, twin, now)
    assert Demand.objects.get().version == 2
    # The second scenario points at the firm twice, by two columns: two changes.
    assert list(Scenario.objects.order_by("pk").values_list("version", flat=True)) == [2, 3]


def test_merging_and_undoing_leaves_everything_as_it_was(cast: Cast, twin: Organisation, now: datetime) -> None:
    before = state()
    merge = merged(cast, twin, now)
    assert state() != before
    merge = undone(cast, merge, now + timedelta(days=3))
    assert state() == before
    assert (merge.remaining, merge.undone_at) == ({}, now + timedelta(days=3))
    assert_every_record_is_recorded()


def test_what_was_changed_since_is_not_put_back_but_listed(cast: Cast, twin: Organisation, now: datetime) -> None:
    merge = merged(cast, twin, now)
    demand = Demand.objects.get()
    elsewhere = {"organisation_id": demand.organisation_id}
    Demand.objects.update(organisation=cast.rival)
    demand.refresh_from_db()
    record(cast.operator, "tests.moved", demand, elsewhere, now)
    firm = OrganisationDetails(name=cast.firm.name, kind="enterprise", region="320000", credit_code=CODE, profile="新")
    revise_organisation(actor=cast.operator, organisation_id=cast.firm.pk, details=firm, now=now)
    merge = undone(cast, merge, now)
    assert merge.remaining == {
        "catalogue.demand.organisation_id": [demand.pk],
        "parties.organisation.profile": [cast.firm.pk],
    }
    kept, dropped = (Organisation.objects.get(pk=key) for key in (cast.firm.pk, twin.pk))
    assert (kept.profile, kept.credit_code, dropped.credit_code) == ("新", "", CODE)
    assert Demand.objects.get().organisation_id == cast.rival.pk
    assert_every_record_is_recorded()


def test_a_chain_of_merges_is_undone_from_its_end(cast: Cast, twin: Organisation, now: datetime) -> None:
    before = state()
    first = merged(cast, twin, now)
    second = merge_organisations(
        actor=cast.operator, kept_id=cast.rival.pk, dropped_id=cast.firm.pk, reason="并入", now=now
    )
    with pytest.raises(Refused) as refused:
        undone(cast, first, now)
    assert refused.value.code == "kept_record_merged_on"
    undone(cast, second, now)
    undone(cast, first, now)
    assert state() == before
    with pytest.raises(Refused) as refused:
        undone(cast, first, now)
    assert refused.value.code == "merge_undone_already"


def test_a_code_given_to_another_since_stops_the_undo(cast: Cast, twin: Organisation, now: datetime) -> None:
    merge = merged(cast, twin, now)
    firm = OrganisationDetails(name=cast.firm.name, kind="enterprise", region="320000", profile="机床")
    revise_organisation(actor=cast.operator, organisation_id=cast.firm.pk, details=firm, now=now)
    cast.organisation("第三家公司", now, credit_code=CODE)
    with pytest.raises(Refused) as refused:
        undone(cast, merge, now)
    assert (refused.value.code, refused.value.params["name"]) == ("credit_code_used_since", "第三家公司")


def test_what_may_not_be_merged(cast: Cast, twin: Organisation, now: datetime) -> None:
    coded = cast.organisation("另有代码的公司", now, credit_code=OTHER_CODE)
    before = state()
    for kept, reason, code in (
        (twin, "同一家", "party_merge_with_itself"),
        (coded, "同一家", "different_credit_codes"),
        (cast.firm, "  ", "reason_needed"),
    ):
        with pytest.raises(Refused) as refused:
            merge_organisations(actor=cast.operator, kept_id=kept.pk, dropped_id=twin.pk, reason=reason, now=now)
        assert refused.value.code == code
    merged(cast, twin, now)
    with pytest.raises(Refused) as refused:
        merge_organisations(actor=cast.operator, kept_id=twin.pk, dropped_id=coded.pk, reason="同一家", now=now)
    assert refused.value.code == "party_was_merged"
    assert state() != before
    with pytest.raises(Missing):
        merge_preview(MergeKind.ORGANISATION, 10**9, twin.pk)


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_but_the_operator_merges_organisations(cast: Cast, twin: Organisation, now: datetime, who: str) -> None:
    before, actor = state(), cast.everybody()[who]
    with pytest.raises(Denied):
        merge_organisations(actor=actor, kept_id=cast.firm.pk, dropped_id=twin.pk, reason="同一家", now=now)
    assert state() == before
    merge = merged(cast, twin, now)
    with pytest.raises(Denied):
        undo_organisation_merge(actor=actor, merge_id=merge.pk, reason="误合并", now=now)
    assert Merge.objects.get().undone_at is None


def test_an_organisation_of_another_zone_is_out_of_reach(cast: Cast, now: datetime) -> None:
    foreign = Organisation.objects.get(zone_code="NB")
    for pair in ((cast.firm.pk, foreign.pk), (foreign.pk, cast.firm.pk)):
        with pytest.raises(Denied):
            merge_organisations(actor=cast.operator, kept_id=pair[0], dropped_id=pair[1], reason="同一家", now=now)


def person_pair(cast: Cast, now: datetime) -> tuple[Person, Person]:
    kept = cast.person("汤敏行", now, organisation_id=cast.firm.pk)
    dropped = cast.person("汤 敏行", now, resident_id=RESIDENT_ID, email="tang@example.org", fields=("1",))
    cast.holding(dropped, Role.TECHNOLOGY_MANAGER, now)
    open_user(actor=cast.admin, person_id=dropped.pk, username="tang", now=now)
    return kept, dropped


def test_people_are_merged_with_roles_and_account_and_taken_apart_again(cast: Cast, now: datetime) -> None:
    kept, dropped = person_pair(cast, now)
    before = state()
    merge = merge_people(actor=cast.operator, kept_id=kept.pk, dropped_id=dropped.pk, reason="同一人", now=now)
    kept.refresh_from_db()
    assert (kept.email, kept.id_last4, kept.fields) == ("tang@example.org", "002X", ["1"])
    assert Holding.objects.get(role=Role.TECHNOLOGY_MANAGER).person_id == kept.pk
    assert User.objects.get().person_id == kept.pk
    assert_every_record_is_recorded()
    undo_person_merge(actor=cast.operator, merge_id=merge.pk, reason="不是一人", now=now)
    assert state() == before


def test_a_second_account_stays_where_it_is(cast: Cast, now: datetime) -> None:
    kept, dropped = person_pair(cast, now)
    open_user(actor=cast.admin, person_id=kept.pk, username="tang.mx", now=now)
    preview = merge_preview(MergeKind.PERSON, kept.pk, dropped.pk)
    assert {row.table: (row.moving, row.staying) for row in preview.rows} == {
        "parties.holding": (1, 0),
        "parties.user": (0, 1),
    }
    merge_people(actor=cast.operator, kept_id=kept.pk, dropped_id=dropped.pk, reason="同一人", now=now)
    assert User.objects.get(username="tang").person_id == dropped.pk


def test_two_identity_numbers_are_two_people(cast: Cast, now: datetime) -> None:
    first = cast.person("张三", now, resident_id=RESIDENT_ID)
    second = cast.person("张三", now, resident_id=OTHER_RESIDENT_ID)
    with pytest.raises(Refused) as refused:
        merge_people(actor=cast.operator, kept_id=first.pk, dropped_id=second.pk, reason="同名", now=now)
    assert refused.value.code == "different_identities"
    shown = merge_preview(MergeKind.PERSON, first.pk, second.pk).conflicts
    assert "id_hash" not in {row.column for row in shown}


def test_roles_are_not_gained_by_merging_people(cast: Cast, now: datetime) -> None:
    """The operator may merge neither himself nor an official: holdings and accounts move with a merge."""
    plain = cast.person("普通人", now)

    def merge(actor: Actor, kept: int | None, dropped: int | None) -> Merge:
        return merge_people(actor=actor, kept_id=kept or 0, dropped_id=dropped or 0, reason="同一人", now=now)

    for kept, dropped in (
        (cast.operator.person_id, plain.pk),
        (plain.pk, cast.operator.person_id),
        (plain.pk, cast.approver.person_id),
        (cast.approver.person_id, plain.pk),
    ):
        with pytest.raises(Denied):
            merge(cast.operator, kept, dropped)
    with pytest.raises(Denied):
        merge(cast.admin, cast.admin.person_id, plain.pk)
    done = merge(cast.admin, cast.approver.person_id, plain.pk)
    with pytest.raises(Denied):
        undo_person_merge(actor=cast.operator, merge_id=done.pk, reason="不是一人", now=now)
    undo_person_merge(actor=cast.admin, merge_id=done.pk, reason="不是一人", now=now)


@pytest.mark.parametrize("who", [name for name in OTHERS if name != "admin"])
def test_nobody_else_merges_people(cast: Cast, now: datetime, who: str) -> None:
    kept, dropped = person_pair(cast, now)
    with pytest.raises(Denied):
        merge_people(actor=cast.everybody()[who], kept_id=kept.pk, dropped_id=dropped.pk, reason="同一人", now=now)
    assert not Merge.objects.exists()


def test_a_merge_of_organisations_is_no_merge_of_people(cast: Cast, twin: Organisation, now: datetime) -> None:
    merge = merged(cast, twin, now)
    with pytest.raises(Missing):
        undo_person_merge(actor=cast.operator, merge_id=merge.pk, reason="误合并", now=now)


def test_a_declared_column_of_keys_follows_too(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pointers, "_KEY_COLUMNS", {kind: [] for kind in MergeKind})
    register_key_column(MergeKind.PERSON, "catalogue.Demand", "manager_person")
    register_key_column(MergeKind.PERSON, "catalogue.Demand", "manager_person")
    assert [p.label for p in pointers_to(MergeKind.PERSON)].count("catalogue.demand.manager_person") == 1
    kept, dropped = person_pair(cast, now)
    demand = Demand(zone_code="JH", created_at=now, title="需求二", manager_person=dropped.pk)
    record(cast.operator, "tests.made", demand, create(demand), now)
    before = state()
    merge = merge_people(actor=cast.operator, kept_id=kept.pk, dropped_id=dropped.pk, reason="同一人", now=now)
    assert Demand.objects.get(pk=demand.pk).manager_person == kept.pk
    undo_person_merge(actor=cast.operator, merge_id=merge.pk, reason="不是一人", now=now)
    assert state() == before
