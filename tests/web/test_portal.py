"""The portal as programs and searchers meet it: search, JSON-LD, sitemap, feeds, exports, organisations."""

import html
import io
import json
import re
import xml.etree.ElementTree as ET
from typing import Any

import openpyxl
import pytest
from django.test import Client

from qiao.catalogue.models import Achievement, Demand, Scenario
from qiao.core.access import PUBLIC
from qiao.parties.models import Organisation
from qiao.web.front import addresses
from tests.web import zone_records as made
from tests.web.test_lists import rows_of, titles
from tests.web.test_pages import text

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def blocks(page: str) -> list[dict[str, Any]]:
    return [json.loads(found) for found in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)]


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("XQ202600001", "/demands/XQ202600001/"),
        (" cg202600002 ", "/achievements/CG202600002/"),
        ("CJ202600001", "/scenarios/CJ202600001/"),
        ("XQ-2026-01", "/editions/XQ-2026-01/"),
        ("xq-2026-01", "/editions/XQ-2026-01/"),
    ],
)
def test_an_exact_number_leads_to_its_page(typed: str, address: str, client: Client, records: None) -> None:
    made.issue()
    answer = client.get("/search/", {"q": typed})
    assert answer.status_code == 302
    assert answer["Location"] == address


def test_a_document_number_leads_to_its_edition(client: Client, records: None) -> None:
    edition = made.issue()
    assert client.get("/search/", {"q": edition.document_number})["Location"] == f"/editions/{edition.number}/"


@pytest.mark.parametrize("typed", ["XQ202600003", "CG202600003", "CJ202600003", "XQ209900001", "XQ-2026-99", "XQ"])
def test_a_number_of_nothing_visible_leads_nowhere(typed: str, english: Client, records: None) -> None:
    answer = english.get("/search/", {"q": typed})
    assert answer.status_code == 200
    assert "Nothing fits these words" in text(answer)


def test_search_groups_hits_by_kind(english: Client, records: None) -> None:
    made.issue()
    page = text(english.get("/search/", {"q": "压铸"}))
    groups = re.findall(r'id="g-(\w+)">.*?<span class="portal-number">(\d+)</span>', page)
    # Keywords of every record name it; so does the name of the firm that open records name.
    assert groups == [("achievement", "2"), ("demand", "2"), ("scenario", "1"), ("organisation", "1")]
    assert re.findall(r'id="g-(\w+)"', text(english.get("/search/", {"q": "清单"}))) == ["edition"]


@pytest.mark.parametrize("word", [*made.SECRETS, "隐名轴承"])
def test_search_finds_nothing_hidden(word: str, english: Client, records: None) -> None:
    page = text(english.get("/search/", {"q": word}))
    assert 'id="g-' not in page


def test_faulty_search_is_named(english: Client, records: None) -> None:
    answer = english.get("/search/", {"q": "长" * 5_000})
    assert answer.status_code == 400
    assert "at most 100 characters" in text(answer)


def test_data_blocks_are_json_and_cannot_be_broken_out_of(english: Client, zone: None) -> None:
    nasty = '</script><script>alert(1)</script> <!-- & "quoted" 气孔'
    made.organisation(made.FIRM)
    Organisation.objects.filter(name=made.FIRM).update(profile=nasty)
    made.add_achievement(1, title=nasty, summary=nasty, keywords=[nasty])
    key = Organisation.objects.get(name=made.FIRM).pk
    for address in ("/achievements/CG202600001/", f"/organisations/{key}/"):
        page = text(english.get(address))
        assert "<script>alert" not in page
        found = blocks(page)
        described, trail = found
        assert trail["@type"] == "BreadcrumbList"
        assert nasty in (described["name"], described["description"])
    assert described["@type"] == "Organization"


def test_the_home_page_describes_its_search(english: Client, records: None) -> None:
    (site,) = blocks(text(english.get("/")))
    assert site["@type"] == "WebSite"
    assert site["potentialAction"]["target"]["urlTemplate"] == "http://testserver/search/?q={search_term_string}"


def test_canonical_address_drops_what_does_not_change_the_list(english: Client, records: None) -> None:
    page = text(english.get("/demands/?utm_source=x&field=4&q="))
    assert '<link rel="canonical" href="http://testserver/demands/?field=4">' in page


def locations(answer: Any) -> set[str]:
    return {found.text or "" for found in ET.fromstring(answer.content).iter(f"{MAP}loc")}


def public_paths() -> set[str]:
    paths = {
        f"/{section}/{code}/"
        for section, model in (("demands", Demand), ("achievements", Achievement), ("scenarios", Scenario))
        for code in model.objects.visible_to(PUBLIC).values_list("code", flat=True)
    }
    return paths | {f"/organisations/{Organisation.objects.get(name=made.FIRM).pk}/"}


