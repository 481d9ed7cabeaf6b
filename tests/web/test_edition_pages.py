"""Edition pages: list, head, lines, difference, downloads, feed and catalogue."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils.http import urlencode

from qiao.catalogue.actions.withdraw_edition import withdraw_edition
from qiao.catalogue.models import Demand
from qiao.core.access import Role
from qiao.foundation.files import path_of
from qiao.web.editions.views import LINES_PER_PAGE
from tests.web import zone_records as made
from tests.web.test_pages import text

ATOM = "{http://www.w3.org/2005/Atom}"


def test_list_filters_by_kind_and_text(english: Client, records: None) -> None:
    made.issue("demands")
    made.issue("scenarios")
    assert "2 editions" in text(english.get("/editions/"))
    only = text(english.get("/editions/", {"kind": "scenarios"}))
    assert "CJ-2026-01" in only
    assert "XQ-2026-01" not in only
    assert "XQ-2026-01" in text(english.get("/editions/", {"q": "xq-2026"}))
    assert "No edition fits" in text(english.get("/editions/", {"q": "没有"}))


@pytest.mark.parametrize("values", [{"page": "abc"}, {"kind": "x"}, {"q": "长" * 101}])
def test_faulty_input_of_the_list(values: dict[str, str], english: Client, records: None) -> None:
    answer = english.get("/editions/", values)
    assert answer.status_code == 400
    assert 'role="alert"' in text(answer)


def test_pages_beyond_the_end(english: Client, records: None) -> None:
    made.issue()
    assert english.get("/editions/", {"page": "2"}).status_code == 404
    assert english.get("/editions/XQ-2026-01/", {"page": "2"}).status_code == 404
    assert english.get("/editions/XQ-2026-01/", {"page": "x"}).status_code == 400


def test_head_lines_and_links_to_live_records(english: Client, records: None) -> None:
    edition = made.issue()
    page = text(english.get(f"/editions/{edition.number}/"))
    for part in (edition.document_number, edition.digest, "林晓舟", "周正阳", "None, this is the first", "需求内容"):
        assert part in page
    assert '<a href="/demands/XQ202600001/">' in page
    Demand.objects.filter(code="XQ202600001").update(disclosure="targeted")
    later = text(english.get(f"/editions/{edition.number}/"))
    assert "XQ202600001" in later
    assert '<a href="/demands/XQ202600001/">' not in later


def test_a_draft_has_no_page(english: Client, records: None) -> None:
    edition = made.issue()
    assert english.get("/editions/XQ-2026-02/").status_code == 404
    assert english.get(f"/editions/{edition.pk}/").status_code == 404


def test_lines_are_paged(english: Client, zone: None) -> None:
    for number in range(1, LINES_PER_PAGE + 2):
        made.add_demand(number)
    made.issue()
    second = text(english.get("/editions/XQ-2026-01/", {"page": "2"}))
    assert f"lines {LINES_PER_PAGE + 1} to {LINES_PER_PAGE + 1} of {LINES_PER_PAGE + 1}" in second


def test_difference_names_what_was_added_changed_and_removed(english: Client, zone: None) -> None:
    for number in (1, 2, 3):
        made.add_demand(number, title=f"需求{number}")
    made.issue(codes=("XQ202600001", "XQ202600002"))
    Demand.objects.filter(code="XQ202600002").update(budget_band="over_1000")
    made.issue(codes=("XQ202600002", "XQ202600003"))
    page = text(english.get("/editions/XQ-2026-02/"))
    assert "What changed since XQ-2026-01" in page
    assert re.findall(r"<strong>(\d+)</strong>", page.split('class="portal-balance"')[1].split("</ul>")[0]) == list(
        "1110"
    )
    assert "<del>100-500万元</del> <ins>1000万元以上</ins>" in page


def test_download_is_checked_and_an_altered_file_is_kept_back(english: Client, records: None, tmp_path: Path) -> None:
    edition = made.issue()
    file = made.add_file(edition, tmp_path)
    page = text(english.get(f"/editions/{edition.number}/"))
    assert file.sha256 in page
    address = f"/editions/{edition.number}/{file.name}"
    assert f'href="{address}"' in page
    answer = english.get(address)
    assert text(answer) == "序号,编号\r\n"
    assert answer["Content-Type"] == "text/csv"
    assert answer["Content-Disposition"] == f'attachment; filename="{file.name}"'
    assert int(answer["Content-Length"]) == file.size
    path_of(file.sha256).write_text("altered", encoding="utf-8")
    kept = english.get(address)
    assert kept.status_code == 500
    assert "is no longer what was published" in text(kept)
    assert english.get(f"/editions/{edition.number}/other.csv").status_code == 404
    assert english.get(f"/editions/{edition.number}/..%2F..%2Fsecret.key").status_code == 404


def test_the_files_of_a_withdrawn_edition_as_issued_are_named_and_not_handed_out(
    english: Client, records: None, tmp_path: Path
) -> None:
    edition = made.issue()
    plain = made.add_file(edition, tmp_path)
    heading = "Files as first issued, no longer valid"
    assert heading not in text(english.get(f"/editions/{edition.number}/"))
    withdraw_edition(actor=made.actor(Role.ZONE_OPERATOR), edition_id=edition.pk, now=made.NOW, reason="预算写错")
    marked = made.add_file(edition, tmp_path, "序号,编号,已撤回\r\n", is_marked=True)
    present, earlier = text(english.get(f"/editions/{edition.number}/")).split(heading)
    assert marked.sha256 in present
    assert plain.sha256 not in present
    earlier = earlier.split("</section>")[0]
    assert plain.sha256 in earlier
    assert "Withdrawn" in earlier
    assert "href" not in earlier
    assert "已撤回" in text(english.get(f"/editions/{edition.number}/{plain.name}"))


@pytest.mark.parametrize("base", ["http://127.0.0.1:8000", "https://qiao.example.org"])
def test_feed_and_catalogue_give_the_public_address_or_the_one_that_was_asked(
    base: str, client: Client, records: None, settings: Any
) -> None:
    settings.BASE_URL = base
    made.issue()
    expected = base if base.startswith("https") else "http://testserver"
    for address in ("/editions/feed.atom", "/catalog.jsonld"):
        page = text(client.get(address))
        assert f'"{expected}/editions/XQ-2026-01/"' in page
        assert "127.0.0.1" not in page


def test_every_address_of_feed_and_catalogue_answers(client: Client, records: None, tmp_path: Path) -> None:
    made.add_file(made.issue(), tmp_path)
    feed = client.get("/editions/feed.atom")
    assert feed["Content-Type"] == "application/atom+xml; charset=utf-8"
    links = [link.get("href", "") for link in ET.fromstring(feed.content).iter(f"{ATOM}link")]
    catalogue = client.get("/catalog.jsonld")
    assert catalogue["Content-Type"] == "application/ld+json"
    links += [
        one["dcat:downloadURL"]["@id"]
        for dataset in json.loads(catalogue.content)["dcat:dataset"]
        for one in dataset["dcat:distribution"]
    ]
    assert len(links) >= 5
    for link in links:
        answer = client.get(link.replace("http://testserver", ""))
        assert answer.status_code == 200, link
        answer.getvalue()  # read to the end, which closes the file


def test_feed_without_a_zone_is_not_found(client: Client, db: None) -> None:
    assert client.get("/editions/feed.atom").status_code == 404
    assert client.get("/catalog.jsonld").status_code == 404


def test_addresses_with_odd_values_do_not_break(client: Client, records: None) -> None:
    assert client.get("/editions/?" + urlencode({"q": "%_\\'\"", "page": "1"})).status_code == 200
