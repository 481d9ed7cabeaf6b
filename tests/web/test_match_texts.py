"""Free texts: guided questions, what they change, nothing kept, drafts, the limit for one address."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from qiao.core.access import Role
from qiao.foundation.models import RequestCount, RuleParameter
from tests.matrix.enforcement import row_counts
from tests.web import zone_records as made
from tests.web.matching_world import client_of, holding
from tests.web.test_pages import text

VAGUE = "压铸件质量不好，希望提升水平。"


def clarity(page: str) -> int:
    found = re.search(r"How clearly the text says what is needed: (\d+) of 100", page)
    assert found is not None
    return int(found[1])


def asked(page: str) -> list[str]:
    return re.findall(r'name="answer_(\w+)"', page)


def test_a_first_try_shows_what_is_missing_and_asks_three_questions(english: Client, records: None) -> None:
    page = text(english.post("/match/", {"q": VAGUE}))
    assert clarity(page) < 40
    assert len(asked(page)) == 3
    assert "Which figure is to be reached" in page


def test_answers_raise_the_clarity_and_the_page_says_what_has_changed(english: Client, records: None) -> None:
    before = clarity(text(english.post("/match/", {"q": VAGUE})))
    answers = {"answer_target": "检出直径不超过0.3 mm", "answer_condition": "在线检测内部气孔，射线成像"}
    page = text(english.post("/match/", {"q": VAGUE, **answers}))
    after = clarity(page)
    assert after > before
    assert "What your answers have changed" in page
    changes = page.split('class="match-change"')[1].split("</dl>")[0]
    figures = [int(number) for number in re.findall(r">(\d+)<", changes)]
    assert figures[:2] == [before, after]
    assert figures[3] > figures[2], "the best score rises, since the answers name what the achievement does"
    assert "检出直径不超过0.3 mm。" in page
    answered = re.search(r'name="answered" value="([\w,]*)"', page)
    assert answered is not None
    assert set(answered[1].split(",")) == {"target", "condition"}
    assert not {"target", "condition"} & set(asked(page))


def test_new_matches_are_marked(english: Client, records: None) -> None:
    made.add_achievement(
        9, title="叶片除冰涂层", summary="海上风电叶片除冰涂层，冬季防止覆冰。", advantages="", keywords=["除冰"]
    )
    page = text(english.post("/match/", {"q": VAGUE, "answer_material": "海上风电叶片的除冰涂层"}))
    card = next(card for card in page.split('class="card match-card')[1:] if "叶片除冰涂层" in card)
    assert ">New<" in card


def test_who_offers_something_is_not_asked_what_is_needed(english: Client, records: None) -> None:
    page = text(english.post("/match/", {"q": "我们会做气孔在线检测", "kind": "demand"}))
    assert asked(page) == []
    assert "How clearly" not in page


def test_nothing_of_a_visitors_text_is_stored(english: Client, records: None) -> None:
    counts = row_counts() | {"foundation.requestcount": 1}
    english.post("/match/", {"q": VAGUE, "answer_target": "检出直径不超过0.3 mm"})
    english.get("/match/", {"q": VAGUE})
    assert row_counts() == counts
    assert dict(english.session) == {}
    assert VAGUE not in str(list(english.cookies))


def test_only_when_asked_the_text_goes_into_the_session_for_a_draft(records: None) -> None:
    firm = client_of(holding(Role.ORGANISATION_EDITOR, made.organisation(made.FIRM)))
    page = text(firm.post("/match/", {"q": VAGUE}))
    assert "Start a draft" in page
    assert "match_text" not in firm.session
    answer = firm.post("/match/draft/", {"q": f"{VAGUE}检出直径不超过0.3 mm", "field": "4"})
    assert (answer.status_code, answer["Location"]) == (302, "/work/demands/new/?from=match")
    kept = firm.session["match_text"]
    assert kept["content"] == f"{VAGUE}检出直径不超过0.3 mm"
    assert kept["title"] == "压铸件质量不好，希望提升水平"
    assert kept["field"] == "4"
    assert [row["target"] for row in kept["indicators"]] == ["0.3mm"]
    form = text(firm.get(answer["Location"]))
    assert "压铸件质量不好，希望提升水平" in form
    assert "0.3mm" in form


def test_a_visitor_is_offered_to_sign_in_and_cannot_make_a_draft(english: Client, records: None) -> None:
    page = text(english.post("/match/", {"q": VAGUE}))
    assert "Start a draft" not in page
    assert "Sign in for your firm" in page
    answer = english.post("/match/draft/", {"q": VAGUE})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")
    assert "match_text" not in english.session


def test_an_expert_has_no_draft_to_make(records: None) -> None:
    expert = client_of(holding(Role.EXPERT))
    assert "Start a draft" not in text(expert.post("/match/", {"q": VAGUE}))
    expert.post("/match/draft/", {"q": VAGUE})
    assert "match_text" not in expert.session


def test_one_address_may_ask_only_so_often_in_an_hour(english: Client, records: None) -> None:
    RuleParameter.objects.filter(key="matching.free_text.per_hour").update(value=2)
    for _ in range(2):
        assert english.post("/match/", {"q": VAGUE}).status_code == 200
    answer = english.post("/match/", {"q": VAGUE})
    page = text(answer)
    assert answer.status_code == 429
    assert "From one address 2 texts an hour are matched." in page
    assert VAGUE in page, "what was typed is not lost"
    assert english.get("/match/").status_code == 200
    assert english.post("/match/", {"q": VAGUE}, REMOTE_ADDR="10.0.0.9").status_code == 200


def test_the_address_is_not_kept_in_plain(english: Client, records: None) -> None:
    english.post("/match/", {"q": VAGUE}, REMOTE_ADDR="10.11.12.13")
    [counted] = RequestCount.objects.all()
    assert counted.count == 1
    assert "10.11.12.13" not in counted.bucket


@pytest.mark.parametrize("answers", [{}, {"answer_target": "检出直径不超过0.3 mm"}])
@pytest.mark.parametrize("who", ["visitor", "firm"])
def test_the_queries_are_few_and_do_not_grow_with_what_is_found(
    who: str, answers: dict[str, str], english: Client, records: None
) -> None:
    # Among many titles that say the same no word tells much, so the threshold is lowered.
    RuleParameter.objects.filter(key="matching.weak_from").update(value=1)
    client = english if who == "visitor" else client_of(holding(Role.ORGANISATION_EDITOR))
    sent = {"q": "压铸件气孔在线检测", **answers}
    numbers = []
    for more in (0, 20):
        for number in range(more):
            made.add_achievement(20 + number)
        client.post("/match/", sent)
        with CaptureQueriesContext(connection) as seen:
            page = text(client.post("/match/", sent))
        assert page.count('class="card match-card') >= (10 if more else 1)
        numbers.append(len(seen))
    assert numbers[0] == numbers[1] <= 10
