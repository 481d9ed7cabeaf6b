"""Putting the data that ships into a new database: rules, and calendar years that nobody has loaded yet."""

import csv
from pathlib import Path
from typing import Any

from qiao.core.calendar import parse_calendar_rows
from qiao.foundation.models import CalendarYear
from qiao.foundation.rules import load_shipped_rules
from qiao.foundation.working_days import replace_year

CALENDAR_FOLDER = Path(__file__).parent / "data" / "calendar"


def load_shipped_data(**kwargs: Any) -> None:  # noqa: ARG001
    """After migrations: add what is missing, change nothing that is there."""
    load_shipped_rules()
    load_shipped_calendar()


def load_shipped_calendar() -> None:
    """Load each shipped year that the database does not have."""
    loaded = set(CalendarYear.objects.values_list("year", flat=True))
    with (CALENDAR_FOLDER / "years.csv").open(encoding="utf-8", newline="") as heads:
        for head in csv.DictReader(heads):
            year = int(head["year"])
            if year in loaded:
                continue
            with (CALENDAR_FOLDER / f"{year}.csv").open(encoding="utf-8", newline="") as rows:
                days = parse_calendar_rows(csv.DictReader(rows))
            replace_year(year, days, verified=head["verified"] == "1", source=head["source"])
