"""The lists of the example zone and how they come in: as files, checked, then taken, like anybody's."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

from demo.world import World
from qiao.foundation.actions.apply_import import apply_import
from qiao.foundation.actions.preview_import import ImportRequest, preview_import

DATA = Path(__file__).parent / "data"
COLLECTION = "示范区需求征集汇总表.xlsx"


@dataclass(frozen=True)
class ListFile:
    """A list to import: its kind, its file, the name of its source, and whether it was reviewed elsewhere."""

    kind: str
    file: str
    source: str
    admit: bool = False


ORGANISATIONS = ListFile("parties.organisation", "organisations.csv", "示范区机构名录（示例）")
PEOPLE = ListFile("parties.person", "people.csv", "示范区专家与技术经理人名录（示例）")
EXISTING_ACHIEVEMENTS = ListFile(
    "catalogue.achievement", "achievements_a.csv", "2025年度科技成果汇编（示例）", admit=True
)
NEW_ACHIEVEMENTS = ListFile("catalogue.achievement", "achievements_b.csv", "2026年春季成果征集（示例）")
SCENARIOS = ListFile("catalogue.scenario", "scenarios.csv", "2026年应用场景征集（示例）")
DEMANDS = ListFile("catalogue.demand", COLLECTION, "示范区需求征集（示例）")
SOURCES = tuple(
    one.source for one in (ORGANISATIONS, PEOPLE, EXISTING_ACHIEVEMENTS, NEW_ACHIEVEMENTS, SCENARIOS, DEMANDS)
)


def import_list(world: World, at: datetime, wanted: ListFile) -> None:
    """Preview and take the good rows under the operator; the batch is told at the end."""
    folder = world.sources if wanted.file == COLLECTION else DATA
    request = ImportRequest(
        kind=wanted.kind,
        path=folder / wanted.file,
        source=wanted.source,
        file_name=wanted.file,
        admit=wanted.admit,
    )
    actor = world.operator(at)
    batch = preview_import(actor=actor, request=request, now=at)
    applied = apply_import(actor=actor, importbatch_id=batch.pk, take="good_rows", now=at)
    world.told.imports.append(applied)


def pack_demands(path: Path, quarters: Iterable[tuple[str, Sequence[str]]]) -> None:
    """The workbook in which the office collects demands: one sheet per quarter, a merged title above the header."""
    with (DATA / "demands.csv").open(encoding="utf-8", newline="") as stream:
        headers, *rows = list(csv.reader(stream))
    by_number = {row[0]: row for row in rows}
    with xlsxwriter.Workbook(path) as book:
        title = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
        head = book.add_format({"bold": True, "text_wrap": True, "border": 1})
        cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        book.set_properties(
            {"title": "示范区技术需求征集汇总表（示例）", "created": datetime(2025, 11, 12, tzinfo=UTC)}
        )
        for quarter, numbers in quarters:
            sheet = book.add_worksheet(quarter)
            sheet.merge_range(0, 0, 0, len(headers) - 1, f"江海示范区技术需求征集汇总表（{quarter}）（示例）", title)
            sheet.write_row(1, 0, headers, head)
            sheet.set_column(0, len(headers) - 1, 18)
            for line, number in enumerate(numbers, start=2):
                for column, text in enumerate(by_number[number]):
                    sheet.write_string(line, column, text, cell)
            sheet.freeze_panes(2, 2)
