"""Two editors at once, far too much text, and the questions that make a demand clearer."""

from dataclasses import replace
from typing import Any

import pytest

from qiao.catalogue.actions.revise_demand import revise_demand
from qiao.catalogue.actions.submit_demand import submit_demand
from qiao.catalogue.actions.withdraw_demand import withdraw_demand
from qiao.catalogue.models import Achievement, Demand, Scenario
from qiao.catalogue.selectors.editing import content_of
from qiao.foundation.models import FormDraft
from qiao.parties.acting_as import actor_of
from qiao.parties.models import Holding
from qiao.web.forms_desk.kinds import KINDS
from tests.web.desk_story import DEMAND, FILLED, NEW, Cast, cast, client_of, draft_demand_of, fill, hidden
from tests.web.zone_records import NOW, add_achievement

pytestmark = pytest.mark.django_db
MODELS: dict[str, Any] = {"demand": Demand, "achievement": Achievement, "scenario": Scenario}
MEGABYTES = 2 * 1024 * 1024


@pytest.fixture
def people(zone: None) -> Cast:
    return cast()


def revise(who: Holding, demand: Demand, **changes: Any) -> None:
    content: Any = replace(content_of(Demand.objects.get(pk=demand.pk)), **changes)
    revise_demand(actor=actor_of(who, NOW.date()), demand_id=demand.pk, content=content, now=NOW)


def opened(people: Cast, **values: Any) -> tuple[Demand, Any, str, dict[str, str], dict[str, Any]]:
    """A demand open in the editor's browser: demand, client, address, marks, and what the form says."""
    demand = draft_demand_of(people.firm, **values)
    client, address = client_of(people.editor), f"/work/demands/{demand.pk}/edit/"
    page = client.get(address)
    said = {bound.name: bound.value() for bound in page.context["form"] if bound.value() not in (None, "")}
    for row in page.context["form"].rows[0]:
        said |= {bound.html_name: bound.value() for bound in row if bound.value()}
    return demand, client, address, hidden(page), said


def test_two_editors_at_once_lose_nothing(people: Cast) -> None:
    demand, client, address, marks, said = opened(people)
    revise(people.colleague, demand, title="同事改的名称", contact="同事改的联系方式", rights_wish="同事的意见")
    mine = {**said, "title": "我改的名称", "urgency": "ordinary", "rights_wish": "我的意见"}
    answer = client.post(address, {**marks, **mine})
    assert answer.status_code == 409
    clashes = {clash.name: clash for clash in answer.context["clashes"]}
    assert {name: (clash.both, clash.choice) for name, clash in clashes.items()} == {
        "title": (True, "mine"),
        "rights_wish": (True, "mine"),
        "urgency": (False, "mine"),
        "contact": (False, "now"),
    }
    assert (clashes["title"].mine, clashes["title"].now) == ("我改的名称", "同事改的名称")
    assert clashes["urgency"].now == "Urgent"
    text = answer.content.decode()
    assert "林二" in text
    assert Demand.objects.get().title == "同事改的名称"
    assert FormDraft.objects.get().values["title"] == ["我改的名称"]

    choices = {"take-title": "mine", "take-rights_wish": "now", "take-urgency": "mine", "take-contact": "now"}
    merged = {**mine, **choices, "form_token": marks["form_token"], "version": "2"}
    back = client.post(address, {**merged, "do": "edit-merged"})
    assert (back.status_code, back.context["form"]["rights_wish"].value()) == (200, "同事的意见")
    assert client.post(address, {**merged, "do": "save-merged"}).status_code == 303
    demand.refresh_from_db()
    assert (demand.title, demand.rights_wish, demand.urgency, demand.contact, demand.version) == (
        "我改的名称", "同事的意见", "ordinary", "同事改的联系方式", 3,
    )  # fmt: skip
    assert demand.indicators == [{"name": "检出直径", "current": "0.8", "target": "0.3", "unit": "mm"}]


def test_rows_are_taken_over_as_a_whole(people: Cast) -> None:
    demand, client, address, marks, said = opened(people)
    revise(people.colleague, demand, indicators=())
    mine = {**said, "indicators-0-target": "0.2"}
    answer = client.post(address, {**marks, **mine})
    assert [clash.name for clash in answer.context["clashes"]] == ["indicators"]
    taken = {**mine, "take-indicators": "now", "form_token": marks["form_token"], "version": "2", "do": "save-merged"}
    assert client.post(address, taken).status_code == 303
    assert Demand.objects.get().indicators == []


def test_the_choice_counts_for_the_version_it_was_made_for(people: Cast) -> None:
    demand, client, address, marks, said = opened(people)
    revise(people.colleague, demand, title="同事第一次改的名称")
    revise(people.colleague, demand, title="同事第二次改的名称")
    mine = {**said, "title": "我改的名称", "take-title": "mine", "form_token": marks["form_token"], "version": "2"}
    assert client.post(address, {**mine, "do": "save-merged"}).status_code == 409
    assert Demand.objects.get().title == "同事第二次改的名称"


def test_what_was_typed_is_shown_when_the_record_has_moved_on(people: Cast) -> None:
    demand, client, address, marks, said = opened(people)
    operator = client_of(people.operator)
    office = hidden(operator.get(address))
    submit_demand(actor=actor_of(people.editor, NOW.date()), demand_id=demand.pk, now=NOW)
    answer = client.post(address, {**marks, **said, "foundation_now": "刚刚写好的现有基础"})
    assert (answer.status_code, "刚刚写好的现有基础" in answer.content.decode()) == (403, True)
    withdraw_demand(actor=actor_of(people.editor, NOW.date()), demand_id=demand.pk, now=NOW, reason="不再需要")
    answer = operator.post(address, {**office, **said, "foundation_now": "办公室刚刚写好的"})
    assert (answer.status_code, "办公室刚刚写好的" in answer.content.decode()) == (409, True)
    assert "cannot be changed any more" in operator.get(address).content.decode()
    assert client.get(address).status_code == 403
    assert Demand.objects.get().foundation_now == ""


