"""Every page answers, with data and without, in both languages, safely and at a constant number of queries."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from qiao.catalogue.actions.withdraw_edition import withdraw_edition
from qiao.catalogue.models import Demand
from qiao.core.access import Role
from qiao.web.middleware import POLICY, ChosenLanguageMiddleware
from tests.web import zone_records as made

LISTS = ("/demands/", "/achievements/", "/scenarios/", "/organisations/", "/editions/")
PLAIN = ("/", *LISTS, "/match/", "/about/simulated/", "/search/")
RECORDS = ("/demands/XQ202600001/", "/achievements/CG202600001/", "/scenarios/CJ202600001/")
SECTIONS = ("demands", "achievements", "scenarios", "organisations")
EXPORTS = tuple(f"/{section}/export.csv" for section in SECTIONS)
FEEDS = tuple(f"/{section}/feed.atom" for section in SECTIONS)
PROGRAMS = (*FEEDS, "/sitemap.xml", "/robots.txt", "/opensearch.xml")
# The only scripts are our own files and blocks of data, which no browser runs.
FOREIGN_SCRIPT = r'<script(?! src="/static/[^"]+" defer>)(?! type="application/ld\+json">)|<style|\sstyle=|\son\w+='


def text(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8-sig")


@pytest.mark.parametrize("address", PLAIN)
def test_pages_answer_on_an_empty_database(address: str, client: Client, english: Client, db: None) -> None:
    for reader in (client, english):
        assert reader.get(address).status_code == 200


@pytest.mark.parametrize("address", PLAIN)
def test_pages_answer_in_a_zone_without_records(address: str, english: Client, zone: None) -> None:
    page = text(english.get(address))
    assert "江海示范区" in page
    assert "Example data" in page


def test_a_real_zone_is_not_called_an_example(english: Client, db: None) -> None:
    made.found(example=False)
    assert "Example data" not in text(english.get("/"))


@pytest.mark.parametrize("address", [*PLAIN, *RECORDS])
def test_pages_with_records_have_title_language_heading_and_policy(
    address: str, client: Client, english: Client, records: None
) -> None:
    titles = set()
    for reader, language in ((client, "zh-hans"), (english, "en")):
        response = reader.get(address)
        page = text(response)
        assert response.status_code == 200
        assert f'<html lang="{language}">' in page
        assert len(re.findall("<h1", page)) == 1
        assert response["Content-Security-Policy"] == POLICY
        assert response["Permissions-Policy"] == "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        assert response["Cache-Control"] == "no-cache"
        assert not re.findall(FOREIGN_SCRIPT, page)
        titles.add(re.search("<title>(.+)</title>", page)[1])  # type: ignore[index]
    assert all("江海示范区" in title for title in titles)


def test_every_page_has_a_title_of_its_own(english: Client, records: None) -> None:
    titles = [re.search("<title>(.+)</title>", text(english.get(a)))[1] for a in (*PLAIN, *RECORDS)]  # type: ignore[index]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    "address", [*PLAIN, *RECORDS, *EXPORTS, "/editions/feed.atom", "/catalog.jsonld", "/healthz", *PROGRAMS]
)
def test_reading_takes_head_and_refuses_to_be_written_to(address: str, client: Client, records: None) -> None:
    assert client.head(address).status_code == 200
    assert client.delete(address).status_code == 405
    if address != "/match/":
        assert client.post(address).status_code == 405


def test_home_counts_what_everybody_may_see(english: Client, records: None) -> None:
    page = text(english.get("/"))
    # Two demands and achievements (one public, one masked), one scenario; one firm is named by an open record.
    stats = page[page.index('class="portal-stats"') : page.index('id="fields"')]
    assert re.findall(r"<strong>(\d+)</strong>", stats) == ["2", "2", "1", "1"]


def test_language_switch_is_a_link_that_comes_back(client: Client, records: None) -> None:
    assert 'href="/language/en/?next=%2Fdemands%2F%3Ffield%3D4"' in text(client.get("/demands/?field=4"))
    answer = client.get("/language/en/", {"next": "/demands/?field=4"})
    assert answer.status_code == 302
    assert answer["Location"] == "/demands/?field=4"
    assert '<html lang="en">' in text(client.get("/demands/"))


def test_the_language_of_the_browser_does_not_decide(settings: Any) -> None:
    seen = []

    def answer(request: Any) -> Any:
        from django.http import HttpResponse
        from django.utils.translation import get_language

        seen.append(get_language())
        return HttpResponse()

    middleware = ChosenLanguageMiddleware(answer)
    request = RequestFactory().get("/", headers={"accept-language": "en"})
    assert middleware(request)["Content-Language"] == "zh-hans"
    request.COOKIES["django_language"] = "en"
    middleware(request)
    request.COOKIES["django_language"] = "xx"
    middleware(request)
    assert seen == ["zh-hans", "en", "zh-hans"]


@pytest.mark.parametrize("address", [*LISTS, *RECORDS, "/editions/XQ-2026-01/", "/", "/editions/feed.atom"])
def test_queries_do_not_grow_with_the_records(address: str, client: Client, records: None) -> None:
    made.issue()
    made.match_demands()
    counts = [_queries(client, address)]
    for number in range(10, 20):
        made.add_demand(number)
        made.add_achievement(number).rights.create(kind="invention", number=f"N{number}", status="granted")
        made.add_scenario(number)
        made.issue("scenarios")
    made.match_demands()
    counts.append(_queries(client, address))
    assert counts[0] == counts[1] <= 10


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_nothing_hidden_is_on_any_page_or_in_any_file(client: Client, records: None, tmp_path: Path) -> None:
    edition = made.issue()
    made.match_demands()
    addresses = [*PLAIN, *RECORDS, *EXPORTS, "/demands/XQ202600002/", "/achievements/CG202600002/",
                 f"/editions/{edition.number}/", "/editions/feed.atom", "/catalog.jsonld"]  # fmt: skip
    addresses += [f"{one}?q={word}" for one in ("/demands/", "/match/") for word in ("气孔", "叶片", "草稿")]
    for address in addresses:
        page = text(client.get(address))
        assert [secret for secret in made.SECRETS if secret in page] == [], address


@pytest.mark.parametrize("word", [made.HIDDEN_FIRM, made.SECRET_TITLE, "草稿里的需求"])
@pytest.mark.parametrize("section", ["demands", "achievements", "scenarios"])
def test_hidden_words_find_nothing(section: str, word: str, client: Client, records: None) -> None:
    page = text(client.get(f"/{section}/", {"q": word}))
    assert 'portal-row result"' not in page
    assert text(client.get(f"/{section}/export.csv", {"q": word})).count("\r\n") == 1


@pytest.mark.parametrize("address", ["/demands/XQ202600003/", "/achievements/CG202600003/", "/scenarios/CJ202600003/"])
def test_targeted_records_do_not_exist(address: str, english: Client, records: None) -> None:
    answer = english.get(address)
    assert answer.status_code == 404
    assert "There is no such page" in text(answer)
    assert answer["Content-Security-Policy"] == POLICY


def test_withdrawn_edition_says_so_and_stays(english: Client, records: None) -> None:
    edition = made.issue()
    operator = made.actor(Role.ZONE_OPERATOR)
    withdraw_edition(actor=operator, edition_id=edition.pk, now=made.NOW, reason="预算写错")
    page = text(english.get(f"/editions/{edition.number}/"))
    assert "Withdrawn on 2026-06-01" in page
    assert "预算写错" in page
    assert "Withdrawn" in text(english.get("/editions/"))


def test_a_page_of_a_broken_database_says_so(english: Client, db: None, monkeypatch: Any) -> None:
    english.raise_request_exception = False
    with connection.execute_wrapper(_broken):
        answer = english.get("/")
        health = english.get("/healthz")
    assert answer.status_code == 500
    assert "The fault is ours" in text(answer)
    assert health.status_code == 503
    assert Demand.objects.count() == 0


def _broken(*_args: Any) -> Any:
    from django.db import OperationalError

    raise OperationalError("disk is gone")
