"""The pages of the funnel: every figure opens as many rows, faulty addresses, rights, export, budget."""

import csv
import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from qiao.catalogue.models import Achievement
from qiao.core.access import Role
from qiao.matching.models import Outcome
from qiao.parties.models import Holding
from tests.reports import funnel_zone as story
from tests.web import zone_records as made
from tests.web.signing_in import signed_in_client

ASKED = {"period": "2026Q1", "until": "2026-06-01"}
LINK = re.compile(r'href="(/funnel/[a-z]+/\?[^"]*)">(\d+)</a>')


@pytest.fixture
def zone(db: None) -> None:
    made.found()
    story.fill()


@pytest.fixture
def office(zone: None) -> Client:
    return signed_in_client(Holding.objects.get(role=Role.ZONE_OPERATOR), language="en")


def page_of(client: Client, address: str, values: Any = None, status: int = 200) -> str:
    answer = client.get(address, values)
    assert answer.status_code == status
    return answer.getvalue().decode()


def linked(page: str) -> list[tuple[str, int]]:
    return [(address.replace("&amp;", "&"), int(number)) for address, number in LINK.findall(page)]


@pytest.mark.parametrize("view", [{}, {"view": "period", "period": "2026Q2"}])
@pytest.mark.parametrize("who", ["english", "office"])
def test_every_number_opens_as_many_rows(zone: None, request: pytest.FixtureRequest, who: str, view: Any) -> None:
    client = request.getfixturevalue(who)
    found = linked(page_of(client, "/funnel/", {**ASKED, **view}))
    assert len(found) == 5 + 3, "five stages that are collected, claims beside three of them"
    for address, number in found:
        page = page_of(client, address)
        assert len(re.findall(r"<tr>", page)) == (number + 1 if number else 0), address


def test_stages_without_a_source_say_so_instead_of_zero(english: Client, zone: None) -> None:
    page = page_of(english, "/funnel/", ASKED)
    assert page.count('<text class="qiao-funnel-none"') == 3
    assert "The exchange is not part of the platform yet" in page
    for stage in ("listed", "registered", "performed", "nonsense"):
        page_of(english, f"/funnel/{stage}/", ASKED, 404)
    page_of(english, "/funnel/viewed/", {**ASKED, "counted": "no"}, 404)


def test_rates_are_printed_with_both_numbers(office: Client) -> None:
    page = page_of(office, "/funnel/", ASKED)
    # 7 published, 6 in contact, 5 in negotiation, 4 signed; rounded down.
    for text in ("6 / 7 = 85.71 %", "5 / 6 = 83.33 %", "4 / 7 = 57.14 %", "4 / 5 = 80.00 %"):
        assert text in page
    empty = page_of(office, "/funnel/", {"period": "2024", "until": "2024-12-31"})
    assert not re.search(r"\d+ / \d+ =", empty.split("qiao-stats")[0])


def test_the_definitions_stand_on_the_page_with_their_version(english: Client, zone: None) -> None:
    page = page_of(english, "/funnel/", ASKED)
    assert "Definitions version 1, in force from 2026-11-22" in page
    assert "Both sides accepted an introduction" in page


def test_visitors_learn_nothing_of_targeted_records_pairs_days_and_amounts(english: Client, zone: None) -> None:
    pages = [page_of(english, "/funnel/", ASKED)]
    for values in (ASKED, {**ASKED, "view": "period", "period": "2026Q2"}):
        pages += [page_of(english, address) for address, _n in linked(page_of(english, "/funnel/", values))]
        pages += [page_of(english, f"/funnel/{stage}/export.csv", values) for stage in ("signed", "contacted")]
    for page in pages:
        assert not [secret for secret in made.SECRETS if secret in page]
        assert "万" not in page
        assert "/work/introductions/" not in page
    assert "2026-04-11" not in "".join(pages[1:]), "the day on which a contract was confirmed"


@pytest.mark.parametrize(
    "values",
    [
        {"period": "2026Q5"}, {"period": "2099"}, {"period": "x" * 2_000_000}, {"until": "gestern"}, {"kind": "patent"},
        {"field": "99"}, {"region": "990000"}, {"view": "both"}, {"page": "0"}, {"counted": "maybe"}, {"mine": "2"},
    ],
    ids=lambda values: next(iter(values)),
)  # fmt: skip
def test_an_address_that_cannot_be_read_gives_a_remedy(english: Client, zone: None, values: dict[str, str]) -> None:
    for address in ("/funnel/", "/funnel/published/", "/funnel/sleeping/", "/funnel/published/export.csv"):
        page = page_of(english, address, values, 400)
        assert 'role="alert"' in page


def test_beyond_the_last_page_there_is_a_message(english: Client, zone: None) -> None:
    assert "page 1" in page_of(english, "/funnel/published/", {**ASKED, "page": "9"}, 400)


def test_only_readers_of_the_zone_narrow_by_organisation(english: Client, office: Client) -> None:
    asked = {**ASKED, "organisation": made.HIDDEN_FIRM}
    assert next(n for _a, n in linked(page_of(office, "/funnel/", asked))) == 1
    everybody = [n for _a, n in linked(page_of(english, "/funnel/", ASKED))]
    assert [n for _a, n in linked(page_of(english, "/funnel/", asked))] == everybody


def test_the_export_holds_the_rows_and_runs_no_formula(office: Client) -> None:
    made.add_demand(20, title="=cmd|' /C calc'!A0", published_at=story.MARCH)
    answer = office.get("/funnel/published/export.csv", {**ASKED, "kind": "demand"})
    lines = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert len(lines) == 1 + 6
    assert {len(line) for line in lines} == {14}
    assert [line[2] for line in lines if "calc" in line[2]] == ["'=cmd|' /C calc'!A0"]
    assert "funnel-published-2026Q1.csv" in answer["Content-Disposition"]


def test_sleeping_records_are_shown_with_whose_turn_it_is(english: Client, zone: None) -> None:
    page = page_of(english, "/funnel/sleeping/", ASKED)
    assert "Its organisation" in page
    assert made.SECRET_TITLE not in page


@pytest.mark.parametrize("address", ["/funnel/", "/funnel/published/", "/funnel/contacted/", "/funnel/sleeping/"])
@pytest.mark.parametrize("view", [{}, {"view": "period", "period": "2026Q2"}])
def test_a_page_takes_at_most_ten_statements_however_many_rows(office: Client, address: str, view: Any) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as queries:
            page_of(office, address, {**ASKED, **view})
        return len(queries)

    made.add_scenario(9, published_at=story.MARCH, manager_person=1)
    statements()  # the first page of a session also writes the session
    few = statements()
    offer = Achievement.objects.earliest("pk")
    for number in range(30, 50):
        story.meeting(made.add_demand(number, published_at=story.MARCH), offer)
    assert statements() == few
    assert few <= 10


def test_an_editor_reads_its_own_organisation_on_request(zone: None) -> None:
    holding = Holding.objects.get(role=Role.ZONE_OPERATOR)
    holding.role, holding.organisation = str(Role.ORGANISATION_EDITOR), made.organisation(made.FIRM)
    holding.save()
    client = signed_in_client(holding, language="en")
    assert next(n for _a, n in linked(page_of(client, "/funnel/", {**ASKED, "mine": "1"}))) == 6
    assert next(n for _a, n in linked(page_of(client, "/funnel/", ASKED))) == 5
    assert Outcome.objects.count() == 4
