"""Putting the data that ships into a new database: rules, and calendar years that nobody has loaded yet."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from qiao.core.calendar import parse_calendar_rows
from qiao.foundation.models import CalendarYear
from qiao.foundation.rules import load_shipped_rules
from qiao.foundation.working_days import replace_year

CALENDAR_FOLDER = Path(__file__).parent / "data" / "calendar"


@dataclass(frozen=True)
class ShippedYear:
    """A calendar year as it ships: its days that differ from Monday to Friday, each with its name."""

    year: int
    verified: bool
    source: str
    days: Mapping[date, tuple[bool, str]]


def load_shipped_data(**kwargs: Any) -> None:  # noqa: ARG001
    """After migrations: add what is missing, change nothing that is there."""
    load_shipped_rules()
    load_shipped_calendar()


def load_shipped_calendar() -> None:
    """Load each shipped year that the database does not have."""
    loaded = set(CalendarYear.objects.values_list("year", flat=True))
    for ships in shipped_years():
        if ships.year not in loaded:
            replace_year(ships.year, ships.days, verified=ships.verified, source=ships.source)


def shipped_years() -> Iterator[ShippedYear]:
    """Every year that ships, as the files have it."""
    with (CALENDAR_FOLDER / "years.csv").open(encoding="utf-8", newline="") as heads:
        for head in csv.DictReader(heads):
            with (CALENDAR_FOLDER / f"{head['year']}.csv").open(encoding="utf-8", newline="") as rows:
                days = parse_calendar_rows(csv.DictReader(rows))
            yield ShippedYear(int(head["year"]), head["verified"] == "1", head["source"], days)
