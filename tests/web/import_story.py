"""Lists as people upload them, and the way through the wizard."""

import re
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from qiao.core.access import Role
from qiao.foundation.models import ImportBatch, ImportTask
from qiao.foundation.tabular.writing import write_xlsx
from qiao.parties.models import Holding, Person
from tests.foundation.tabular_files import biff_text, xls_file
from tests.web import zone_records as made
from tests.web.signing_in import signed_in_client

HEADERS = ("外部编号", "需求名称", "需求单位", "需求内容", "预算区间")
ROWS = (
    ("D1", "铝合金压铸件气孔在线检测", made.FIRM, "压铸件内部气孔多，需要在线检测。", "200万元"),
    ("D2", "轴承套圈磨削烧伤识别", made.FIRM, "磨削烧伤靠酸洗抽检，需要在线识别。", ""),
)
BAD = ("D3", "", made.FIRM, "没有名称的需求。", "很多钱")
NEW = "/work/imports/new/"


def xlsx(folder: Path, rows: Any = ROWS, headers: Any = HEADERS) -> bytes:
    """An Excel list."""
    path = folder / "made.xlsx"
    write_xlsx(path, [("需求", headers, rows)])
    return path.read_bytes()


def csv_text(rows: Any = ROWS, headers: Any = HEADERS) -> str:
    """The same as text."""
    return "\r\n".join(",".join(row) for row in (headers, *rows)) + "\r\n"


def xls(rows: Any = ROWS, headers: Any = HEADERS) -> bytes:
    """The same as an old Excel file."""
    cells = [
        biff_text(at, column, text)
        for at, row in enumerate((headers, *rows))
        for column, text in enumerate(row)
        if text
    ]
    return xls_file(b"".join(cells))


def operator(language: str = "en") -> Client:
    """The operator of the zone."""
    return signed_in_client(Holding.objects.get(role=Role.ZONE_OPERATOR), language=language)


def editor(firm: str, language: str = "en") -> Client:
    """Somebody who speaks for a firm."""
    unit = made.organisation(firm)
    who = Person.objects.create(name=f"{firm}填报人", zone_code=made.ZONE, organisation=unit, created_at=made.NOW)
    held = Holding.objects.create(
        person=who, role=str(Role.ORGANISATION_EDITOR), organisation=unit, zone_code=made.ZONE,
        starts_on=made.NOW.date().replace(year=2020), created_at=made.NOW,
    )  # fmt: skip
    return signed_in_client(held, language=language)


def send(client: Client, content: bytes, name: str = "挑战赛.xlsx", **values: str) -> Any:
    """Step 1, as the form sends it."""
    token = re.search(r'name="token" value="([^"]+)"', client.get(NEW).content.decode())
    assert token is not None
    given = {"kind": "catalogue.demand", "source": "挑战赛2026", "token": token[1], **values}
    return client.post(NEW, {**given, "file": SimpleUploadedFile(name, content)})


def chosen(page: str) -> dict[str, str]:
    """What the selects of step 2 say."""
    found = {}
    for name, body in re.findall(r'<select[^>]*name="(column\d+)">(.*?)</select>', page, re.DOTALL):
        picked = re.search(r'<option value="([^"]*)" selected', body)
        found[name] = picked[1] if picked else ""
    return found


def map_columns(client: Client, address: str, **changes: str) -> str:
    """Step 2 as suggested, with changes; returns where it leads in the end."""
    page = client.get(address).content.decode()
    answer = client.post(address, {**chosen(page), "remember": "1", **changes}, follow=True)
    assert answer.status_code == 200
    return str(answer.redirect_chain[-1][0])


def preview(client: Client, content: bytes, name: str = "挑战赛.xlsx", **values: str) -> ImportBatch:
    """Steps 1 and 2."""
    answer = send(client, content, name, **values)
    assert answer.status_code == 302, answer.content.decode()
    map_columns(client, answer["Location"])
    return ImportBatch.objects.latest("pk")


def latest_task() -> ImportTask:
    """What was uploaded last."""
    return ImportTask.objects.latest("pk")
