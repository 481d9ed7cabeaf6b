"""From an issued edition to its files: complete, repeatable, marked after withdrawal, and silent about hidden units."""

import csv
import hashlib
import json
import xml.etree.ElementTree as ET
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from shutil import copyfile
from zipfile import ZipFile

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader
from pytest_django import Settings

from qiao.catalogue.actions.withdraw_edition import withdraw_edition
from qiao.catalogue.models import Demand, Edition
from qiao.core.outcomes import Missing
from qiao.foundation.files import intact_path, path_of
from qiao.foundation.models import OutboxEvent, StoredFile
from qiao.foundation.outbox import dispatch_events
from qiao.parties.models import Zone
from qiao.reports.editions import edition_document
from qiao.reports.models import EditionFile
from qiao.reports.open_data import zone_catalog, zone_feed
from qiao.reports.publication import publish_edition
from qiao.reports.rendering.document import UnusableDocument
from qiao.reports.selectors import earlier_files, edition_file, edition_files
from qiao.reports.verification import verify_edition_files
from tests.catalogue.edition_story import (
    HIDDEN_FIRM,
    HIDDEN_TRUNK,
    compiled,
    demand,
    issued,
    masked_demand,
    scenario,
    targeted_demand,
    world,
)
from tests.catalogue.zone_people import ZONE, People

pytestmark = pytest.mark.django_db
BASE = "https://qiao.example.org"
ENDINGS = ["csv", "docx", "json", "pdf", "xlsx"]


@pytest.fixture(autouse=True)
def _addresses(settings: Settings, tmp_path: Path) -> None:
    settings.BASE_URL = BASE
    settings.DATA_FOLDER = tmp_path / "data"


@pytest.fixture
def everybody(now: datetime) -> People:
    return world(now)


@pytest.fixture
def edition(everybody: People, now: datetime) -> Edition:
    demand(everybody, now, 1)
    masked_demand(everybody, now, 2)
    targeted_demand(everybody, now, 3)
    return issued(everybody, now)


def text_of(path: Path) -> str:
    """Everything a reader, or a curious one with an archive tool, finds in a file."""
    if path.suffix == ".pdf":
        reader = PdfReader(path)
        pages = "".join(page.extract_text() for page in reader.pages)
        return "".join((pages + str(reader.metadata)).split())
    if path.suffix in (".docx", ".xlsx"):
        with ZipFile(path) as archive:
            return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return path.read_text(encoding="utf-8-sig")


def test_every_format_is_written_and_kept(edition: Edition, now: datetime, tmp_path: Path) -> None:
    written = publish_edition(edition.pk, tmp_path, now)
    names = [f"XQ-2026-01.{ending}" for ending in ENDINGS]
    assert sorted(file.path.name for file in written) == names
    kept = edition_files(edition)
    assert [file.name for file in kept] == names
    for file in kept:
        content = (tmp_path / file.name).read_bytes()
        assert (file.size, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())
        assert intact_path(StoredFile.objects.get(sha256=file.sha256)).read_bytes() == content
        assert not file.warnings
    assert edition_file(edition, names[3]).media_type == "application/pdf"
    with pytest.raises(Missing):
        edition_file(edition, "XQ-2026-02.pdf")


def test_nothing_hidden_is_in_any_file(edition: Edition, now: datetime, tmp_path: Path) -> None:
    for file in publish_edition(edition.pk, tmp_path, now):
        text = text_of(file.path)
        assert "XQ202640002" in text, file.path.name
        for secret in (HIDDEN_FIRM, HIDDEN_TRUNK, "深海密封", "XQ202640003", "chen@example.org", "0513-88881234"):
            assert secret not in text, f"{secret} in {file.path.name}"


