"""Matches and the grading queue for people who work with them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qiao.core.access import Role
from qiao.matching.models import MatchGrade
from tests.web import matching_world as world
from tests.web import zone_records as made
from tests.web.matching_world import COLLEGE, FIRM, Sides, client_of, page

CONTACTS = ("0513-88001234", "13912345678")
MOST_QUERIES = 10


@pytest.fixture
def sides(db: None) -> Sides:
    return world.build()


def test_everybody_sees_matches_at_their_own_depth(sides: Sides) -> None:
    address = f"/work/matches/demand/{sides.demand.pk}/"
    own = page(client_of(sides.firm), address)
    assert FIRM in own
    assert COLLEGE not in own
    assert "某高校" in own
    office = page(client_of(sides.operator), address)
    assert FIRM in office
    assert COLLEGE in office
    for who in (sides.stranger, sides.expert, sides.college):
        seen = page(client_of(who), address)
        # The college knows its own name, on the side of the achievement.
        hidden = (FIRM,) if who is sides.college else (FIRM, COLLEGE)
        assert not [name for name in hidden if name in seen.replace(FIRM, "", 1 if who is sides.stranger else 0)]


@pytest.mark.parametrize("kind", ["demand", "achievement"])
def test_no_hidden_unit_shows_in_matches_for_any_role(kind: str, sides: Sides) -> None:
    record = sides.demand if kind == "demand" else sides.achievement
    insiders = {"firm": {FIRM}, "college": {COLLEGE}, "operator": {FIRM, COLLEGE}}
    for name, who in sides.everybody().items():
        client = client_of(who)
        answer = client.get(f"/work/matches/{kind}/{record.pk}/")
        body = answer.content.decode().split("<main")[1]
        for unit in {FIRM, COLLEGE} - insiders.get(name, set()):
            assert unit not in body, (name, unit)
        if name != "operator":
            assert not [contact for contact in CONTACTS if contact in body]


def test_a_record_that_is_not_there_for_somebody_is_not_found(sides: Sides) -> None:
    type(sides.demand).objects.filter(pk=sides.demand.pk).update(disclosure="targeted")
    stranger = client_of(sides.stranger)
    for address in (
        f"/work/matches/demand/{sides.demand.pk}/", "/work/matches/demand/99999/", "/work/matches/person/1/",
        f"/work/introductions/new/?match={sides.match.pk}", "/work/introductions/new/?match=x",
        f"/work/introductions/new/?demand={sides.demand.pk}&achievement={sides.achievement.pk}",
        "/work/introductions/new/",
    ):  # fmt: skip
        page(stranger, address, 404)
    answer = stranger.post("/work/matches/grade/", {"match": sides.match.pk, "grade": "3"})
    assert answer.status_code == 404


def test_visitors_are_sent_to_the_log_in(sides: Sides, client: object) -> None:
    for address in (
        f"/work/matches/demand/{sides.demand.pk}/",
        "/work/grading/",
        "/work/introductions/",
        "/work/reasons/",
    ):
        answer = client.get(address)  # type: ignore[attr-defined]
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/?next=")


def test_acts_are_offered_to_those_who_may(sides: Sides) -> None:
    address = f"/work/matches/demand/{sides.demand.pk}/"
    propose = f"/work/introductions/new/?match={sides.match.pk}"
    may_propose = {name for name, who in sides.everybody().items() if propose in page(client_of(who), address)}
    may_grade = {
        name for name, who in sides.everybody().items() if 'class="match-grade"' in page(client_of(who), address)
    }
    assert may_propose == {"firm", "college", "operator", "manager"}
    assert may_grade == {"operator", "manager", "expert"}
    made_one = sides.introduced()
    seen = page(client_of(sides.firm), address)
    assert f'href="/work/introductions/{made_one.pk}/"' in seen
    assert propose not in seen


def test_a_grade_is_given_changed_and_shown(sides: Sides) -> None:
    expert, address = client_of(sides.expert), f"/work/matches/demand/{sides.demand.pk}/"
    for grade in ("2", "3"):
        answer = expert.post("/work/matches/grade/", {"match": sides.match.pk, "grade": grade, "next": address})
        assert (answer.status_code, answer["Location"]) == (302, address)
    found = MatchGrade.objects.get()
    assert (found.grade, found.graded_by_person, found.score_shown) == (3, sides.expert.person_id, True)
    assert 'value="3" aria-pressed="true"' in page(expert, address)
    assert 'aria-pressed="true"' not in page(client_of(sides.manager), address)


@pytest.mark.parametrize(
    "sent", [{"grade": "5"}, {"grade": ""}, {"grade": "²"}, {"grade": "3", "note": "字" * 700_000}]
)
def test_a_faulty_grade_is_refused_in_words(sent: dict[str, str], sides: Sides) -> None:
    expert = client_of(sides.expert)
    answer = expert.post("/work/matches/grade/", {"match": sides.match.pk, **sent}, follow=True)
    assert answer.status_code == 200
    assert "alert-danger" in answer.content.decode()
    assert not MatchGrade.objects.exists()


def test_after_a_grade_one_goes_on_only_within_the_platform(sides: Sides) -> None:
    sent = {"match": sides.match.pk, "grade": "3", "next": "https://example.org/"}
    assert client_of(sides.expert).post("/work/matches/grade/", sent)["Location"] == "/work/grading/"


def test_firms_do_not_grade(sides: Sides) -> None:
    firm = client_of(sides.firm)
    assert firm.post("/work/matches/grade/", {"match": sides.match.pk, "grade": "3"}).status_code == 403
    assert firm.get("/work/grading/").status_code == 404
    assert firm.get("/work/matches/grade/").status_code == 405


def test_the_queue_shows_one_pair_without_score_and_names_and_ends(sides: Sides) -> None:
    expert = client_of(sides.expert)
    first = page(expert, "/work/grading/")
    assert "0 of 1 graded today" in first
    assert "of 100" not in first
    assert "<mark>" in first
    assert not [name for name in (FIRM, COLLEGE, *CONTACTS) if name in first.split("<main")[1]]
    answer = expert.post("/work/matches/grade/", {"match": sides.match.pk, "grade": "4", "blind": "1"}, follow=True)
    assert "All pairs of today are graded" in answer.content.decode()
    assert not MatchGrade.objects.get().score_shown


def test_the_queue_before_any_run_says_so(sides: Sides) -> None:
    type(sides.match.run).objects.update(finished_at=None)
    assert "There is no matching run yet" in page(client_of(sides.expert), "/work/grading/")


@pytest.mark.parametrize("kind", ["demand", "achievement"])
def test_the_queries_do_not_grow_with_the_matches(kind: str, sides: Sides) -> None:
    record = sides.demand if kind == "demand" else sides.achievement
    client = client_of(sides.operator)
    # The first request after signing in also notes the session.
    page(client, "/work/grading/")
    direction = f"{kind}_to_{'achievements' if kind == 'demand' else 'demands'}"
    numbers = []
    for more in (0, 20):
        for number in range(more):
            made.add_demand(10 + number) if kind == "achievement" else made.add_achievement(10 + number)
        made.run_matching(
            actor=made.actor(Role.ZONE_OPERATOR), zone_code=made.ZONE, direction=direction, clock=lambda: made.NOW
        )
        with CaptureQueriesContext(
            connection,
        ) as seen:
            body = page(client, f"/work/matches/{kind}/{record.pk}/")
        assert body.count('class="card match-card') >= (15 if more else 1)
        numbers.append(len(seen))
    assert numbers[0] == numbers[1] <= MOST_QUERIES
    with CaptureQueriesContext(connection) as seen:
        page(client, "/work/grading/")
    assert len(seen) <= MOST_QUERIES
