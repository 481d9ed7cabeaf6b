"""All files of an edition together: complete, repeatable, and unharmed by hostile values."""

import csv
import hashlib
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import docx
import openpyxl  # type: ignore[import-untyped]
import pytest
from pypdf import PdfReader

from qiao.reports.rendering.bundle import write_edition, write_zone_catalogue
from qiao.reports.rendering.data_json import render_json
from qiao.reports.rendering.document import EditionDocument, UnusableDocument
from qiao.reports.rendering.feed_atom import render_atom
from qiao.reports.rendering.fonts import NoticeFonts
from qiao.reports.rendering.publication import PublishedEdition
from qiao.reports.rendering.table_xlsx import render_xlsx
from tests.reports.sample_edition import item_of, sample_edition
from tests.reports.test_tables_and_data import SITE

HOSTILE = (
    "=cmd|'/c calc'!A0",
    '#panic("x") *bold* $x$ <label> @ref',
    "<w:p/>&amp;]]><script>",
    "\x00\x01\x0b\x1f控制\x7f",
    "\u202e反向\u2066",
    "𠮷😀👨‍👩‍👧",
    "\ud800孤立",
    "_x0041_",
    "W" * 300,
    "行一\r\n行二\n\n行四",
    "长" * 20_000,
)


@pytest.fixture
def hostile() -> EditionDocument:
    items = tuple(
        item_of(number, f"XQ20261{number:04d}", {"name": text, "content": text, "ways": [text]})
        for number, text in enumerate(HOSTILE, 1)
    )
    return sample_edition(items=items, copies_to="<b>&\x01", contact=HOSTILE[1], opening=HOSTILE[:3])


def test_every_format_is_written_whole_and_digested(
    edition: EditionDocument, fonts: NoticeFonts, tmp_path: Path
) -> None:
    written = write_edition(edition, tmp_path, fonts)
    names = [f"XQ-2026-01.{ending}" for ending in ("docx", "pdf", "xlsx", "csv", "json")]
    assert [file.path.name for file in written] == names
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)
    for file in written:
        content = file.path.read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file.size, file.sha256)
        assert file.warnings == ()
        assert file.path.stat().st_mode & 0o777 == 0o644


def test_the_same_document_gives_the_same_bytes(
    edition: EditionDocument, fonts: NoticeFonts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = [file.sha256 for file in write_edition(edition, tmp_path / "a", fonts)]
    monkeypatch.setenv("TZ", "America/New_York")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert [file.sha256 for file in write_edition(sample_edition(), tmp_path / "b", fonts)] == first


def test_zip_members_carry_no_clock(edition: EditionDocument, fonts: NoticeFonts, tmp_path: Path) -> None:
    for file in write_edition(edition, tmp_path, fonts)[0:3:2]:
        with ZipFile(file.path) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_nothing_is_left_when_a_value_does_not_fit(
    edition: EditionDocument, fonts: NoticeFonts, tmp_path: Path
) -> None:
    broken = replace(edition, items=(item_of(1, "XQ1", {"deadline_on": "soon"}),))
    with pytest.raises(UnusableDocument, match=r"XQ1\.deadline_on"):
        write_edition(broken, tmp_path / "out", fonts)
    assert not (tmp_path / "out").exists()


def test_a_failed_write_leaves_no_half_file(
    edition: EditionDocument, fonts: NoticeFonts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: str, target: Path) -> None:
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr("os.replace", refuse)
    with pytest.raises(OSError, match="No space left"):
        write_edition(edition, tmp_path, fonts)
    assert list(tmp_path.iterdir()) == []


def test_hostile_values_break_no_format_and_do_not_vanish(
    hostile: EditionDocument, fonts: NoticeFonts, tmp_path: Path
) -> None:
    files = {file.path.suffix: file for file in write_edition(hostile, tmp_path, fonts)}
    codes = [item.code for item in hostile.items]

    word = docx.Document(str(files[".docx"].path))
    table = word.tables[0]
    assert [row.cells[1].text for row in table.rows[1:]] == codes
    assert table.rows[3].cells[2].text == HOSTILE[2]
    assert table.rows[6].cells[2].text == HOSTILE[5], "Word finds its own fonts for rare characters"
    assert "\ufffd" in table.rows[4].cells[2].text
    assert len(table.rows[11].cells[2].text) == 20_000

    text = "".join(page.extract_text() for page in PdfReader(str(files[".pdf"].path)).pages)
    assert [code for code in codes if code not in text.replace("\u200b", "")] == []
    assert "#panic" in text
    assert text.count("长") >= 60_000

    sheet = openpyxl.load_workbook(files[".xlsx"].path)["清单"]
    cells = [cell for row in sheet.iter_rows(min_row=4) for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}, "no formula, no error value"
    assert sheet["C4"].value == HOSTILE[0]
    assert sheet["C11"].value == HOSTILE[7]

    rows = list(csv.reader(StringIO(files[".csv"].path.read_text("utf-8-sig"), newline="")))
    assert [row[1] for row in rows[1:]] == codes
    assert rows[1][2] == f"'{HOSTILE[0]}"

    values = [item["values"]["name"] for item in json.loads(files[".json"].path.read_bytes())["items"]]
    assert values == list(HOSTILE)


def test_every_replaced_character_is_named_in_the_warnings(
    hostile: EditionDocument, fonts: NoticeFonts, tmp_path: Path
) -> None:
    files = {file.path.suffix: file for file in write_edition(hostile, tmp_path, fonts)}
    for ending, named in ((".docx", "U+0001 U+0000"), (".xlsx", "U+202E"), (".csv", "U+D800"), (".pdf", "U+20BB7")):
        (warning,) = files[ending].warnings
        assert warning.code == "characters_substituted"
        assert set(named.split()) <= set(warning.detail.split())
    assert files[".json"].warnings == ()


def test_the_zone_catalogue_lists_what_was_written(
    hostile: EditionDocument, fonts: NoticeFonts, tmp_path: Path
) -> None:
    written = write_edition(hostile, tmp_path, fonts)
    edition = PublishedEdition(hostile, tuple(file.published() for file in written))
    feed, catalogue = write_zone_catalogue(SITE, [edition], tmp_path)
    assert (feed.media_type, catalogue.media_type) == ("application/atom+xml", "application/ld+json")
    links = ET.fromstring(feed.path.read_bytes()).iter("{http://www.w3.org/2005/Atom}link")
    assert [link.get("length") for link in links if link.get("rel") == "enclosure"] == [
        str(file.size) for file in written
    ]
    (dataset,) = json.loads(catalogue.path.read_bytes())["dcat:dataset"]
    sums = [file["spdx:checksum"]["spdx:checksumValue"]["@value"] for file in dataset["dcat:distribution"]]
    assert sums == [file.sha256 for file in written]


def test_the_hostile_feed_stays_well_formed() -> None:
    nasty = sample_edition(title="]]><x>&\x01清单", zone_name="<a>")
    content = render_atom(SITE, [PublishedEdition(nasty, ())])[0]
    assert "]]><x>&\ufffd清单" in "".join(ET.fromstring(content).itertext())


def test_bytes_differ_when_the_document_differs(edition: EditionDocument) -> None:
    changed = replace(edition, approved_by="示范区联席会议")
    assert render_json(changed) != render_json(edition)
    assert render_xlsx(changed)[0] != render_xlsx(edition)[0]
