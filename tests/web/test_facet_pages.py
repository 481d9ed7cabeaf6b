"""Facets on the pages: what they show, how they combine, fragments for HTMX, and who sees what."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from qiao.core.access import Role
from qiao.parties.models import Holding, Organisation, Person
from tests.web import zone_records as made
from tests.web.signing_in import signed_in_client
from tests.web.test_lists import titles
from tests.web.test_pages import text


def choices(page: str, name: str) -> dict[str, tuple[int, bool]]:
    """Code → number and whether it is ticked, of one facet."""
    found = re.findall(
        rf'name="{name}" value="([^"]*)"( checked)?>.*?<span class="portal-number">(\d+)</span>', page, re.DOTALL
    )
    return {code: (int(number), bool(checked)) for code, checked, number in found}


def editor(name: str) -> Holding:
    """Somebody who speaks for the organisation."""
    party = Organisation.objects.get(name=name)
    person = Person.objects.create(name="陈一", zone_code=made.ZONE, organisation=party, created_at=made.NOW)
    return Holding.objects.create(
        person=person, role=Role.ORGANISATION_EDITOR, organisation=party, zone_code=made.ZONE,
        starts_on=made.NOW.date(), created_at=made.NOW,
    )  # fmt: skip


def test_choices_of_a_facet_widen_each_other_and_facets_narrow_each_other(english: Client, zone: None) -> None:
    for number, (field, urgency) in enumerate(
        [("4", "urgent"), ("4", "ordinary"), ("8", "urgent"), ("1", "urgent")], 1
    ):
        made.add_demand(number, title=f"需求{number}", field=field, urgency=urgency)
    page = text(english.get("/demands/?field=4&field=8&urgency=urgent"))
    assert sorted(titles(page)) == ["需求1", "需求3"]
    assert choices(page, "field") == {"4": (1, True), "8": (1, True), "1": (1, False)}
    assert choices(page, "urgency") == {"urgent": (2, True), "ordinary": (1, False)}
    # Taking one choice back keeps the others.
    assert 'href="/demands/?field=8&amp;urgency=urgent"' in page
    assert 'href="/demands/?field=4&amp;field=8"' in page


def test_a_chosen_value_without_rows_stays_so_that_it_can_be_taken_back(english: Client, records: None) -> None:
    page = text(english.get("/demands/?urgency=long_term"))
    assert choices(page, "urgency") == {"urgent": (2, False), "long_term": (0, True)}
    assert "No record fits" in page


def test_maturity_is_a_range_and_a_picture_that_leads_to_its_rows(english: Client, zone: None) -> None:
    for number, maturity in enumerate((3, 6, 6, 9), 1):
        made.add_achievement(number, title=f"成果{maturity}", maturity=maturity)
    assert sorted(titles(text(english.get("/achievements/?maturity_min=4&maturity_max=8")))) == ["成果6", "成果6"]
    assert sorted(titles(text(english.get("/achievements/?maturity_min=8&maturity_max=4")))) == ["成果6", "成果6"]
    page = text(english.get("/achievements/"))
    linked = re.findall(r'<a href="(/achievements/\?maturity_min=(\d)&amp;maturity_max=\d)"><title>[^<]*: (\d)<', page)
    assert {level: number for _link, level, number in linked} == {"3": "1", "6": "2", "9": "1"}
    for link, _level, number in linked:
        assert len(titles(text(english.get(link.replace("&amp;", "&"))))) == int(number)


def test_htmx_gets_the_fragment_and_everybody_else_the_page(english: Client, records: None) -> None:
    for section in ("demands", "achievements", "scenarios", "organisations"):
        part = english.get(f"/{section}/", headers={"hx-request": "true"})
        assert text(part).lstrip().startswith('<div id="listing"')
        assert "HX-Request" in part["Vary"]
        assert text(part).strip() in text(english.get(f"/{section}/")).replace("\n</form>", "")


def test_a_fault_is_a_whole_page_for_htmx_too(english: Client, records: None) -> None:
    answer = english.get("/demands/?page=x", headers={"hx-request": "true"})
    assert answer.status_code == 400
    assert "<!doctype html>" in text(answer)


def test_everything_can_be_asked_for_without_a_script(english: Client, records: None) -> None:
    page = text(english.get("/demands/"))
    assert '<form id="filter" method="get" action="/demands/"' in page
    assert page.count("<button") >= 2


def test_people_see_what_their_holding_may_see(english: Client, records: None) -> None:
    hidden = signed_in_client(editor(made.HIDDEN_FIRM), language="en")
    page = text(hidden.get("/demands/"))
    # Its own masked demand in full, and the targeted one that lists it.
    assert f"{made.HIDDEN_FIRM}轴承套圈气孔" in titles(page)
    assert made.SECRET_TITLE in titles(page)
    assert hidden.get("/demands/XQ202600003/").status_code == 200
    assert made.SECRET_TITLE in text(hidden.get("/demands/export.csv"))
    assert made.SECRET_TITLE in text(hidden.get("/search/?q=涡轮"))
    assert made.SECRET_TITLE not in text(english.get("/demands/"))
    # What everybody subscribes to shows nobody more.
    assert made.SECRET_TITLE not in text(hidden.get("/demands/feed.atom"))
    assert made.SECRET_TITLE not in text(hidden.get("/sitemap.xml"))


def test_an_operator_sees_drafts_without_a_number(records: None) -> None:
    operator = signed_in_client(Holding.objects.get(role=Role.ZONE_OPERATOR), language="en")
    page = text(operator.get("/demands/"))
    assert "草稿里的需求" in page
    assert choices(page, "state")["draft"] == (1, False)


ADDRESSES = ("/", "/demands/", "/achievements/", "/scenarios/", "/organisations/", "/editions/", "/search/?q=气孔",
             "/demands/XQ202600001/", "/achievements/CG202600001/", "/scenarios/CJ202600001/")  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_statements_do_not_grow_and_stay_few_for_people_too(address: str, records: None) -> None:
    made.match_demands()
    client = signed_in_client(editor(made.FIRM))
    counts = [statements(client, address)]
    for number in range(10, 30):
        made.add_demand(number, organisation=made.organisation(f"第{number}厂"))
        made.add_achievement(number).rights.create(kind="invention", number=f"N{number}", status="granted")
        made.add_scenario(number)
    made.match_demands()
    counts.append(statements(client, address))
    assert counts[0] == counts[1] <= 10, counts


def statements(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
