"""Matches on pages: marked phrases, verdicts, nothing suitable, free text."""

import re
from itertools import pairwise

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from qiao.core.matching.texts import Span
from qiao.matching.models import MatchRun
from qiao.web.matches.presenting import segments
from qiao.web.matches.views import LONGEST_TEXT
from tests.web import zone_records as made
from tests.web.test_pages import text

SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda ends: Span(min(ends), max(ends))))


@given(st.text(alphabet="ab气孔", min_size=1, max_size=40), SPANS)
def test_segments_lose_nothing_and_mark_exactly_the_spans(words: str, spans: list[Span]) -> None:
    cut = segments(words, spans)
    assert "".join(segment.text for segment in cut) == words
    marks = "".join(("x" if segment.marked else "-") * len(segment.text) for segment in cut)
    covered = {place for span in spans for place in range(span.start, span.end)}
    assert marks == "".join("x" if place in covered else "-" for place in range(len(words)))
    assert all(one.marked != other.marked for one, other in pairwise(cut))


def test_a_demand_shows_its_matches_with_reasons(english: Client, records: None) -> None:
    assert "Not matched yet" in text(english.get("/demands/XQ202600001/"))
    made.match_demands()
    page = text(english.get("/demands/XQ202600001/"))
    first = page.split('class="match ')[1]
    assert '<a href="/achievements/CG202600001/"' in first
    assert re.search(r"(Strong|Fair|Weak) match</strong> <span>\d+ of 100", first)
    assert re.search("<mark>[^<]*气孔", first)
    source, target = first.split('class="both"')[1].split("</div>")[:2]
    assert "<mark>" in source
    assert "<mark>" in target
    assert "Technology field: agrees" in first
    assert "New materials / New materials" in first


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
        ({"q": "a\x00b"}, "control characters"),
        ({"q": "气孔", "kind": "person"}, "kind = person"),
        ({"q": "气孔", "field": "99"}, "field = 99"),
    ],
)
def test_faulty_free_text_is_refused_with_a_remedy(
    values: dict[str, str], message: str, english: Client, records: None
) -> None:
    answer = english.post("/match/", values)
    assert answer.status_code == 400
    assert message in text(answer)


def test_a_form_from_elsewhere_is_refused(records: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies["django_language"] = "en"
    answer = strict.post("/match/", {"q": "气孔"})
    assert answer.status_code == 403
    assert "form could not be checked" in text(answer)