def test_data_files_carry_all_columns_and_the_notice_those_that_fit(
    edition: Edition, now: datetime, tmp_path: Path
) -> None:
    publish_edition(edition.pk, tmp_path, now)
    data = json.loads((tmp_path / "XQ-2026-01.json").read_text(encoding="utf-8"))
    assert [column["key"] for column in data["columns"]] == [column["key"] for column in edition.columns]
    assert data["items"][0]["values"]["region"] == "江苏省"
    assert data["digest"] == edition.digest
    table = next(csv.reader(StringIO((tmp_path / "XQ-2026-01.csv").read_text(encoding="utf-8-sig"))))
    assert {"地区", "行业", "状态", "需求名称"} <= set(table)
    cells = [cell.text for one in docx.Document(str(tmp_path / "XQ-2026-01.docx")).tables for cell in one.rows[0].cells]
    assert "需求名称" in cells
    assert "地区" not in cells


def test_the_same_edition_gives_the_same_bytes_and_is_kept_once(
    edition: Edition, now: datetime, tmp_path: Path
) -> None:
    first = publish_edition(edition.pk, tmp_path / "a", now)
    Zone.objects.update(name="改名后的示范区", office="改名后的办公室", contact="改")
    Demand.objects.update(title="改过的需求")
    second = publish_edition(edition.pk, tmp_path / "b", now + timedelta(days=9))
    assert [file.sha256 for file in first] == [file.sha256 for file in second]
    assert EditionFile.objects.count() == len(ENDINGS)


def test_issue_and_withdrawal_write_the_files_and_the_old_ones_stay(
    everybody: People, edition: Edition, now: datetime, tmp_path: Path
) -> None:
    assert dispatch_events(now).failed == 0
    assert OutboxEvent.objects.get(name="catalogue.EditionIssued").dispatched_at == now
    before = {file.name: file.sha256 for file in edition_files(edition)}
    assert len(before) == len(ENDINGS)
    later = now + timedelta(days=4)
    edition = withdraw_edition(actor=everybody.operator, edition_id=edition.pk, now=later, reason="第2项需求已解决")
    assert dispatch_events(later).failed == 0
    marked = edition_files(edition)
    assert [file.name for file in marked] == list(before)
    assert {file.name: file.sha256 for file in earlier_files(edition)} == before
    for file in marked:
        if file.name.endswith(".csv"):
            rows = list(csv.DictReader(StringIO(path_of(file.sha256).read_text("utf-8-sig"), newline="")))
            assert {row["清单状态"] for row in rows} == {"已撤回 2026-06-05"}
        if file.name.endswith((".pdf", ".json", ".xlsx")):
            readable = tmp_path / file.name
            copyfile(path_of(file.sha256), readable)
            assert "第2项需求已解决" in text_of(readable), file.name
    assert "2026-06-05" in (tmp_path / "XQ-2026-01.json").read_text(encoding="utf-8")


def test_news_that_arrives_after_the_withdrawal_still_keeps_the_edition_as_issued(
    everybody: People, edition: Edition, now: datetime
) -> None:
    edition = withdraw_edition(actor=everybody.operator, edition_id=edition.pk, now=now, reason="信息有误")
    assert dispatch_events(now).failed == 0
    assert len(edition_files(edition)) == len(earlier_files(edition)) == len(ENDINGS)


def test_only_what_was_issued_becomes_a_document(everybody: People, now: datetime) -> None:
    demand(everybody, now, 1)
    with pytest.raises(Missing):
        edition_document(compiled(everybody, now).pk)


def test_the_document_names_what_changed(everybody: People, edition: Edition, now: datetime) -> None:
    assert edition_document(edition.pk).changes is None
    Demand.objects.filter(code="XQ202640001").update(region="310000")
    demand(everybody, now, 4)
    later = now + timedelta(days=30)
    document = edition_document(issued(everybody, later).pk)
    assert document.previous_number == "XQ-2026-01"
    assert document.changes is not None
    assert [(change.kind, change.code, change.fields) for change in document.changes] == [
        ("changed", "XQ202640001", ("region",)),
        ("added", "XQ202640004", ()),
    ]


