"""Near duplicates among the records of the catalogue: found before submission, and never telling what is hidden."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

import pytest

from qiao.catalogue.actions.disclose_demand import disclose_demand
from qiao.catalogue.actions.draft_achievement import draft_achievement
from qiao.catalogue.actions.draft_demand import draft_demand
from qiao.catalogue.actions.revise_demand import revise_demand
from qiao.catalogue.actions.submit_achievement import submit_achievement
from qiao.catalogue.actions.submit_demand import submit_demand
from qiao.catalogue.actions.withdraw_demand import withdraw_demand
from qiao.catalogue.contents import Draft
from qiao.catalogue.disclosure import masked_view
from qiao.catalogue.models import Achievement, Demand, TextKey
from qiao.catalogue.selectors.duplicate_groups import duplicate_groups
from qiao.catalogue.selectors.near_duplicates import NearDuplicates, near_duplicates_of_view
from qiao.catalogue.text_keys import fill_missing_keys, refill_keys
from qiao.core.access import Actor, Role
from qiao.core.near_duplicates.overlap import Degree
from qiao.core.outcomes import Denied, Refused
from qiao.core.taxonomy import DisclosureLevel
from qiao.foundation.models import AuditRow, RuleParameter
from tests.catalogue.records import ACHIEVEMENT_CONTENT, DEMAND_CONTENT, draft, published
from tests.catalogue.zone_people import ELSEWHERE, People, holder, organisation, people

pytestmark = pytest.mark.django_db
OTHER = {"title": "港口无人集卡测试", "content": "夜间集卡转运缺人，希望低速无人驾驶车辆完成短驳。"}
CHANGED = {"content": DEMAND_CONTENT.content.replace("1600吨", "2500吨")}


@pytest.fixture
def everybody(now: datetime) -> People:
    return people(now)


def rival_draft(everybody: People, now: datetime, **changes: Any) -> Demand:
    """What the other firm of the zone drafts: the same in other words."""
    content = replace(DEMAND_CONTENT, **{**CHANGED, **changes})
    owner = Draft(organisation_id=everybody.rival.pk)
    return draft_demand(actor=everybody.rival_editor, draft=owner, content=content, now=now)


def found(actor: Actor, demand: Demand, now: datetime) -> NearDuplicates:
    row = Demand.objects.get(pk=demand.pk)
    return near_duplicates_of_view(actor, masked_view(row, actor), now)


def targeted(demand: Demand) -> Demand:
    """The same, from now on for those alone to whom it is disclosed."""
    Demand.objects.filter(pk=demand.pk).update(disclosure=DisclosureLevel.TARGETED)
    return demand


def test_a_near_duplicate_is_refused_until_somebody_says_why_it_is_another_thing(
    everybody: People, now: datetime
) -> None:
    first = published(everybody, now)
    again = rival_draft(everybody, now)
    with pytest.raises(Refused) as refused:
        submit_demand(actor=everybody.rival_editor, demand_id=again.pk, now=now)
    assert refused.value.code == "near_duplicate_found"
    assert first.code in refused.value.params["others"]
    assert Demand.objects.get(pk=again.pk).state == "draft"
    with pytest.raises(Refused):
        submit_demand(actor=everybody.rival_editor, demand_id=again.pk, now=now, reason="　")
    reason = "用于2500吨压铸机的另一条生产线"
    done = submit_demand(actor=everybody.rival_editor, demand_id=again.pk, now=now, reason=reason)
    assert done.state == "submitted"
    assert AuditRow.objects.filter(action="catalogue.demand.submit").latest("pk").reason == reason


def test_who_may_not_submit_learns_nothing_of_duplicates(everybody: People, now: datetime) -> None:
    published(everybody, now)
    again = rival_draft(everybody, now)
    with pytest.raises(Denied):
        submit_demand(actor=everybody.editor, demand_id=again.pk, now=now)


def test_something_else_is_submitted_as_ever(everybody: People, now: datetime) -> None:
    published(everybody, now)
    other = rival_draft(everybody, now, **OTHER)
    assert submit_demand(actor=everybody.rival_editor, demand_id=other.pk, now=now).state == "submitted"


def test_achievements_are_compared_with_achievements_only(everybody: People, now: datetime) -> None:
    same_words = {"title": ACHIEVEMENT_CONTENT.title, "content": ACHIEVEMENT_CONTENT.summary}
    published(everybody, now, **same_words)
    owner = Draft(organisation_id=everybody.university.pk)
    actor = everybody.university_editor

    def drafted() -> Achievement:
        return draft_achievement(actor=actor, draft=owner, content=ACHIEVEMENT_CONTENT, now=now)

    submit_achievement(actor=actor, achievement_id=drafted().pk, now=now)
    with pytest.raises(Refused, match="near_duplicate_found"):
        submit_achievement(actor=actor, achievement_id=drafted().pk, now=now)


def test_the_overlap_is_shown_with_its_places_in_both_texts(everybody: People, now: datetime) -> None:
    published(everybody, now)
    near = found(everybody.rival_editor, rival_draft(everybody, now), now)
    (record,) = near.records
    assert record.overlap.degree is Degree.NEARLY
    assert record.view["organisation_name"] == everybody.firm.name
    unmarked = _unmarked(near.text, record.overlap.first_marks)
    assert "25" in unmarked
    assert "压铸件壁厚" not in unmarked
    assert "16" in _unmarked(record.text, record.overlap.second_marks)


def _unmarked(text: str, marks: tuple[tuple[int, int], ...]) -> str:
    return "".join(char for place, char in enumerate(text) if not any(start <= place < end for start, end in marks))


def test_of_a_record_that_is_not_for_me_nothing_but_its_existence_is_said(everybody: People, now: datetime) -> None:
    secret = targeted(published(everybody, now, contact="陈工"))
    again = rival_draft(everybody, now)
    near = found(everybody.rival_editor, again, now)
    assert (near.records, near.hidden, near.needs_reason) == ((), True, True)
    said = str(asdict(near))
    for hidden in (secret.code, everybody.firm.name, "1600", "陈工"):
        assert hidden not in said
    with pytest.raises(Refused) as refused:
        submit_demand(actor=everybody.rival_editor, demand_id=again.pk, now=now)
    assert (refused.value.code, dict(refused.value.params)) == ("near_duplicate_of_hidden", {})
    # Once it is disclosed to this firm it is named.
    disclose_demand(actor=everybody.operator, demand_id=secret.pk, organisation_ids=(everybody.rival.pk,), now=now)
    assert [record.id for record in found(everybody.rival_editor, again, now).records] == [secret.pk]


def test_a_passage_of_a_hidden_record_cannot_be_found_by_trying(everybody: People, now: datetime) -> None:
    text = f"{DEMAND_CONTENT.content}在二号车间试制三批，每批不少于两百件，节拍不变，能耗不高于现有工艺。"
    targeted(published(everybody, now, content=text))
    tried = rival_draft(everybody, now, title=OTHER["title"], content=OTHER["content"] * 9 + text)
    assert not found(everybody.rival_editor, tried, now)
    assert found(everybody.operator, tried, now).records[0].overlap.degree is Degree.PASSAGE


def test_a_masked_unit_stays_unnamed_in_title_text_and_passages(everybody: People, now: datetime) -> None:
    name = everybody.firm.name
    text = f"{DEMAND_CONTENT.content}在{name}的二号车间验证半年，节拍不变。"
    published(everybody, now, content=text, disclosure=DisclosureLevel.MASKED)
    again = rival_draft(everybody, now, content=text)
    near = found(everybody.rival_editor, again, now)
    (record,) = near.records
    assert record.view["organisation_name"] == "某企业"
    assert name not in str(record)
    marked = "".join(near.text[start:end] for start, end in record.overlap.first_marks)
    assert "二号车间" in marked
    assert name[:4] not in marked, "a mark on the name would say that it stands in the other text"


def test_drafts_of_others_and_closed_records_are_passed_over(everybody: People, now: datetime) -> None:
    own = draft(everybody, now)
    again = rival_draft(everybody, now)
    assert not found(everybody.rival_editor, again, now)
    assert [record.id for record in found(everybody.operator, again, now).records] == [own.pk]
    assert not found(everybody.operator, again, now).needs_reason, "a draft is no record yet"
    submit_demand(actor=everybody.editor, demand_id=own.pk, now=now)
    assert found(everybody.rival_editor, again, now).hidden
    withdraw_demand(actor=everybody.operator, demand_id=own.pk, now=now, reason="不再需要")
    assert not found(everybody.rival_editor, again, now)


def test_another_zone_is_looked_at_under_the_same_rules(everybody: People, now: datetime) -> None:
    far = organisation("北海铸造有限公司（示例）", now, zone_code=ELSEWHERE)
    editor = holder(Role.ORGANISATION_EDITOR, "远方填报人", now, far, ELSEWHERE)
    again = draft_demand(actor=editor, draft=Draft(organisation_id=far.pk), content=DEMAND_CONTENT, now=now)
    submit_demand(actor=everybody.editor, demand_id=draft(everybody, now).pk, now=now)
    assert found(editor, again, now).hidden, "under review in the other zone"
    assert found(everybody.far_operator, again, now).hidden
    open_one = published(everybody, now)
    assert [record.id for record in found(editor, again, now).records] == [open_one.pk]


def test_keys_follow_the_record_and_are_filled_in_for_older_ones(everybody: People, now: datetime) -> None:
    first = published(everybody, now)
    again = rival_draft(everybody, now, **OTHER)
    assert not found(everybody.rival_editor, again, now)
    content = replace(DEMAND_CONTENT, content=CHANGED["content"])
    revise_demand(actor=everybody.rival_editor, demand_id=again.pk, content=content, now=now)
    assert [record.id for record in found(everybody.editor, first, now).records] == []
    assert [record.id for record in found(everybody.operator, first, now).records] == [again.pk]
    before = set(TextKey.objects.values_list("kind", "key", "object_id"))
    TextKey.objects.filter(object_id=again.pk).delete()
    assert not found(everybody.operator, first, now)
    assert fill_missing_keys(now) == 1
    assert fill_missing_keys(now) == 0
    assert set(TextKey.objects.values_list("kind", "key", "object_id")) == before
    assert refill_keys() == 2
    assert set(TextKey.objects.values_list("kind", "key", "object_id")) == before


def test_a_refused_draft_leaves_no_keys(everybody: People, now: datetime) -> None:
    with pytest.raises(Refused):
        draft(everybody, now, content="绝密★")
    assert not TextKey.objects.exists()


def test_the_zone_sets_from_when_texts_are_near(everybody: People, now: datetime) -> None:
    published(everybody, now)
    again = rival_draft(everybody, now)
    assert found(everybody.rival_editor, again, now).needs_reason
    RuleParameter.objects.create(
        key="catalogue.near_duplicate.near_bp", value=9_999, unit="basis points", zone_code=everybody.firm.zone_code,
        valid_from=now.date(), legal_basis="管委会办公会",
    )  # fmt: skip
    assert not found(everybody.rival_editor, again, now).needs_reason


def test_groups_across_the_database_as_far_as_each_may_know(everybody: People, now: datetime) -> None:
    first = published(everybody, now)
    again = rival_draft(everybody, now, disclosure=DisclosureLevel.TARGETED)
    submit_demand(actor=everybody.rival_editor, demand_id=again.pk, now=now, reason="另一条生产线")
    published(everybody, now, **OTHER)
    (group,) = duplicate_groups(everybody.operator, "demand", now)
    assert [record.id for record in group.records] == [first.pk, again.pk]
    (pair,) = group.pairs
    assert (pair.first, pair.second, pair.overlap.degree) == (first.pk, again.pk, Degree.NEARLY)
    assert duplicate_groups(everybody.auditor, "demand", now) == (group,)
    (own,) = duplicate_groups(everybody.editor, "demand", now)
    assert ([record.id for record in own.records], own.pairs, own.hidden) == ([first.pk], (), True)
    assert duplicate_groups(everybody.far_operator, "demand", now) == ()
    assert everybody.rival.name not in str(own)


def test_finding_takes_one_statement_however_many_records_there_are(
    everybody: People, now: datetime, django_assert_num_queries: Any
) -> None:
    again = rival_draft(everybody, now)
    for number in range(6):
        published(everybody, now, title=f"{DEMAND_CONTENT.title}（{number}号线）")
    view = masked_view(Demand.objects.select_related("organisation").get(pk=again.pk), everybody.rival_editor)
    with django_assert_num_queries(1):
        assert len(near_duplicates_of_view(everybody.rival_editor, view, now).records) == 5
