"""The list and the page of introductions: at each side's own depth, in the right order, exported safely."""

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from qiao.matching.actions.accept_for_demand import accept_for_demand
from qiao.matching.actions.accept_for_supply import accept_for_supply
from qiao.matching.actions.propose_introduction import Proposal, propose_introduction
from qiao.matching.models import Introduction
from qiao.matching.proposals import Pair
from qiao.parties.acting_as import actor_of
from tests.web import matching_world as world
from tests.web import zone_records as made
from tests.web.matching_world import COLLEGE, FIRM, Sides, client_of, page
from tests.web.test_pages import text

CONTACTS = {FIRM: "0513-88001234", COLLEGE: "13912345678"}
MOST_QUERIES = 10


@pytest.fixture
def sides(db: None) -> Sides:
    return world.build()


def body_of(client: Client, address: str) -> str:
    """The page without its frame, which names one's own organisation."""
    return page(client, address).split("<main")[1]


def meet(sides: Sides, introduction: Introduction) -> None:
    """Both sides accept."""
    keys = {"introduction_id": introduction.pk, "now": made.NOW}
    accept_for_demand(actor=actor_of(sides.firm, made.NOW.date()), **keys)
    accept_for_supply(actor=actor_of(sides.college, made.NOW.date()), **keys)


def test_before_both_accept_neither_side_learns_the_name_of_the_other(sides: Sides) -> None:
    found = sides.introduced()
    for who, own, other in ((sides.firm, FIRM, COLLEGE), (sides.college, COLLEGE, FIRM)):
        for address in ("/work/introductions/", f"/work/introductions/{found.pk}/"):
            seen = body_of(client_of(who), address)
            assert own in seen
            assert other not in seen
            assert CONTACTS[other] not in seen
    seen = body_of(client_of(sides.firm), f"/work/introductions/{found.pk}/")
    assert "The other side now sees you as “某企业”, without name and contact" in seen
    assert "You see this record without name and contact until both sides have accepted." in seen


def test_after_both_have_accepted_they_see_name_and_contact(sides: Sides) -> None:
    found = sides.introduced()
    meet(sides, found)
    for who, other in ((sides.firm, COLLEGE), (sides.college, FIRM)):
        seen = body_of(client_of(who), f"/work/introductions/{found.pk}/")
        assert other in seen
        assert CONTACTS[other] in seen
        assert "with name and contact." in seen


def test_names_in_words_of_the_other_side_are_hidden_until_they_have_met(sides: Sides) -> None:
    proposal = Proposal(Pair(sides.achievement.pk, demand_id=sides.demand.pk), note=f"我们是{FIRM}，电话0513-88001234")
    found = propose_introduction(actor=actor_of(sides.firm, made.NOW.date()), proposal=proposal, now=made.NOW)
    seen = body_of(client_of(sides.college), f"/work/introductions/{found.pk}/")
    assert FIRM not in seen
    assert CONTACTS[FIRM] not in seen
    assert "某企业" in seen
    assert FIRM in body_of(client_of(sides.firm), f"/work/introductions/{found.pk}/")


def test_the_office_sees_both_sides_and_who_acted(sides: Sides) -> None:
    found = sides.introduced()
    accept_for_demand(actor=actor_of(sides.firm, made.NOW.date()), introduction_id=found.pk, now=made.NOW)
    seen = body_of(client_of(sides.operator), f"/work/introductions/{found.pk}/")
    for words in (FIRM, COLLEGE, "企业填报", "Shown to its counterpart as “某企业”"):
        assert words in seen
    by_college = body_of(client_of(sides.college), f"/work/introductions/{found.pk}/")
    assert "Accept for the demand side" in by_college
    assert "企业填报" not in by_college
    assert sides.operator.person.name not in by_college


@pytest.mark.parametrize("address", ["", "accept_for_demand/", "claim_outcome/"])
def test_who_has_no_part_in_it_is_told_nothing(address: str, sides: Sides) -> None:
    found = sides.introduced()
    for who in (sides.stranger, sides.expert):
        page(client_of(who), f"/work/introductions/{found.pk}/{address}", 404)
        assert "No introduction yet" in page(client_of(who), "/work/introductions/")
        if address:
            assert client_of(who).post(f"/work/introductions/{found.pk}/{address}").status_code == 404
    page(client_of(sides.firm), f"/work/introductions/{found.pk + 1}/{address}", 404)


def test_what_waits_for_me_comes_first(sides: Sides) -> None:
    waiting = sides.introduced()
    other = made.add_achievement(7, organisation=sides.achievement.organisation, title="另一项成果")
    answered = propose_introduction(
        actor=actor_of(sides.firm, made.NOW.date()),
        proposal=Proposal(Pair(other.pk, demand_id=sides.demand.pk)),
        now=made.NOW,
    )
    Introduction.objects.filter(pk=waiting.pk).update(active_at=made.NOW.replace(year=2025))
    firm = body_of(client_of(sides.firm), "/work/introductions/")
    assert firm.index(f"/introductions/{waiting.pk}/") < firm.index(f"/introductions/{answered.pk}/")
    assert firm.count("Waits for your answer") == 1
    only = body_of(client_of(sides.firm), "/work/introductions/?waiting=1")
    assert f"/introductions/{answered.pk}/" not in only
    assert body_of(client_of(sides.college), "/work/introductions/").count("Waits for your answer") == 2
    assert "Waits for your answer" not in body_of(client_of(sides.operator), "/work/introductions/")


