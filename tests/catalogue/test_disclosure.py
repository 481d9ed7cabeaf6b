"""Disclosure: the query set and the predicate agree, and nothing that is masked can be read or searched."""

import random
from datetime import datetime
from typing import Any

import pytest

from qiao.catalogue.disclosure import Depth, depth_of, disclosure_facts, masked_view, sees
from qiao.catalogue.filters import AchievementFilters, DemandFilters, PageRequest
from qiao.catalogue.masking import hidden_names, masked, name_variants, unit_mask
from qiao.catalogue.models import Achievement, Demand, IntellectualProperty, Scenario
from qiao.catalogue.models.listing import Listing
from qiao.catalogue.selectors.lists import achievements_page, demands_page
from qiao.catalogue.texts import derived_values
from qiao.core.access import PUBLIC
from qiao.core.outcomes import Missing
from tests.catalogue.zone_people import ELSEWHERE, ZONE, People, people

MODELS: tuple[type[Listing], ...] = (Demand, Achievement, Scenario)


def made(model: type[Any], now: datetime, **values: Any) -> Any:
    record = model(**{"zone_code": ZONE, "title": "铝合金压铸件气孔控制", "created_at": now} | values)
    for name, value in derived_values(record).items():
        setattr(record, name, value)
    record.save()
    return record


def generated(model: type[Any], everybody: People, now: datetime, count: int = 160) -> None:
    dice = random.Random(f"{model.__name__} 2026")
    parties = (everybody.firm, everybody.rival, everybody.university, None)
    for _ in range(count):
        made(
            model,
            now,
            zone_code=dice.choice((ZONE, ZONE, ELSEWHERE)),
            state=str(dice.choice(tuple(model.LIFECYCLE.states))),
            organisation=dice.choice(parties),
            disclosure=dice.choice(("public", "masked", "targeted", "targeted")),
            disclosed_to=dice.choice(
                ([], [everybody.rival.pk], [everybody.university.pk, everybody.rival.pk], [999_999])
            ),
            created_by_holding=dice.choice((None, everybody.manager.holding_id, everybody.editor.holding_id)),
            manager_person=dice.choice((None, everybody.manager.person_id, everybody.other_manager.person_id)),
        )


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS)
def test_query_set_and_predicate_agree(model: type[Listing], now: datetime) -> None:
    everybody = people(now)
    generated(model, everybody, now)
    rows = list(model.objects.all())
    for actor in (*everybody.everybody, PUBLIC):
        by_query = set(model.objects.visible_to(actor).values_list("pk", flat=True))
        assert by_query == {row.pk for row in rows if sees(actor, disclosure_facts(row))}, actor.role
        named = set(model.objects.named_to(actor).values_list("pk", flat=True))
        assert named == {row.pk for row in rows if depth_of(actor, disclosure_facts(row)) >= Depth.OPEN}, actor.role


@pytest.mark.django_db
def test_a_targeted_record_exists_only_for_those_concerned(now: datetime) -> None:
    everybody = people(now)
    demand = made(
        Demand, now, state="published", organisation=everybody.firm, disclosure="targeted",
        disclosed_to=[everybody.university.pk], manager_person=everybody.manager.person_id,
    )  # fmt: skip
    concerned = {
        everybody.editor, everybody.university_editor, everybody.operator, everybody.manager, everybody.supervisor,
        everybody.auditor,
    }  # fmt: skip
    for actor in (*everybody.everybody, PUBLIC):
        page = demands_page(actor, DemandFilters(text="气孔"), PageRequest())
        assert page.total == len(page.rows) == (1 if actor in concerned else 0), actor
        if actor not in concerned:
            with pytest.raises(Missing):
                masked_view(demand, actor)


@pytest.mark.django_db
def test_drafts_are_the_makers_business(now: datetime) -> None:
    everybody = people(now)
    demand = made(Demand, now, organisation=everybody.firm, created_by_holding=everybody.manager.holding_id)
    allowed = {actor for actor in (*everybody.everybody, PUBLIC) if sees(actor, disclosure_facts(demand))}
    assert allowed == {everybody.editor, everybody.operator, everybody.manager, everybody.auditor}