ROW_PARTS = [("demand", "indicators-0-name"), ("demand", "indicators-0-unit"), ("achievement", "rights-0-number")]
TEXTS = [(kind.key, name) for kind in KINDS.values() for name in kind.form.base_fields] + ROW_PARTS


@pytest.mark.parametrize(("kind", "name"), TEXTS)
def test_two_megabytes_in_any_field_are_told_as_too_long(people: Cast, kind: str, name: str) -> None:
    flood = "a" * MEGABYTES
    answer = fill(client_of(people.editor), NEW[kind], {**FILLED[kind], name: flood})
    assert answer.status_code == 422
    messages = " ".join(fault.message for fault in answer.context["faults"])
    if name not in ("ways", "support_needed"):
        assert f"has {MEGABYTES} characters; at most " in messages
    assert MODELS[kind].objects.count() == 0
    kept = fill(client_of(people.editor), NEW[kind], {**FILLED[kind], name: flood}, do="keep")
    assert (kept.status_code, FormDraft.objects.count()) == (422, 0)
    assert "can be kept for later" in kept.content.decode()


@pytest.mark.parametrize("name", ["organisation_name", "organisation_id"])
def test_two_megabytes_as_the_organisation(people: Cast, name: str) -> None:
    values = {**DEMAND, name: "a" * MEGABYTES}
    for do in ("save", "find"):
        answer = fill(client_of(people.operator), NEW["demand"], values, do=do)
        assert answer.status_code == (422 if do == "save" else 200)
    assert Demand.objects.count() == 0


def test_more_than_the_platform_takes_is_answered_with_413(people: Cast) -> None:
    values = {**DEMAND, "content": "气" * MEGABYTES}
    answer = fill(client_of(people.editor), NEW["demand"], values)
    assert answer.status_code in (413, 422)
    assert Demand.objects.count() == 0


def test_the_questions_raise_the_score_by_what_they_promise(people: Cast) -> None:
    demand = draft_demand_of(people.firm, budget_band="", valid_until=None)
    client, address = client_of(people.editor), f"/work/demands/{demand.pk}/guide/"
    page = client.get(address)
    before = page.context["report"].score
    questions = {question.name: question.gain for question in page.context["questions"]}
    assert list(questions.values()) == sorted(questions.values(), reverse=True)
    answers = {
        "asked": list(questions),
        "budget_band": "under_50",
        "valid_until": "2099-12-31",
        "content": demand.content,
    }
    preview = client.post(address, {**hidden(page), **answers, "do": "preview"})
    expected = before + questions["budget_band"] + questions["valid_until"]
    assert preview.context["after"].score == expected
    assert Demand.objects.get().budget_band == ""
    assert client.post(address, {**hidden(preview), **answers}).status_code == 303
    saved = Demand.objects.get()
    assert (saved.clarity, saved.budget_band) == (expected, "under_50")
    assert (saved.title, saved.ways, saved.indicators) == (demand.title, demand.ways, demand.indicators)


def test_a_clear_demand_is_asked_nothing(people: Cast) -> None:
    content = "压铸件壁厚2.5毫米处气孔率为8%，目标低于2%，需在现有1600吨压铸机上改造。" * 4
    demand = draft_demand_of(
        people.firm, content=content, valid_until="2099-12-31", foundation_now="两台压铸机", rights_wish="共有",
        partner_requirements="有案例",
    )  # fmt: skip
    page = client_of(people.editor).get(f"/work/demands/{demand.pk}/guide/")
    assert (page.context["report"].score, page.context["questions"]) == (100, [])
    assert "Every question is answered" in page.content.decode()


def test_the_questions_show_what_the_answers_find(people: Cast) -> None:
    achievement = add_achievement(1, organisation=people.rival.organisation)
    add_achievement(2, organisation=people.rival.organisation, title="定向的气孔检测", disclosure="targeted")
    demand = draft_demand_of(people.firm, content="", indicators=[], keywords=[], title="需要一种新办法")
    client, address = client_of(people.editor), f"/work/demands/{demand.pk}/guide/"
    page = client.get(address)
    assert page.context["found"] is None
    answers = {"asked": ["content"], "content": "压铸件内部气孔多，需要射线在线检测，检出直径0.3 mm。", "do": "preview"}
    found = client.post(address, {**hidden(page), **answers}).context["found"]
    assert [(one.title, one.address, one.before) for one in found] == [
        (achievement.title, f"/achievements/{achievement.code}/", None)
    ]
    while_typing = client.post(address, {**hidden(page), **answers}, headers={"HX-Request": "true"})
    assert while_typing.context["found"] is None


def test_a_matched_text_becomes_a_demand(people: Cast) -> None:
    client = client_of(people.editor)
    session = client.session
    row = {"name": "直径", "current": "", "target": "0.3", "unit": "mm"}
    session["match_text"] = {"title": "气孔检测", "content": "需要在线检测气孔", "field": "4", "indicators": [row]}
    session.save()
    for _ in range(2):
        form = client.get(f"{NEW['demand']}?from=match").context["form"]
        assert [form[name].value() for name in ("title", "content", "field")] == ["气孔检测", "需要在线检测气孔", "4"]
        assert form.rows[0].filled[0]["target"].value() == "0.3"
    assert fill(client, f"{NEW['demand']}?from=match", DEMAND).status_code == 303
    assert "match_text" not in client.session
