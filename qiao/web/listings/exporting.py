"""A filtered list as CSV that opens in Excel (UTF-8 with byte-order mark) or as .xlsx; no cell runs as a formula."""

import csv
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.http import FileResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from qiao.foundation.tabular.writing import CELL_CHARACTERS, write_xlsx
from qiao.foundation.wording import text_of
from qiao.web.labels import amount_name, industry_name, label_of, labels_of, maturity_name, region_name

View = Mapping[str, Any]
Column = tuple[str, Callable[[Any], object]]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A cell that begins so is run as a formula by spreadsheet programs, in full-width form too (OWASP, CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")


class _Line:
    """What the csv writer writes to: it hands each line straight back."""

    def write(self, text: str) -> str:
        return text


def csv_lines(kind: str, rows: Iterable[View]) -> Iterator[bytes]:
    """The lines of a list of records of a kind as CSV."""
    return csv_of(columns_of(kind), rows)


def csv_of(columns: Iterable[Column], rows: Iterable[Any]) -> Iterator[bytes]:
    """The lines of the file, head first (RFC 4180, CRLF); nothing but these rows is ever in memory."""
    shown = tuple(columns)
    writer = csv.writer(_Line(), lineterminator="\r\n")
    yield b"\xef\xbb\xbf" + _line(writer, [heading for heading, _value in shown])
    for row in rows:
        yield _line(writer, [value(row) for _heading, value in shown])


def xlsx_of(columns: Iterable[Column], rows: Iterable[Any], name: str, title: str) -> FileResponse:
    """The rows as an Excel table, sent as a file of this name. Every cell is text, so that nothing runs."""
    shown = tuple(columns)
    cells = ([_cut(value(row)) for _heading, value in shown] for row in rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        write_xlsx(path, [(title, [heading for heading, _value in shown], cells)])
        # The open file outlives its folder and is closed with the answer.
        return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=XLSX)


def columns_of(kind: str) -> tuple[Column, ...]:
    """The columns of a kind of record, headings in the active language."""
    head: tuple[Column, ...] = (
        (_("Number"), _plain("code")),
        (_("Name"), _plain("title")),
        (_("Organisation"), _plain("organisation_name")),
        (_("Technical field"), _coded("field", "field")),
        (_("Industry"), lambda view: industry_name(view["industry"])),
        (_("Region"), lambda view: region_name(view["region"])),
    )
    tail: tuple[Column, ...] = (
        (_("Keywords"), _joined("keywords")),
        (_("State"), lambda view: text_of(f"state.catalogue.{kind}.{view['state']}")),
        (_("Published on"), lambda view: localdate(view["published_at"]) if view["published_at"] else ""),
        (_("Valid until"), lambda view: view["valid_until"] or ""),
        (_("Contact"), _plain("contact")),
    )
    return head + _OWN[kind]() + tail


def _demand_columns() -> tuple[Column, ...]:
    return (
        (_("Kind of demand"), _coded("kind", "demand_kind")),
        (_("What is needed"), _plain("content")),
        (_("Technical indicators"), lambda view: "；".join(_indicator(row) for row in view["indicators"])),
        (_("Urgency"), _coded("urgency", "urgency")),
        (_("Budget"), _coded("budget_band", "budget")),
        (_("Ways of cooperation"), lambda view: labels_of(view["ways"], "way")),
        (_("What is there already"), _plain("foundation_now")),
        (_("Expected of the partner"), _plain("partner_requirements")),
        (_("Rights in the result"), _plain("rights_wish")),
        (_("Clarity (0–100)"), _plain("clarity")),
    )


def _achievement_columns() -> tuple[Column, ...]:
    return (
        (_("Kind of achievement"), _coded("kind", "achievement_kind")),
        (_("Team"), _joined("team")),
        (_("Summary"), _plain("summary")),
        (_("Advantages"), _plain("advantages")),
        (_("Compared with"), _plain("compared_with")),
        (_("Range of application"), _plain("application_range")),
        (_("Evidence of conversion"), _plain("evidence")),
        (_("Maturity (1–9)"), lambda view: maturity_name(view["maturity"])),
        (_("Intellectual property"), lambda view: "；".join(_right(right) for right in view["rights"])),
        (_("Ways of cooperation"), lambda view: labels_of(view["ways"], "way")),
        (_("Lowest price"), lambda view: amount_name(view["price_min_fen"])),
        (_("Highest price"), lambda view: amount_name(view["price_max_fen"])),
    )


def _scenario_columns() -> tuple[Column, ...]:
    return (
        (_("Kind of opener"), _coded("opener_kind", "opener")),
        (_("Scale"), _coded("scale", "size")),
        (_("Place"), _plain("place")),
        (_("Problem"), _plain("problem")),
        (_("Technology needed"), _plain("technology_needed")),
        (_("Maturity expected (1–9)"), lambda view: maturity_name(view["expected_maturity"])),
        (_("What is opened"), _plain("opened_conditions")),
        (_("Money from"), _coded("funding", "funding")),
        (_("Budget"), lambda view: amount_name(view["budget_fen"])),
        (_("Way of purchase"), _coded("purchase_way", "purchase")),
        (_("Period in months"), _plain("period_months")),
        (_("Criteria of success"), _plain("success_criteria")),
        (_("Safety and ethics"), _plain("safety_notes")),
        (_("Department in charge"), _plain("department")),
    )


_OWN: Mapping[str, Callable[[], tuple[Column, ...]]] = {
    "demand": _demand_columns,
    "achievement": _achievement_columns,
    "scenario": _scenario_columns,
}


def _plain(name: str) -> Callable[[View], object]:
    return lambda view: view[name]


def _coded(name: str, list_name: str) -> Callable[[View], object]:
    return lambda view: label_of(view[name], list_name)


def _joined(name: str) -> Callable[[View], object]:
    return lambda view: "；".join(str(part) for part in view[name])


def _indicator(row: Mapping[str, str]) -> str:
    current, target, unit = (row.get(key) or "" for key in ("current", "target", "unit"))
    figures = f"{current}→{target}" if current and target else target or current
    return f"{row.get('name', '')}：{figures}{unit}" if figures else row.get("name", "")


def _right(right: Mapping[str, str]) -> str:
    parts = (label_of(right["kind"], "ip_kind"), right["number"], label_of(right["status"], "ip_status"))
    return " ".join(part for part in parts if part)


def _line(writer: Any, cells: Iterable[object]) -> bytes:
    line: str = writer.writerow([guarded(cell) for cell in cells])
    return line.encode("utf-8", "backslashreplace")


def _cut(cell: object) -> str:
    """A text for an Excel cell; what is longer than a cell can be ends with "…"."""
    text = "" if cell is None else str(cell)
    return text if len(text) <= CELL_CHARACTERS else f"{text[: CELL_CHARACTERS - 1]}…"


def guarded(cell: object) -> str:
    """The cell as text that no spreadsheet program runs as a formula."""
    text = "" if cell is None else str(cell)
    # Blanks in front do not protect: spreadsheet programs strip them on import.
    return f"'{text}" if text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS) else text