def test_a_claim_waits_for_the_other_side_only(sides: Sides) -> None:
    found = sides.introduced()
    meet(sides, found)
    Introduction.objects.filter(pk=found.pk).update(state="outcome_claimed", claimed_side="demand")
    assert "Waits for your answer" in body_of(client_of(sides.college), "/work/introductions/")
    assert "Waits for your answer" not in body_of(client_of(sides.firm), "/work/introductions/")


def test_the_zone_answers_for_a_side_that_is_not_on_the_platform(sides: Sides) -> None:
    type(sides.demand).objects.filter(pk=sides.demand.pk).update(organisation=None, organisation_name="某镇企业")
    found = sides.introduced()
    for who in (sides.operator, sides.manager):
        seen = body_of(client_of(who), "/work/introductions/?waiting=1")
        assert f"/introductions/{found.pk}/" in seen
    answer = client_of(sides.operator).post(f"/work/introductions/{found.pk}/accept_for_demand/", {"reason": " "})
    assert answer.status_code == 400
    client_of(sides.operator).post(f"/work/introductions/{found.pk}/accept_for_demand/", {"reason": "6月1日来电同意"})
    found.refresh_from_db()
    assert found.state == "demand_accepted"


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("?state=lapsed", 200, "No introduction fits the filter"),
        ("?state=dancing", 400, "<q>dancing</q>"),
        ("?side=both", 400, "<q>both</q>"),
        ("?page=0", 400, "<q>0</q>"),
        ("?page=9", 404, "The list ends with page 1"),
        ("?side=supply", 200, "No introduction fits the filter"),
        ("?side=demand&state=proposed", 200, "1 introduction"),
    ],
)
def test_filters(query: str, status: int, words: str, sides: Sides) -> None:
    sides.introduced()
    assert words in page(client_of(sides.firm), f"/work/introductions/{query}", status)


def test_a_fragment_is_part_of_the_page(sides: Sides) -> None:
    sides.introduced()
    firm = client_of(sides.firm)
    part = text(firm.get("/work/introductions/", headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert part.strip() in page(firm, "/work/introductions/")
    back = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in text(firm.get("/work/introductions/", headers=back))


def test_the_export_holds_what_the_viewer_may_see_and_no_formula(sides: Sides) -> None:
    type(sides.demand).objects.filter(pk=sides.demand.pk).update(title="=HYPERLINK(1)气孔")
    sides.introduced()
    answer = client_of(sides.college).get("/work/introductions/export.csv")
    lines = list(csv.reader(io.StringIO(text(answer))))
    row = dict(zip(lines[0], lines[1], strict=True))
    assert row["What is needed"] == "'=HYPERLINK(1)气孔"
    assert row["Demand side"] == "某企业"
    assert row["Supply side"] == COLLEGE
    assert row["My side"] == "Supply side"
    assert FIRM not in text(client_of(sides.college).get("/work/introductions/export.csv"))


def test_the_queries_do_not_grow_with_the_introductions(sides: Sides) -> None:
    found = sides.introduced()
    client = client_of(sides.operator)
    page(client, "/work/introductions/")
    numbers = []
    for more in (0, 19):
        for number in range(more):
            offer = made.add_achievement(20 + number, organisation=sides.achievement.organisation)
            proposal = Proposal(Pair(offer.pk, demand_id=sides.demand.pk))
            propose_introduction(actor=actor_of(sides.operator, made.NOW.date()), proposal=proposal, now=made.NOW)
        with CaptureQueriesContext(connection) as seen:
            assert page(client, "/work/introductions/").count('class="intro-pair"') == more + 1
        numbers.append(len(seen))
    assert numbers[0] == numbers[1] <= MOST_QUERIES
    with CaptureQueriesContext(connection) as seen:
        page(client, f"/work/introductions/{found.pk}/")
    assert len(seen) <= MOST_QUERIES


@pytest.mark.parametrize("key", ["0", "9" * 25])
def test_keys_that_no_database_holds_are_not_found(key: str, sides: Sides) -> None:
    operator = client_of(sides.operator)
    for address in (
        f"/work/introductions/{key}/", f"/work/introductions/{key}/withdraw/", f"/work/introductions/new/?match={key}",
        f"/work/introductions/new/?demand={key}&achievement=1", f"/work/matches/demand/{key}/",
        f"/work/achievements/{key}/reasons/",
    ):  # fmt: skip
        page(operator, address, 404)
    page(operator, f"/work/grading/?after={key}")
    assert operator.post("/work/matches/grade/", {"match": key, "grade": "3"}).status_code == 404
