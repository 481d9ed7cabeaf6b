"""Matches on pages: marked phrases, verdicts, nothing suitable, free text."""

import re
from itertools import pairwise

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from qiao.core.matching.texts import Span
from qiao.core.matching.tokens import canonical
from qiao.matching.models import MatchRun
from qiao.matching.selectors.matches import MatchView, matches_for
from qiao.web.matches.asking import LONGEST_TEXT
from qiao.web.matches.presenting import Segment, segments, shown_match
from tests.web import zone_records as made
from tests.web.test_pages import text

SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 8)).map(lambda ends: Span(ends[0], ends[0] + ends[1])))


@given(st.text(alphabet="ab气孔", min_size=1, max_size=40), st.lists(SPANS, max_size=4))
def test_segments_lose_nothing_and_mark_exactly_the_spans(words: str, phrases: list[list[Span]]) -> None:
    cut = segments(words, phrases)
    assert "".join(segment.text for segment in cut) == words
    marks = [segment.numbers for segment in cut for _ in segment.text]
    for place, numbers in enumerate(marks):
        covered = {
            number
            for number, spans in enumerate(phrases, start=1)
            if any(span.start <= place < span.end <= len(words) for span in spans)
        }
        assert set(numbers) == covered
    # Each phrase has exactly one first foot, if it stands in the text at all.
    feet = [foot.number for segment in cut for foot in segment.feet if foot.first]
    assert sorted(feet) == sorted({number for numbers in marks for number in numbers})


def stretches(cut: tuple[Segment, ...], number: int) -> list[str]:
    """What bears the number, put together where it is not interrupted by a foot of the number or other text."""
    found, open_text = [], ""
    for segment in cut:
        if number not in segment.numbers:
            continue
        open_text += segment.text
        if any(foot.number == number for foot in segment.feet):
            found.append(open_text)
            open_text = ""
    return found


def assert_marks_are_the_phrases(match: MatchView) -> None:
    shown = shown_match(match)
    assert shown.phrases
    for phrase in shown.phrases:
        for cut in (shown.source_text, shown.target_text):
            places = stretches(cut, phrase.number)
            assert places
            assert {canonical(place) for place in places} == {canonical(phrase.text)}


@pytest.mark.parametrize(
    ("need", "offer"),
    [
        ("压铸件内部气孔在线检测", "压铸件内部气孔用射线在线检测"),
        ('<b>压铸件</b> & 气孔 "在线检测" </p>', "气孔&在线检测<script>压铸件</script>"),
        ("🏭压铸件🏭气孔😀在线检测", "😀在线检测😀压铸件的气孔🏭"),
        (f"{made.FIRM}的压铸件气孔由{made.FIRM}在线检测", f"{made.HIDDEN_FIRM}在线检测压铸件气孔，{made.HIDDEN_FIRM}"),
        ("ＡＬ－Ｓｉ合金压铸件，气孔在线检测", "al-si合金压铸件 气孔 在线检测"),
    ],
)
@pytest.mark.parametrize("level", ["public", "masked"])
def test_marks_stand_at_the_phrases_of_both_texts(need: str, offer: str, level: str, zone: None) -> None:
    hidden = made.organisation(made.HIDDEN_FIRM)
    record = made.add_demand(1, content=need, disclosure=level)
    made.add_achievement(1, summary=offer, disclosure=level, organisation=hidden)
    made.match_demands()
    found = matches_for(made.actor(made.Role.ZONE_OPERATOR), record).matches
    assert len(found) == 1
    assert_marks_are_the_phrases(found[0])
    page = text(Client().get(f"/demands/{record.code}/"))
    plain = re.sub(r"\s|⁠|&#8288;", "", page)
    assert "<script>压" not in plain
    if level == "masked":
        assert made.HIDDEN_FIRM not in page
        assert made.FIRM not in page


def test_a_demand_shows_its_matches_with_reasons(english: Client, records: None) -> None:
    assert "Not matched yet" in text(english.get("/demands/XQ202600001/"))
    made.match_demands()
    page = text(english.get("/demands/XQ202600001/"))
    first = page.split('id="m1"')[1].split('id="m2"')[0]
    assert '<a href="/achievements/CG202600001/"' in first
    assert re.search(r"(Strong|Fair|Weak) match</strong> <span[^>]*>\d+ of 100", first)
    source, target = first.split('class="match-both"')[1].split("</section>")[:2]
    assert re.search("<mark>[^<]*气孔", source)
    assert re.search("<mark>[^<]*气孔", target)
    assert "Technology field: agrees" in first
    assert "New materials" in first


