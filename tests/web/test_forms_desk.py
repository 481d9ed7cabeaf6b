"""Writing records at the desk: what is stored, who may, and where faults land."""

from datetime import date
from typing import Any

import pytest

from qiao.catalogue.models import Achievement, Demand, Scenario
from qiao.foundation.models import AuditRow, FormDraft
from tests.web.desk_story import (
    ACHIEVEMENT,
    DEMAND,
    FILLED,
    NEW,
    SCENARIO,
    Cast,
    cast,
    client_of,
    draft_achievement_of,
    draft_demand_of,
    fill,
    hidden,
)
from tests.web.zone_records import add_demand

pytestmark = pytest.mark.django_db
MODELS: dict[str, Any] = {"demand": Demand, "achievement": Achievement, "scenario": Scenario}


@pytest.fixture
def people(zone: None) -> Cast:
    return cast()


def stored(record: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


def test_a_firm_writes_a_demand_with_exactly_these_values(people: Cast) -> None:
    answer = fill(client_of(people.editor), NEW["demand"], DEMAND)
    demand = Demand.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/work/demands/{demand.pk}/guide/")
    assert (demand.organisation, demand.state, demand.created_by_holding) == (people.firm, "draft", people.editor.pk)
    assert stored(demand, "title", "content", "keywords", "ways", "valid_until", "indicators") == {
        "title": DEMAND["title"],
        "content": "壁厚2.5 mm处气孔率8%，\n真空阀后6%，要求低于2%。",
        "keywords": ["压铸", "气孔", "真空"],
        "ways": ["joint_development", "transfer"],
        "valid_until": date(2099, 12, 31),
        "indicators": [
            {"name": "气孔率", "current": "8", "target": "≤2", "unit": "%"},
            {"name": "节拍", "current": "", "target": "25", "unit": "s"},
        ],
    }
    same = ("kind", "urgency", "budget_band", "rights_wish", "foundation_now", "partner_requirements", "field")
    same += ("industry", "region", "disclosure", "contact")
    assert stored(demand, *same) == {name: DEMAND[name] for name in same}


def test_an_achievement_and_a_scenario_are_stored_in_fen_and_numbers(people: Cast) -> None:
    client = client_of(people.editor)
    assert fill(client, NEW["achievement"], ACHIEVEMENT).status_code == 303
    assert fill(client, NEW["scenario"], SCENARIO).status_code == 303
    achievement, scenario = Achievement.objects.get(), Scenario.objects.get()
    assert stored(achievement, "price_min_fen", "price_max_fen", "maturity", "team", "support_needed") == {
        "price_min_fen": 60_000_000,
        "price_max_fen": 120_000_050,
        "maturity": 7,
        "team": ["潘启明", "许岚"],
        "support_needed": ["pilot", "funds"],
    }
    right = achievement.rights.get()
    assert (right.kind, right.number, right.status) == ("invention", "ZL201710601862.3", "granted")
    assert stored(scenario, "budget_fen", "period_months", "expected_maturity", "problem", "purchase_way") == {
        "budget_fen": 8_000_000_000,
        "period_months": 6,
        "expected_maturity": 6,
        "problem": "漏检1.2%",
        "purchase_way": "trial",
    }


@pytest.mark.parametrize("kind", NEW)
@pytest.mark.parametrize("role", ["operator", "manager"])
def test_operator_and_manager_write_for_others(people: Cast, kind: str, role: str) -> None:
    client = client_of(getattr(people, role))
    assert fill(client, NEW[kind], {**FILLED[kind], "organisation_name": "未登记的小厂"}).status_code == 303
    assert fill(client, NEW[kind], {**FILLED[kind], "organisation_id": str(people.firm.pk)}).status_code == 303
    assert fill(client, NEW[kind], {**FILLED[kind], "organisation_name": people.firm.name}).status_code == 303
    rows = MODELS[kind].objects.order_by("pk").values_list("organisation_id", "organisation_name")
    assert list(rows) == [(None, "未登记的小厂"), (people.firm.pk, ""), (people.firm.pk, "")]


def test_the_register_is_searched_without_javascript(people: Cast) -> None:
    page = fill(client_of(people.operator), NEW["demand"], {**DEMAND, "organisation_name": "精密压铸"}, do="find")
    text = page.content.decode()
    assert page.status_code == 200
    assert f'type="radio" name="organisation_id" value="{people.firm.pk}"' in text
    assert DEMAND["foundation_now"] in text
    assert Demand.objects.count() == 0


def test_an_editor_cannot_write_for_another_firm(people: Cast) -> None:
    fill(client_of(people.rival), NEW["demand"], {**DEMAND, "organisation_id": str(people.firm.pk)})
    assert Demand.objects.get().organisation_id == people.rival.organisation_id


@pytest.mark.parametrize("kind", NEW)
def test_others_see_no_form(people: Cast, kind: str) -> None:
    assert client_of(people.expert).get(NEW[kind]).status_code == 403
    draft = draft_demand_of(people.firm)
    for page in ("edit", "guide"):
        address = f"/work/demands/{draft.pk}/{page}/"
        assert client_of(people.rival).get(address).status_code == 404
        assert client_of(people.expert).get(address).status_code == 404
        assert client_of(people.rival).post(address, DEMAND).status_code == 404
    public = add_demand(2, organisation=people.firm)
    assert client_of(people.rival).get(f"/work/demands/{public.pk}/edit/").status_code == 403
    assert client_of(people.rival).get(f"{NEW['demand']}?from={public.pk}").status_code == 404


def test_what_is_edited_is_stored_and_the_form_shows_what_was_stored(people: Cast) -> None:
    achievement = draft_achievement_of(people.firm, price_max_fen=120_000_050, team=["潘启明", "许岚"])
    achievement.rights.create(kind="invention", number="ZL201710601862.3", status="granted")
    client, address = client_of(people.editor), f"/work/achievements/{achievement.pk}/edit/"
    text = client.get(address).content.decode()
    for shown in ('value="60 万元"', 'value="120.00005 万元"', 'value="潘启明, 许岚"', 'value="ZL201710601862.3"'):
        assert shown in text
    changed = {**ACHIEVEMENT, "price_min_fen": "", "rights-0-kind": "", "rights-0-number": "", "rights-0-status": ""}
    assert fill(client, address, {**changed, "maturity": ""}).status_code == 303
    achievement.refresh_from_db()
    assert (achievement.price_min_fen, achievement.maturity, achievement.version) == (None, None, 2)
    assert achievement.rights.count() == 0


def test_saving_a_form_as_it_stands_changes_nothing(people: Cast) -> None:
    fill(client_of(people.editor), NEW["achievement"], ACHIEVEMENT)
    achievement = Achievement.objects.get()
    before = {field.attname: getattr(achievement, field.attname) for field in Achievement._meta.concrete_fields}
    client, address = client_of(people.editor), f"/work/achievements/{achievement.pk}/edit/"
    form = client.get(address).context["form"]
    shown: dict[str, Any] = {bound.name: bound.value() for bound in form if bound.value() not in (None, "")}
    for row in form.rows[0]:
        shown |= {bound.html_name: bound.value() for bound in row if bound.value()}
    assert fill(client, address, shown).status_code == 303
    achievement.refresh_from_db()
    after = {field.attname: getattr(achievement, field.attname) for field in Achievement._meta.concrete_fields}
    assert after == {**before, "version": 2}


FAULTS = [
    ("demand", {"title": "  "}, "title", "A value is required"),
    ("demand", {"title": "长" * 501}, "title", "501 characters; at most 500"),
    ("demand", {"industry": "C32"}, "industry", "GB/T 4754"),
    ("demand", {"ways": ["barter", "transfer"]}, "ways", "not in the list"),
    ("demand", {"valid_until": "2026-02-30"}, "valid_until", "no day of the calendar"),
    ("demand", {"urgency": "never"}, "urgency", "not in the list"),
    ("demand", {"keywords": "词" * 61}, "keywords", "61 characters; at most 60"),
    ("demand", {"keywords": "、".join(f"词{n}" for n in range(31))}, "keywords", "31 entries, at most 30"),
    ("achievement", {"price_min_fen": "很多"}, "price_min_fen", "no number"),
    ("achievement", {"price_min_fen": "-1"}, "price_min_fen", "negative"),
    ("achievement", {"price_min_fen": "100", "price_max_fen": "60"}, "price_max_fen", "below the lowest"),
    ("achievement", {"maturity": "12"}, "maturity", "from 1 to 9"),
    ("scenario", {"period_months": "601"}, "period_months", "outside 1 to 600"),
    ("scenario", {"budget_fen": "0.0000001"}, "budget_fen", "parts of a fen"),
    ("scenario", {"contact": "电" * 201}, "contact", "201 characters; at most 200"),
]


@pytest.mark.parametrize(("kind", "wrong", "field", "words"), FAULTS)
def test_a_fault_stands_at_its_field_and_nothing_is_written(
    people: Cast, kind: str, wrong: dict[str, Any], field: str, words: str
) -> None:
    answer = fill(client_of(people.editor), NEW[kind], {**FILLED[kind], **wrong})
    assert answer.status_code == 422
    form, text = answer.context["form"], answer.content.decode()
    assert {bound.name for bound in form if bound.errors} == {field}
    assert words in str(form[field].errors)
    anchor = form[field].id_for_label or form[field].auto_id
    assert f'href="#{anchor}"' in text
    assert f'id="{form[field].auto_id}_error"' in text
    if kind == "demand":
        assert DEMAND["partner_requirements"] in text
    assert (MODELS[kind].objects.count(), AuditRow.objects.filter(action__startswith="catalogue.").count()) == (0, 0)
    assert FormDraft.objects.count() == 0


def test_all_faults_are_told_at_once_and_rows_have_their_own(people: Cast) -> None:
    wrong = {"title": "", "region": "江苏", "indicators-0-name": "", "indicators-4-unit": "长" * 41}
    answer = fill(client_of(people.editor), NEW["demand"], {**DEMAND, **wrong})
    form = answer.context["form"]
    assert {bound.name for bound in form if bound.errors} == {"title", "region"}
    first, second = form.rows[0].filled
    assert "needs a name" in str(first.non_field_errors())
    assert "41 characters; at most 40" in str(second.errors["unit"])
    assert len(answer.context["faults"]) == 4
    patent = {**ACHIEVEMENT, "rights-0-number": "ZL201710601862.9"}
    rows = fill(client_of(people.editor), NEW["achievement"], patent).context["form"].rows[0]
    assert rows.filled[0].non_field_errors()


def test_more_rows_come_without_javascript_and_keep_what_was_typed(people: Cast) -> None:
    answer = fill(client_of(people.editor), NEW["demand"], DEMAND, do="more-indicators")
    rows = answer.context["form"].rows[0]
    assert (answer.status_code, len(rows), len(rows.filled)) == (200, 5, 2)
    assert [row["target"].value() for row in rows.filled] == ["≤2", "25"]
    assert answer.context["faults"] == []
    assert Demand.objects.count() == 0


def test_the_operator_gives_a_reason_for_a_published_record(people: Cast) -> None:
    demand = add_demand(1, organisation=people.firm)
    client, address = client_of(people.operator), f"/work/demands/{demand.pk}/edit/"
    refused = fill(client, address, DEMAND)
    assert refused.status_code == 422
    assert 'href="#id_reason"' in refused.content.decode()
    assert Demand.objects.get().version == 1
    assert fill(client, address, {**DEMAND, "reason": "按企业来函更正"}).status_code == 303
    assert AuditRow.objects.get(action="catalogue.demand.revise").reason == "按企业来函更正"


def test_a_record_is_the_template_of_the_next(people: Cast) -> None:
    demand = draft_demand_of(people.firm)
    client, address = client_of(people.editor), f"{NEW['demand']}?from={demand.pk}"
    page = client.get(address)
    assert page.context["form"]["title"].value() == demand.title
    assert [row["target"].value() for row in page.context["form"].rows[0].filled] == ["0.3"]
    assert client.post(NEW["demand"], {**hidden(page), **DEMAND}).status_code == 303
    assert Demand.objects.count() == 2


def test_the_form_needs_at_most_ten_statements(people: Cast, django_assert_max_num_queries: Any) -> None:
    demand, client = draft_demand_of(people.firm), client_of(people.editor)
    client.get(NEW["demand"])  # the first page of a session also writes the session
    for address in (NEW["demand"], f"/work/demands/{demand.pk}/edit/", f"/work/demands/{demand.pk}/guide/"):
        with django_assert_max_num_queries(10):
            assert client.get(address).status_code == 200
