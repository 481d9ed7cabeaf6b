"""News of the parties reaches the catalogue: masked texts, lists of organisations, earlier imports."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from qiao.catalogue.actions.admit_demand import admit_demand
from qiao.catalogue.actions.assign_demand_manager import assign_demand_manager
from qiao.catalogue.actions.disclose_demand import disclose_demand
from qiao.catalogue.actions.draft_demand import draft_demand
from qiao.catalogue.actions.follow_merge_in_imports import follow_merge_in_imports
from qiao.catalogue.actions.follow_merge_in_lists import follow_merge_in_lists
from qiao.catalogue.actions.put_back_keys import put_back_keys
from qiao.catalogue.actions.refresh_texts import refresh_texts
from qiao.catalogue.contents import Draft
from qiao.catalogue.disclosure import masked_view
from qiao.catalogue.filters import DemandFilters, PageRequest
from qiao.catalogue.models import Demand
from qiao.catalogue.selectors.lists import demands_page
from qiao.core.access import PUBLIC, Actor, system_actor
from qiao.core.outcomes import Denied, Missing
from qiao.core.taxonomy import DisclosureLevel
from qiao.foundation.actions.save_mapping import NewMapping, save_mapping
from qiao.foundation.models import AuditRow, ImportBatch, ImportedKey, ImportSource, OutboxEvent
from qiao.foundation.outbox import dispatch_events
from qiao.foundation.registry import HANDLERS
from qiao.parties.actions.merge_organisations import merge_organisations
from qiao.parties.actions.merge_people import merge_people
from qiao.parties.actions.revise_organisation import revise_organisation
from qiao.parties.actions.undo_organisation_merge import undo_organisation_merge
from qiao.parties.actions.undo_person_merge import undo_person_merge
from qiao.parties.contents import OrganisationDetails
from qiao.parties.models import Merge, Organisation, Person
from tests.catalogue.intake_story import counts, csv_file, editor_of, imported, previewed
from tests.catalogue.records import DEMAND_CONTENT
from tests.parties.cast import Cast, assert_every_record_is_recorded, gathered

pytestmark = pytest.mark.django_db
TWIN = "晨曦压铸技术有限公司"
CONTENT = f"{TWIN}压铸件壁厚2.5毫米处气孔率为8%，目标低于2%。"
ORGANISATIONS = ("外部编号", "机构名称", "机构类型", "简介")
MASKED, TARGETED = DisclosureLevel.MASKED, DisclosureLevel.TARGETED


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_FOLDER = tmp_path


@pytest.fixture
def cast(db: None, now: datetime) -> Iterator[Cast]:
    """The zone; whatever a test does is recorded, and every piece of news was delivered at the first attempt."""
    yield gathered(now)
    assert_every_record_is_recorded()
    assert not OutboxEvent.objects.exclude(last_error="").exists()


@pytest.fixture
def twin(cast: Cast, now: datetime) -> Organisation:
    return cast.organisation(TWIN, now)


def published(cast: Cast, owner: Organisation, now: datetime, **changes: Any) -> Demand:
    """A demand of the organisation, drafted by the operator and admitted."""
    content = replace(DEMAND_CONTENT, **{"content": CONTENT, "disclosure": MASKED, **changes})
    draft = Draft(organisation_id=owner.pk)
    demand = draft_demand(actor=cast.operator, draft=draft, content=content, now=now)
    return admit_demand(actor=cast.operator, demand_id=demand.pk, now=now, reason="名单")


def delivered(now: datetime) -> None:
    assert dispatch_events(now).failed == 0
    assert_every_record_is_recorded()


def merged(cast: Cast, kept: Organisation, dropped: Organisation, now: datetime, *, deliver: bool = True) -> Merge:
    merge = merge_organisations(actor=cast.operator, kept_id=kept.pk, dropped_id=dropped.pk, reason="同一家", now=now)
    if deliver:
        delivered(now)
    return merge


def undone(cast: Cast, merge: Merge, now: datetime, *, deliver: bool = True) -> None:
    undo_organisation_merge(actor=cast.operator, merge_id=merge.pk, reason="误合并", now=now)
    if deliver:
        delivered(now)


def found(words: str, actor: Actor = PUBLIC) -> list[int]:
    rows = demands_page(actor, DemandFilters(text=words), PageRequest()).rows
    return [row["id"] for row in rows]


def rename(cast: Cast, organisation: Organisation, name: str, now: datetime) -> None:
    details = OrganisationDetails(name=name, kind="enterprise")
    revise_organisation(actor=cast.operator, organisation_id=organisation.pk, details=details, now=now)
    delivered(now)


def traces() -> tuple[list[Any], int]:
    return list(Demand.objects.order_by("pk").values()), AuditRow.objects.count()


def again(event: str, now: datetime) -> None:
    """Every handler of the latest event of that name once more."""
    payload = OutboxEvent.objects.filter(name=f"parties.{event}").latest("pk").payload
    for handler in HANDLERS[f"parties.{event}"].values():
        handler(payload, now)


def test_a_merged_unit_cannot_be_found_by_either_name(cast: Cast, twin: Organisation, now: datetime) -> None:
    demand = published(cast, twin, now)
    assert (found("晨曦压铸"), found("气孔率")) == ([], [demand.pk])
    merged(cast, cast.firm, twin, now)
    assert (found("晨曦压铸"), found("云桥精密机械"), found("气孔率")) == ([], [], [demand.pk])
    demand.refresh_from_db()
    assert demand.organisation_id == cast.firm.pk
    assert "晨曦" not in str(masked_view(demand, PUBLIC))
    # Its own people find it by both names.
    assert found("晨曦压铸", cast.owner) == found("云桥精密机械", cast.owner) == [demand.pk]


def test_texts_that_name_the_kept_unit_are_masked_after_the_merge(
    cast: Cast, twin: Organisation, now: datetime
) -> None:
    demand = published(cast, twin, now, content="云桥精密机械的压铸件气孔率为8%。")
    assert found("云桥精密机械") == [demand.pk], "before the merge it is the name of somebody else"
    merge = merged(cast, cast.firm, twin, now)
    assert found("云桥精密机械") == []
    undone(cast, merge, now)
    assert found("云桥精密机械") == [demand.pk]


def test_a_revised_name_is_masked_and_so_is_the_former_one(cast: Cast, twin: Organisation, now: datetime) -> None:
    demand = published(cast, twin, now, content=f"{CONTENT}北斗铸造为其新名。")
    assert found("北斗铸造") == [demand.pk]
    rename(cast, twin, "北斗铸造有限公司", now)
    assert (found("北斗铸造"), found("晨曦压铸"), found("气孔率")) == ([], [], [demand.pk])
    demand.refresh_from_db()
    view = str(masked_view(demand, PUBLIC))
    assert "北斗" not in view
    assert "晨曦" not in view


def test_a_name_from_the_source_stays_and_the_former_name_is_masked_too(
    cast: Cast, twin: Organisation, now: datetime
) -> None:
    content = replace(DEMAND_CONTENT, content=CONTENT, disclosure=MASKED)
    draft = Draft(organisation_id=twin.pk, organisation_name="晨光厂")
    pk = draft_demand(actor=cast.operator, draft=draft, content=content, now=now).pk
    merged(cast, cast.firm, twin, now)
    demand = Demand.objects.get(pk=pk)
    assert demand.organisation_name == "晨光厂"
    assert "晨曦" not in demand.open_text


def test_public_records_are_searched_as_they_are_written(cast: Cast, twin: Organisation, now: datetime) -> None:
    demand = published(cast, twin, now, disclosure=DisclosureLevel.PUBLIC)
    before = demand.open_text
    rename(cast, twin, "北斗铸造有限公司", now)
    assert Demand.objects.get().open_text == before
    assert found("晨曦压铸") == [demand.pk]


def test_targeted_disclosure_follows_a_merge_and_comes_back(cast: Cast, twin: Organisation, now: datetime) -> None:
    demand = published(cast, cast.rival, now, disclosure=TARGETED, content="压铸件气孔率为8%。")
    disclose_demand(actor=cast.operator, demand_id=demand.pk, organisation_ids=(twin.pk,), now=now)
    assert found("气孔率", cast.owner) == []
    merge = merged(cast, cast.firm, twin, now)
    assert Demand.objects.get().disclosed_to == [cast.firm.pk]
    assert found("气孔率", cast.owner) == [demand.pk]
    undone(cast, merge, now)
    assert Demand.objects.get().disclosed_to == [twin.pk]
    assert found("气孔率", cast.owner) == []
    reasons = AuditRow.objects.filter(action__startswith="catalogue.party_key.").order_by("pk")
    assert list(reasons.values_list("reason", "actor_role")) == [(f"#{merge.pk} · 同一家", "system")] * 2


def test_a_list_that_named_both_names_both_again(cast: Cast, twin: Organisation, now: datetime) -> None:
    demand = published(cast, cast.rival, now, disclosure=TARGETED)
    keys = (twin.pk, cast.firm.pk)
    disclose_demand(actor=cast.operator, demand_id=demand.pk, organisation_ids=keys, now=now)
    merge = merged(cast, cast.firm, twin, now)
    assert Demand.objects.get().disclosed_to == [cast.firm.pk]
    undone(cast, merge, now)
    assert Demand.objects.get().disclosed_to == sorted(keys)


def test_a_list_that_was_changed_since_stays_and_the_audit_says_so(
    cast: Cast, twin: Organisation, now: datetime
) -> None:
    demand = published(cast, cast.firm, now, disclosure=TARGETED)
    disclose_demand(actor=cast.operator, demand_id=demand.pk, organisation_ids=(twin.pk,), now=now)
    merge = merged(cast, cast.rival, twin, now)
    wider = (cast.rival.pk, cast.firm.pk)
    disclose_demand(actor=cast.operator, demand_id=demand.pk, organisation_ids=wider, now=now)
    undone(cast, merge, now)
    assert Demand.objects.get().disclosed_to == sorted(wider)
    row = AuditRow.objects.get(action="catalogue.party_key.put_back")
    assert (row.object_id, row.before, row.after) == (demand.pk, {}, {})
    assert row.reason.startswith(f"#{merge.pk} · ")
    assert row.reason != f"#{merge.pk} · 同一家"


def test_handling_twice_is_handling_once(cast: Cast, twin: Organisation, now: datetime) -> None:
    published(cast, twin, now)
    listed = published(cast, cast.rival, now, disclosure=TARGETED)
    disclose_demand(actor=cast.operator, demand_id=listed.pk, organisation_ids=(twin.pk,), now=now)
    original = list(Demand.objects.order_by("pk").values("organisation_name", "open_text", "disclosed_to"))
    merge = merged(cast, cast.firm, twin, now)
    once = traces()
    again("OrganisationsMerged", now)
    assert traces() == once
    undone(cast, merge, now)
    once = traces()
    again("OrganisationMergeUndone", now)
    again("OrganisationsMerged", now)
    assert traces() == once
    assert list(Demand.objects.order_by("pk").values("organisation_name", "open_text", "disclosed_to")) == original


def test_late_news_of_a_chain_ends_where_the_chain_ends(cast: Cast, twin: Organisation, now: datetime) -> None:
    demand = published(cast, cast.firm, now, disclosure=TARGETED)
    disclose_demand(actor=cast.operator, demand_id=demand.pk, organisation_ids=(twin.pk,), now=now)
    delivered(now)
    middle = cast.organisation("中间公司", now)
    first = merged(cast, middle, twin, now, deliver=False)
    news = OutboxEvent.objects.filter(name="parties.OrganisationsMerged")
    news.update(next_attempt_at=now + timedelta(hours=1))
    second = merged(cast, cast.rival, middle, now)
    assert Demand.objects.get().disclosed_to == [twin.pk]
    delivered(now + timedelta(hours=1))
    assert Demand.objects.get().disclosed_to == [cast.rival.pk]
    undone(cast, second, now, deliver=False)
    news = OutboxEvent.objects.filter(name="parties.OrganisationMergeUndone")
    news.update(next_attempt_at=now + timedelta(hours=3))
    undone(cast, first, now + timedelta(hours=2))
    assert Demand.objects.get().disclosed_to == [twin.pk]
    delivered(now + timedelta(hours=3))
    assert Demand.objects.get().disclosed_to == [twin.pk]


def organisation_list(folder: Path, *rows: tuple[str, str, str]) -> Path:
    """A list of firms: number, name, profile."""
    return csv_file(folder / "list.csv", ORGANISATIONS, [(number, name, "企业", text) for number, name, text in rows])


def take(path: Path, cast: Cast, now: datetime, kind: str = "parties.organisation") -> ImportBatch:
    return imported(path, now, kind, actor=cast.operator, source="企业名录")


def test_the_next_import_of_the_duplicate_changes_the_kept_record(cast: Cast, now: datetime, tmp_path: Path) -> None:
    take(organisation_list(tmp_path, ("A", "北辰公司", "铸造"), ("B", "北辰有限公司", "压铸")), cast, now)
    kept, dropped = Organisation.objects.get(name="北辰公司"), Organisation.objects.get(name="北辰有限公司")
    merge = merged(cast, kept, dropped, now)
    same = take(organisation_list(tmp_path, ("B", "北辰有限公司", "压铸")), cast, now)
    assert counts(same) == (0, 0, 1, 0), "a list that says nothing new does not overwrite what was kept"
    changed = take(organisation_list(tmp_path, ("B", "北辰有限公司", "压铸与热处理")), cast, now)
    assert counts(changed) == (0, 1, 0, 0)
    kept.refresh_from_db()
    assert (kept.name, kept.profile) == ("北辰有限公司", "压铸与热处理")
    undone(cast, merge, now)
    assert ImportedKey.objects.get(external_number="B").object_id == dropped.pk
    take(organisation_list(tmp_path, ("B", "北辰有限公司", "模具")), cast, now)
    dropped.refresh_from_db()
    kept.refresh_from_db()
    assert (dropped.profile, kept.profile) == ("模具", "压铸与热处理")


def test_a_list_that_renames_a_unit_masks_both_names(cast: Cast, now: datetime, tmp_path: Path) -> None:
    take(organisation_list(tmp_path, ("A", TWIN, "铸造"), ("B", "别家公司", "铸造")), cast, now)
    owner = Organisation.objects.get(name=TWIN)
    published(cast, owner, now, content=f"{CONTENT}北斗铸造为其新名。")
    take(organisation_list(tmp_path, ("A", "北斗铸造有限公司", "铸造")), cast, now)
    delivered(now)
    assert (found("北斗铸造"), found("晨曦压铸"), len(found("气孔率"))) == ([], [], 1)


def test_lists_of_the_duplicate_s_editor_belong_to_the_kept_organisation(
    cast: Cast, twin: Organisation, now: datetime, tmp_path: Path
) -> None:
    header = ("外部编号", "需求名称", "需求内容")
    path = csv_file(tmp_path / "own.csv", header, [("D1", "需求一", "压铸件气孔多")])
    done = imported(path, now, actor=editor_of(twin), source="本单位")
    waiting = previewed(path, now, actor=editor_of(twin), source="本单位二")
    merge = merged(cast, cast.firm, twin, now)
    csv_file(path, header, [("D1", "需求一", "压铸件气孔多，需降到2%")])
    assert counts(imported(path, now, actor=editor_of(cast.firm), source="本单位")) == (0, 1, 0, 0)
    waiting.refresh_from_db()
    assert (waiting.organisation_key, waiting.version) == (cast.firm.pk, 2)
    assert ImportBatch.objects.get(pk=done.pk).organisation_key == twin.pk, "what was decided is history"
    undone(cast, merge, now)
    assert set(ImportSource.objects.values_list("organisation_key", flat=True)) == {twin.pk}
    waiting.refresh_from_db()
    assert waiting.organisation_key == twin.pk


def test_two_sources_of_one_name_become_one(cast: Cast, twin: Organisation, now: datetime, tmp_path: Path) -> None:
    header = ("外部编号", "需求名称", "需求内容")
    for owner, numbers in ((twin, ("D1", "D2")), (cast.firm, ("D2",))):
        rows = [(number, f"{owner.name}需求", "气孔多") for number in numbers]
        path = csv_file(tmp_path / "own.csv", header, rows)
        imported(path, now, actor=editor_of(owner), source="本单位")
    sources = {source.organisation_key: source for source in ImportSource.objects.all()}
    merge = merged(cast, cast.firm, twin, now)
    keys = ImportedKey.objects.order_by("source_id", "external_number")
    assert list(keys.filter(source=sources[cast.firm.pk]).values_list("external_number", flat=True)) == ["D1", "D2"]
    assert list(keys.filter(source=sources[twin.pk]).values_list("external_number", flat=True)) == ["D2"]
    undone(cast, merge, now)
    assert list(keys.filter(source=sources[twin.pk]).values_list("external_number", flat=True)) == ["D1", "D2"]


def test_a_source_name_used_again_since_is_not_taken_twice(cast: Cast, twin: Organisation, now: datetime) -> None:
    mapping = NewMapping(kind="catalogue.demand", source="本单位", mapping={})
    save_mapping(actor=editor_of(twin), mapping=mapping, now=now)
    merge = merged(cast, cast.firm, twin, now)
    save_mapping(actor=editor_of(twin), mapping=mapping, now=now)
    undone(cast, merge, now)
    assert set(ImportSource.objects.values_list("organisation_key", flat=True)) == {cast.firm.pk, twin.pk}


def test_merged_people_are_followed_by_their_imports_and_their_demands(
    cast: Cast, now: datetime, tmp_path: Path
) -> None:
    header = ("外部编号", "姓名", "角色", "职称")
    path = csv_file(
        tmp_path / "people.csv", header, [("P1", "汤经理", "技术经理人", ""), ("P2", "汤 经理", "技术经理人", "")]
    )
    take(path, cast, now, "parties.person")
    kept, dropped = Person.objects.get(name="汤经理"), Person.objects.get(name="汤 经理")
    mapping = NewMapping(kind="parties.organisation", source="企业名录", mapping={})
    source = save_mapping(actor=cast.operator, mapping=mapping, now=now)
    firm = ImportedKey.objects.create(source=source, external_number="P2", object_id=dropped.pk)
    demand = published(cast, cast.firm, now)
    assign_demand_manager(actor=cast.operator, demand_id=demand.pk, person_id=dropped.pk, now=now)
    merge = merge_people(actor=cast.operator, kept_id=kept.pk, dropped_id=dropped.pk, reason="同一人", now=now)
    delivered(now)
    assert Demand.objects.get().manager_person == kept.pk
    firm.refresh_from_db()
    assert firm.object_id == dropped.pk, "the key of an organisation is not that of a person"
    csv_file(path, header, [("P2", "汤 经理", "技术经理人", "研究员")])
    take(path, cast, now, "parties.person")
    kept.refresh_from_db()
    assert kept.title == "研究员"
    undo_person_merge(actor=cast.operator, merge_id=merge.pk, reason="不是一人", now=now)
    delivered(now)
    assert Demand.objects.get().manager_person == dropped.pk
    assert ImportedKey.objects.get(external_number="P2", source__kind="parties.person").object_id == dropped.pk


def test_only_the_platform_itself_follows_the_news(cast: Cast, twin: Organisation, now: datetime) -> None:
    published(cast, twin, now)
    merge = merged(cast, cast.firm, twin, now, deliver=False)
    before = traces()
    lists = (("catalogue.demand", "disclosed_to"),)
    for actor in (*cast.everybody().values(), PUBLIC, system_actor("catalogue.demand.expire", "JH")):
        for act in (
            lambda who: refresh_texts(actor=who, organisation_id=twin.pk, now=now),
            lambda who: follow_merge_in_lists(actor=who, merge_id=merge.pk, lists=lists, now=now),
            lambda who: follow_merge_in_imports(actor=who, merge_id=merge.pk, now=now),
            lambda who: put_back_keys(actor=who, merge_id=merge.pk, tables=("catalogue.demand",), now=now),
        ):
            with pytest.raises(Denied):
                act(actor)
    assert traces() == before


def test_keys_are_not_put_back_while_the_merge_is_in_force(cast: Cast, twin: Organisation, now: datetime) -> None:
    demand = published(cast, cast.firm, now, disclosure=TARGETED)
    disclose_demand(actor=cast.operator, demand_id=demand.pk, organisation_ids=(twin.pk,), now=now)
    merge = merged(cast, cast.rival, twin, now)
    actor = system_actor("catalogue.party_key.put_back", "JH")
    assert put_back_keys(actor=actor, merge_id=merge.pk, tables=("catalogue.demand",), now=now) == 0
    assert Demand.objects.get().disclosed_to == [cast.rival.pk]
    with pytest.raises(Missing):
        put_back_keys(actor=actor, merge_id=10**9, tables=(), now=now)


def test_a_merge_that_was_undone_is_not_followed(cast: Cast, twin: Organisation, now: datetime) -> None:
    demand = published(cast, cast.firm, now, disclosure=TARGETED)
    disclose_demand(actor=cast.operator, demand_id=demand.pk, organisation_ids=(twin.pk,), now=now)
    save_mapping(actor=editor_of(twin), mapping=NewMapping("catalogue.demand", "本单位", {}), now=now)
    merge = merged(cast, cast.rival, twin, now, deliver=False)
    undone(cast, merge, now)
    lists, before = (("catalogue.demand", "disclosed_to"),), traces()
    actor = system_actor("catalogue.party_key.follow_in_lists", "JH")
    assert follow_merge_in_lists(actor=actor, merge_id=merge.pk, lists=lists, now=now) == 0
    actor = system_actor("catalogue.party_key.follow_in_imports", "JH")
    assert follow_merge_in_imports(actor=actor, merge_id=merge.pk, now=now) == 0
    assert traces() == before