def test_the_number_of_a_phrase_leads_to_it_in_the_other_text(english: Client, records: None) -> None:
    made.match_demands()
    page = text(english.get("/demands/XQ202600001/"))
    goals = re.findall(r'href="#(m\d+-[st]\d+)"', page)
    names = re.findall(r'id="(m\d+-[st]\d+)"', page)
    assert goals
    assert set(goals) <= set(names)
    assert len(names) == len(set(names))


HELP = "What the score says"
LEVELS = "Strong match: from 42. Fair match: from 22 to below 42. Weak match: from 10 to below 22."


def test_the_score_is_explained_once_where_there_are_scores(english: Client, records: None) -> None:
    asked = {"q": "压铸件气孔怎样在线检测？"}
    assert HELP not in text(english.get("/demands/XQ202600001/"))
    assert HELP not in text(english.get("/match/"))
    made.match_demands()
    for page in (text(english.get("/demands/XQ202600001/")), text(english.get("/match/", asked))):
        assert page.count(HELP) == 1
        assert "experts graded as suitable" in page
        assert LEVELS in page


def test_the_levels_of_a_run_are_named_as_they_were_used(english: Client, records: None) -> None:
    made.match_demands()
    run = MatchRun.objects.get()
    MatchRun.objects.filter(pk=run.pk).update(weights={**run.weights, "strong_bp": 5000})
    assert "Strong match: from 50." in text(english.get("/demands/XQ202600001/"))


def test_nothing_suitable_is_said(english: Client, zone: None) -> None:
    made.add_demand(
        1, title="海上风电叶片除冰", content="叶片结冰", indicators=[], keywords=[], field="6", industry="4415"
    )
    made.add_achievement(
        1, title="儿童绘本阅读推荐", summary="图书", advantages="", keywords=[], field="5", industry="8620"
    )
    made.match_demands()
    assert "Nothing suitable." in text(english.get("/demands/XQ202600001/"))


@pytest.mark.parametrize("way", ["get", "post"])
def test_free_text_finds_what_is_open(way: str, english: Client, records: None) -> None:
    values = {"q": "压铸件气孔怎样在线检测？", "kind": "achievement"}
    page = text(getattr(english, way)("/match/", values))
    assert "压铸件内部气孔射线在线检测装置" in page
    assert "<mark>" in page
    assert made.SECRET_TITLE not in page


def test_free_text_without_an_answer(english: Client, zone: None) -> None:
    assert "Nothing suitable." in text(english.get("/match/", {"q": "量子引力"}))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"q": ""}, "Write what you are looking for"),
        ({"q": "字" * (LONGEST_TEXT + 1)}, f"has {LONGEST_TEXT + 1} characters, {LONGEST_TEXT} are taken"),
        ({"q": "字" * 700_000}, f"has 700000 characters, {LONGEST_TEXT} are taken"),
        ({"q": "a\x00b"}, "control characters"),
        ({"q": "a\x1bb"}, "control characters"),
        ({"q": "气孔", "kind": "person"}, "<q>person</q>"),
        ({"q": "气孔", "field": "99"}, "<q>99</q>"),
        ({"q": "气孔", "answer_target": "字" * 201}, "The answer has 201 characters, 200 are taken"),
    ],
)
def test_faulty_free_text_is_refused_with_a_remedy(
    values: dict[str, str], message: str, english: Client, records: None
) -> None:
    answer = english.post("/match/", values)
    assert answer.status_code == 400
    page = text(answer)
    assert message in page
    assert len(page) < 60_000


def test_a_form_from_elsewhere_is_refused(records: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies["django_language"] = "en"
    answer = strict.post("/match/", {"q": "气孔"})
    assert answer.status_code == 403
    assert "form could not be checked" in text(answer)


def test_pairs_of_segments_are_never_empty() -> None:
    cut = segments("\n压铸件气孔\n", [[Span(1, 4)], [Span(3, 6)]])
    assert [segment.text for segment in cut] == ["压铸", "件", "气孔"]
    assert [segment.numbers for segment in cut] == [(1,), (1, 2), (2,)]
    assert all(one.numbers != other.numbers for one, other in pairwise(cut))
