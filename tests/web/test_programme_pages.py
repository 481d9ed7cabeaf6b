"""The pages of roadshow and week: what they show, what they say to faulty numbers, who may open them, the files."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.test import Client

from qiao.catalogue.models import Achievement
from qiao.matching.actions.compile_supply_list import compile_supply_list
from qiao.matching.actions.place_commission import place_commission
from qiao.matching.models import Commission, Introduction
from qiao.matching.supply.order import SupplyOrder
from qiao.parties.acting_as import actor_of
from tests.web import zone_records as made
from tests.web.matching_world import COLLEGE, Sides, build
from tests.web.signing_in import signed_in_client

DELIVERY = date(2030, 12, 31)
PAGES = ("/work/roadshow/", "/work/week/")
FILES = ("/work/roadshow/export.csv", "/work/week/export.csv")


@pytest.fixture
def sides(db: None) -> Sides:
    return build()


@pytest.fixture
def office(sides: Sides) -> Client:
    return signed_in_client(sides.operator, language="en")


def page_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.getvalue().decode()


def lines_of(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(page_of(client, address).removeprefix("\ufeff"))))


def test_the_programme_shows_the_achievement_its_holder_and_the_price_of_each_limit(
    sides: Sides, office: Client
) -> None:
    page = page_of(office, "/work/roadshow/")
    assert sides.achievement.title in page
    assert COLLEGE in page
    assert sides.demand.code in page
    assert f"{sides.match.score_bp / 100:.1f}" in page
    assert "No better list keeps these limits." in page
    for limit in ("Achievements in one session at most", "Entries of one organisation at most"):
        assert limit in page
    (line,) = lines_of(office, "/work/roadshow/export.csv")
    assert (line["Session"], line["Achievement"], line["For demand"]) == (
        "1",
        sides.achievement.title,
        sides.demand.code,
    )


def test_a_session_of_another_field_has_nothing_to_show(sides: Sides, office: Client) -> None:
    other = "1" if sides.demand.field != "1" else "2"
    page = page_of(office, f"/work/roadshow/?s1={other}")
    assert "Nothing can be shown" in page
    assert sides.achievement.title not in page


def test_a_week_gives_what_waits_to_the_manager_and_leaves_what_has_no_room(sides: Sides, office: Client) -> None:
    introduced = sides.introduced()
    due = made.NOW + timedelta(days=2)
    Introduction.objects.filter(pk=introduced.pk).update(due_at=due)
    page = page_of(office, "/work/week/")
    assert f"/work/introductions/{introduced.pk}/" in page
    assert sides.manager.person.name in page
    (line,) = lines_of(office, "/work/week/export.csv")
    assert (line["Manager"], line["Introduction"]) == (sides.manager.person.name, str(introduced.pk))
    Achievement.objects.filter(pk=sides.achievement.pk).update(disclosure="targeted")
    assert "Nothing waits" in page_of(office, "/work/week/"), "kept from managers who are not in charge"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/work/roadshow/?slots=0", ["Achievements in one session at most", "between 1 and 50"]),
        ("/work/roadshow/?slots=many", ["Achievements in one session at most", "whole number"]),
        ("/work/roadshow/?s1=9", ["There is no such choice"]),
        ("/work/roadshow/?per_field=2", ["Entries in each field at least", "Set it to 1"]),
        ("/work/week/?per_manager=0", ["Cases of one manager at most", "between 1 and 500"]),
        ("/work/week/?per_field=x", ["whole number"]),
    ],
)
@pytest.mark.parametrize("file", [False, True])
def test_numbers_that_cannot_be_are_answered_with_limit_value_and_remedy(
    office: Client, address: str, words: list[str], file: bool
) -> None:
    asked = address.replace("?", "export.csv?") if file else address
    page = page_of(office, asked, 400)
    for text in words:
        assert text in page
    assert 'name="per_field"' in page, "the form is there to be mended"


@pytest.mark.parametrize("address", [*PAGES, *FILES])
def test_only_the_operator_opens_them(sides: Sides, address: str) -> None:
    for name, holding in sides.everybody().items():
        status = signed_in_client(holding).get(address).status_code
        assert status == (200 if name == "operator" else 403), name


@pytest.fixture
def listed(sides: Sides) -> Commission:
    operator = actor_of(sides.operator, made.NOW.date())
    order = SupplyOrder(
        zone_code=made.ZONE, title="检测装备清单", provider_id=sides.stranger.organisation_id or 0, deliver_by=DELIVERY
    )
    placed = place_commission(actor=operator, order=order, now=made.NOW)
    return compile_supply_list(actor=operator, commission_id=placed.pk, now=made.NOW)


def test_a_supply_list_shows_why_each_entry_is_in_it_and_what_the_limits_cost(
    sides: Sides, listed: Commission, office: Client
) -> None:
    assert f'href="/work/supply/{listed.pk}/"' in page_of(office, "/work/supply/")
    page = page_of(office, f"/work/supply/{listed.pk}/")
    for text in (
        sides.achievement.title,
        sides.demand.code,
        COLLEGE,
        "Among the best within the limits",
        "No better list keeps these limits.",
        "Lists in a year with one achievement at most",
        "and 100.0 points for each step of the gap of its link",
    ):
        assert text in page
    (line,) = lines_of(office, f"/work/supply/{listed.pk}/export.csv")
    assert sides.achievement.title in line["Achievement"]


def test_the_third_party_reads_its_list_without_the_masked_holder_and_others_do_not_read_it(
    sides: Sides, listed: Commission
) -> None:
    page = page_of(signed_in_client(sides.stranger), f"/work/supply/{listed.pk}/")
    assert sides.achievement.title in page
    assert COLLEGE not in page
    for address in (f"/work/supply/{listed.pk}/", f"/work/supply/{listed.pk}/export.csv"):
        page_of(signed_in_client(sides.firm), address, 404)
    assert listed.title not in page_of(signed_in_client(sides.firm), "/work/supply/")


def test_a_page_beyond_the_last_says_so(office: Client) -> None:
    assert "The list ends with page 1" in page_of(office, "/work/supply/?page=2", 404)


@pytest.mark.parametrize("address", PAGES)
def test_the_pages_are_chinese_for_a_chinese_office(sides: Sides, address: str) -> None:
    page = page_of(signed_in_client(sides.operator), address)
    assert "What each limit costs" not in page
    assert "限" in page
