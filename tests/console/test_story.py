"""The whole story in processes of their own, from an empty folder to the files, and one byte altered afterwards."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from openpyxl import load_workbook

from tests.console.office import FOUND, table_of

REPOSITORY = Path(__file__).resolve().parent.parent.parent
TITLE = "AL6061薄板焊接变形控制"
OFFER = ("A1", "AL6061薄板激光焊接工艺", "用于AL6061薄板焊接，焊接变形不超过0.3毫米")


class Desk:
    """A data folder, and the command run on it from a folder of files."""

    def __init__(self, data: Path, work: Path) -> None:
        self.data, self.work = data, work

    def qiao(self, *arguments: str, code: int = 0) -> str:
        """Standard output of a command that must end with this code."""
        environment = {
            **{name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "QIAO_ZONE")},
            "QIAO_DATA": str(self.data),
            "DJANGO_SETTINGS_MODULE": "config.settings.base",
            "PYTHONPATH": str(REPOSITORY),
        }
        command = [sys.executable, "-m", "qiao.console.main", *arguments]
        done = subprocess.run(command, cwd=self.work, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stderr or done.stdout
        return done.stdout


def _fill_template(desk: Desk) -> None:
    desk.qiao("template", "demands", "demands.xlsx")
    book = load_workbook(desk.work / "demands.xlsx")
    sheet = book.worksheets[0]
    headers = [str(cell.value).strip("*＊ ") for cell in sheet[1]]
    for heading, value in (("外部编号", "D1"), ("需求名称", TITLE), ("需求内容", "焊接变形不超过0.5毫米")):
        sheet.cell(2, headers.index(heading) + 1, value)
    book.save(desk.work / "demands.xlsx")


def _lists_in(desk: Desk) -> None:
    first = json.loads(desk.qiao("import", "demands", "demands.xlsx", "--json"))
    assert (first["added"], first["bad"]) == (1, 0)
    again = json.loads(desk.qiao("import", "demands", "demands.xlsx", "--json"))
    assert (again["added"], again["changed"], again["same"]) == (0, 0, 1)
    table_of(desk.work / "achievements.xlsx", ("外部编号", "成果名称", "成果简介"), [OFFER])
    desk.qiao("import", "achievements", "achievements.xlsx")


def _edition_out(desk: Desk) -> None:
    desk.qiao("edition", "draft", "demands")
    (draft,) = json.loads(desk.qiao("edition", "list", "--json"))["rows"]
    desk.qiao("edition", "approve", str(draft["id"]))
    desk.qiao("edition", "release", str(draft["id"]), "--out", "out")
    (issued,) = json.loads(desk.qiao("edition", "list", "--json"))["rows"]
    written = {path.name for path in (desk.work / "out").iterdir()}
    assert written == {f"{issued['number']}.{suffix}" for suffix in ("docx", "pdf", "xlsx", "csv", "json")}


def _rows(database: Path, query: str) -> dict[int, bytes]:
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        connection.text_factory = bytes
        return dict(connection.execute(query).fetchall())


def _altered(database: Path, needle: bytes) -> Iterator[bytes]:
    """The database file with one bit of one occurrence of the words changed, for each occurrence in turn."""
    content = database.read_bytes()
    place = content.find(needle)
    while place >= 0:
        last = place + len(needle) - 1
        yield content[:last] + bytes([content[last] ^ 1]) + content[last + 1 :]
        place = content.find(needle, place + 1)


def _copy_with_a_byte_changed(desk: Desk, folder: Path, needle: str, query: str) -> tuple[Desk, int]:
    """A copy of the data folder in which a row that the query shows differs by one byte, and that row's key."""
    shutil.copytree(desk.data, folder)
    database = folder / "qiao.sqlite3"
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    before = _rows(database, query)
    for content in _altered(database, needle.encode()):
        database.write_bytes(content)
        changed = [key for key, value in _rows(database, query).items() if value != before[key]]
        if changed:
            return Desk(folder, desk.work), changed[0]
    raise AssertionError(f"{needle} stands in no row")


def test_from_an_empty_folder_to_the_files_and_one_byte_later(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    desk = Desk(tmp_path / "data", tmp_path / "work")
    desk.qiao(*FOUND)
    _fill_template(desk)
    _lists_in(desk)
    desk.qiao("match", "run")
    assert json.loads(desk.qiao("match", "show", "demand", "D1", "--json"))[0]["title"] == OFFER[1]
    _edition_out(desk)
    assert json.loads(desk.qiao("audit", "verify", "--json"))["findings"] == []

    titles = "SELECT id, title FROM catalogue_demand"
    record, key = _copy_with_a_byte_changed(desk, tmp_path / "record", TITLE, titles)
    found = json.loads(record.qiao("audit", "verify", "--json", code=1))["findings"]
    assert {"kind": "record_altered", "number": key, "label": "catalogue.demand title"} in found

    actors = "SELECT id, actor_name FROM foundation_auditrow"
    row, number = _copy_with_a_byte_changed(desk, tmp_path / "row", "周操作员", actors)
    found = json.loads(row.qiao("audit", "verify", "--json", code=1))["findings"]
    assert [finding["number"] for finding in found if finding["kind"] == "row_altered"] == [number]