def test_a_change_of_a_column_that_the_notice_lacks_is_named_by_its_heading(
    everybody: People, edition: Edition, now: datetime, tmp_path: Path
) -> None:
    Demand.objects.filter(code="XQ202640001").update(region="310000")
    written = publish_edition(issued(everybody, now).pk, tmp_path, now)
    notice = docx.Document(str(next(file.path for file in written if file.path.suffix == ".docx")))
    cells = [cell.text for table in notice.tables for row in table.rows for cell in row.cells]
    assert cells.count("地区") == 1
    assert "region" not in cells


@pytest.mark.parametrize(
    "base", ["", "http://127.0.0.1:8000", "http://localhost/x", "http://[::1]:8000/", "http://0.0.0.0"]
)
def test_an_address_that_only_this_machine_can_open_is_not_printed(
    base: str, edition: Edition, settings: Settings
) -> None:
    assert edition_document(edition.pk).verification_url == f"{BASE}/editions/XQ-2026-01/"
    settings.BASE_URL = base
    assert edition_document(edition.pk).verification_url == ""


@pytest.mark.parametrize("base", ["ftp://qiao.example.org", "qiao.example.org"])
def test_a_base_address_that_is_not_of_the_web_is_refused(base: str, edition: Edition, settings: Settings) -> None:
    settings.BASE_URL = base
    with pytest.raises(UnusableDocument, match="verification_url"):
        edition_document(edition.pk)


def test_feed_and_catalogue_name_every_edition_with_its_files(
    everybody: People, edition: Edition, now: datetime
) -> None:
    scenario(everybody, now, 1)
    issued(everybody, now, "scenarios")
    withdraw_edition(actor=everybody.operator, edition_id=edition.pk, now=now, reason="信息有误")
    dispatch_events(now)
    atom = "{http://www.w3.org/2005/Atom}"
    entries = ET.fromstring(zone_feed(ZONE, BASE)).findall(f"{atom}entry")
    titles = {entry.findtext(f"{atom}title", "") for entry in entries}
    assert len(titles) == 2
    assert sum(title.startswith("【已撤回】") for title in titles) == 1
    links = [link.get("href") for link in entries[0].findall(f"{atom}link") if link.get("rel") == "enclosure"]
    assert len(links) == len(ENDINGS)
    assert all(str(link).startswith(f"{BASE}/editions/") for link in links)
    catalogue = json.loads(zone_catalog(ZONE, BASE))
    datasets = {one["dct:identifier"]: one for one in catalogue["dcat:dataset"]}
    assert set(datasets) == {"XQ-2026-01", "CJ-2026-01"}
    assert "共2项" in datasets["XQ-2026-01"]["dct:description"]["@value"]
    assert len(datasets["XQ-2026-01"]["dcat:distribution"]) == len(ENDINGS)
    with pytest.raises(Missing):
        zone_feed("nowhere", BASE)


def test_the_feed_takes_the_same_queries_for_one_edition_and_for_five(
    everybody: People, edition: Edition, now: datetime
) -> None:
    with CaptureQueriesContext(connection) as one:
        zone_feed(ZONE, BASE)
    for _ in range(4):
        issued(everybody, now)
    with CaptureQueriesContext(connection) as five:
        zone_feed(ZONE, BASE)
    assert len(one) == len(five)


def test_an_altered_or_lost_file_is_named(edition: Edition, now: datetime, tmp_path: Path) -> None:
    publish_edition(edition.pk, tmp_path, now)
    assert list(verify_edition_files()) == []
    path_of(edition_file(edition, "XQ-2026-01.csv").sha256).write_text("另一份")
    path_of(edition_file(edition, "XQ-2026-01.pdf").sha256).unlink()
    assert sorted((finding.kind, finding.label) for finding in verify_edition_files()) == [
        ("edition_file_altered", "XQ-2026-01.csv"),
        ("edition_file_missing", "XQ-2026-01.pdf"),
    ]