def test_the_sitemap_lists_exactly_what_is_public(client: Client, records: None) -> None:
    edition = made.issue()
    found = {path.removeprefix("http://testserver") for path in locations(client.get("/sitemap.xml"))}
    fixed = {"/", "/match/", "/about/simulated/", "/editions/", "/organisations/", "/demands/", "/achievements/",
             "/scenarios/"}  # fmt: skip
    assert found - fixed == public_paths() | {f"/editions/{edition.number}/"}
    assert fixed <= found
    assert all(client.get(path).status_code == 200 for path in found)


def test_a_long_sitemap_comes_in_parts(client: Client, records: None, monkeypatch: Any) -> None:
    whole = locations(client.get("/sitemap.xml"))
    monkeypatch.setattr(addresses, "MOST_ADDRESSES", 1)
    parts = locations(client.get("/sitemap.xml"))
    assert len(parts) > 5
    together: set[str] = set()
    for part in parts:
        one = locations(client.get(part))
        assert len(one) <= 1
        together |= one
    assert together == whole
    assert client.get("/sitemap-demand-9.xml").status_code == 404
    assert client.get("/sitemap-people-1.xml").status_code == 404


def test_robots_are_led_to_the_sitemap_and_away_from_work(client: Client, records: None) -> None:
    page = text(client.get("/robots.txt"))
    assert "Disallow: /work/" in page
    assert "Sitemap: http://testserver/sitemap.xml" in page


def test_search_description_is_well_formed(client: Client, records: None) -> None:
    description = ET.fromstring(client.get("/opensearch.xml").content)
    (url,) = description.iter("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert url.get("template") == "http://testserver/search/?q={searchTerms}"


@pytest.mark.parametrize(("section", "code"), [("demands", "XQ"), ("achievements", "CG"), ("scenarios", "CJ")])
def test_feeds_hold_the_filtered_list(section: str, code: str, client: Client, records: None) -> None:
    feed = ET.fromstring(client.get(f"/{section}/feed.atom?field=4").content)
    shown = titles(text(client.get(f"/{section}/?field=4")))
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == [html.unescape(t) for t in shown]
    assert not list(ET.fromstring(client.get(f"/{section}/feed.atom?field=8").content).iter(f"{ATOM}entry"))


def test_a_feed_survives_characters_that_xml_cannot_carry(client: Client, zone: None) -> None:
    made.add_demand(1, title="气\x0b孔", content="\x01坏")
    feed = ET.fromstring(client.get("/demands/feed.atom").content)
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == ["气孔"]


@pytest.mark.parametrize("section", ["demands", "achievements", "scenarios", "organisations"])
def test_both_exports_hold_the_rows_of_the_list(section: str, english: Client, records: None) -> None:
    rows = rows_of(english.get(f"/{section}/export.csv"))
    answer = english.get(f"/{section}/export.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    head, *cells = sheet.active.iter_rows(values_only=True)
    assert list(head) == list(rows[0])
    assert [[cell or "" for cell in row] for row in cells] == [list(row.values()) for row in rows]
    assert [row["Name"] for row in rows] == titles(text(english.get(f"/{section}/")))


def test_an_excel_cell_is_never_a_formula_nor_too_long(english: Client, zone: None) -> None:
    made.add_demand(1, title="=1+1", content="长" * 40_000)
    answer = english.get("/demands/export.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    cells = {cell.value: cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row}
    assert cells["=1+1"] == "s"
    assert max(len(str(value)) for value in cells) == 32_767


def test_organisations_are_those_that_open_records_name(english: Client, records: None) -> None:
    assert titles(text(english.get("/organisations/"))) == [made.FIRM]
    firm, hidden = (Organisation.objects.get(name=name) for name in (made.FIRM, made.HIDDEN_FIRM))
    shown = text(english.get(f"/organisations/{firm.pk}/"))
    for code in ("XQ202600001", "CG202600001", "CJ202600001"):
        assert code in shown
    assert english.get(f"/organisations/{hidden.pk}/").status_code == 404
    for section in ("demands", "achievements", "scenarios"):
        assert titles(text(english.get(f"/{section}/", {"organisation": hidden.pk}))) == []
        listed = text(english.get(f"/{section}/", {"organisation": hidden.pk}))
        assert made.HIDDEN_FIRM not in listed
        assert len(titles(text(english.get(f"/{section}/", {"organisation": firm.pk})))) == 1


@pytest.mark.parametrize("value", ["x", "-1", "１", "9" * 40])
def test_a_key_that_is_none_is_a_named_fault(value: str, english: Client, records: None) -> None:
    answer = english.get("/demands/", {"organisation": value})
    assert answer.status_code == 400
    assert "organisation =" in text(answer)