@pytest.mark.django_db
def test_reviewers_of_the_zone_see_what_they_are_to_diagnose(now: datetime) -> None:
    everybody = people(now)
    screened = made(Demand, now, state="screened", organisation=everybody.firm, disclosure="masked")
    assert depth_of(everybody.expert, disclosure_facts(screened)) is Depth.MASKED
    assert not sees(everybody.rival_editor, disclosure_facts(screened))
    hidden = made(Demand, now, state="screened", organisation=everybody.firm, disclosure="targeted")
    assert not sees(everybody.expert, disclosure_facts(hidden))


SECRETS = ("江海精铸", "李明远", "13812345678", "0512-88886666", "zhao@example.org", "ZL202310123456", "2023YFB0001")


def masked_achievement(everybody: People, now: datetime) -> Achievement:
    achievement: Achievement = made(
        Achievement,
        now,
        state="published",
        title="江海精铸真空压铸技术",
        organisation=everybody.firm,
        organisation_name="江海精铸科技有限公司",
        disclosure="masked",
        team=["李明远"],
        summary="江海精铸科技有限公司（示例）李明远团队完成，电话13812345678，邮箱zhao@example.org。",
        advantages="与江海精铸科技合作的三家工厂验证",
        keywords=["真空压铸", "江海精铸"],
        contact="科技处 0512-88886666",
        evidence="见 0512-88886666",
        project_number="2023YFB0001",
    )
    IntellectualProperty.objects.create(achievement=achievement, kind="invention", number="ZL202310123456.X")
    return achievement


@pytest.mark.django_db
def test_a_masked_view_names_nobody(now: datetime) -> None:
    everybody = people(now)
    view = masked_view(masked_achievement(everybody, now), everybody.university_editor)
    text = repr(view)
    assert not [secret for secret in SECRETS if secret in text]
    assert view["organisation_name"] == "某企业"
    assert view["title"] == "某企业真空压铸技术"
    assert view["organisation_id"] is None
    assert view["rights"] == [{"kind": "invention", "number": "", "status": ""}]
    assert set(view) == set(masked_view(Achievement.objects.get(), everybody.editor))


@pytest.mark.django_db
def test_the_owner_reads_its_masked_record_in_full(now: datetime) -> None:
    everybody = people(now)
    view = masked_view(masked_achievement(everybody, now), everybody.editor)
    assert view["title"] == "江海精铸真空压铸技术"
    assert view["organisation_name"] == "江海精铸科技有限公司（示例）"
    assert view["team"] == ["李明远"]


@pytest.mark.django_db
def test_search_and_filter_do_not_give_a_masked_unit_away(now: datetime) -> None:
    everybody = people(now)
    masked_achievement(everybody, now)
    stranger, owner = everybody.university_editor, everybody.editor
    for text, found in (("真空压铸", 1), ("江海精铸", 0), ("李明远", 0), ("13812345678", 0)):
        assert achievements_page(stranger, AchievementFilters(text=text), PageRequest()).total == found, text
    assert achievements_page(owner, AchievementFilters(text="江海精铸"), PageRequest()).total == 1
    by_unit = AchievementFilters(organisation_id=everybody.firm.pk)
    assert achievements_page(stranger, by_unit, PageRequest()).total == 0
    assert achievements_page(owner, by_unit, PageRequest()).total == 1


@pytest.mark.parametrize(
    ("name", "kind", "stand_in"),
    [
        ("任意名称", "university", "某高校"),
        ("江海理工大学（示例）", "", "某高校"),
        ("南通某某铸造有限公司", "", "某企业"),
        ("江海市第一人民医院", "", "某医院"),
        ("江海材料研究所", "", "某科研院所"),
        ("联合体", "", "某单位"),
    ],
)
def test_a_unit_is_called_by_its_kind(name: str, kind: str, stand_in: str) -> None:
    assert unit_mask(name, kind) == stand_in


def test_short_forms_of_a_name_are_known() -> None:
    assert {"苏州精铸科技有限公司", "苏州精铸科技", "苏州精铸"} <= set(name_variants("苏州精铸科技有限公司（示例）"))


@pytest.mark.django_db
def test_masking_leaves_figures_and_model_numbers_alone(now: datetime) -> None:
    record = made(Demand, now, organisation_name="江海精铸科技有限公司", disclosure="masked")
    text = "抗拉强度320MPa，型号DCM-1600，专利到2031年"
    assert masked(text, hidden_names(record)) == text
