"""`qiao rule` and `qiao calendar`: dated rules and the working-day calendar."""

import csv
import json
from datetime import date
from pathlib import Path

import click
from django.utils.translation import gettext as _

from qiao.console.output import OUT, as_json, table, yes_or_no
from qiao.console.session import acting, ready_database
from qiao.foundation.actions.load_calendar_year import CalendarSource, load_calendar_year
from qiao.foundation.actions.set_rule import NewRule, set_rule
from qiao.foundation.registers import calendar_years, rule_rows


@click.group()
def rule() -> None:
    """Thresholds, periods and other dated rules."""


@rule.command("list")
@click.option("--json", "json_output", is_flag=True)
def list_rules(json_output: bool) -> None:
    """Every rule with its values, first days, basis and whether it was verified."""
    ready_database()
    rows = list(rule_rows())
    if json_output:
        as_json([{k: v for k, v in vars(row).items() if not k.startswith("_")} for row in rows])
        return
    table(
        _("Rules"),
        [_("Rule"), _("Zone"), _("From"), _("Value"), _("Unit"), _("Basis"), _("Verified")],
        [
            (
                r.key,
                r.zone_code or "*",
                r.valid_from,
                r.value,
                r.unit,
                r.legal_basis,
                _("yes") if r.verified else _("no"),
            )
            for r in rows
        ],
    )


@rule.command("set")
@click.argument("key")
@click.argument("value")
@click.option("--from", "valid_from", required=True, type=click.DateTime(["%Y-%m-%d"]), help="First day.")
@click.option("--basis", required=True, help="Legal basis or decision.")
@click.option("--verified", is_flag=True, help="Somebody has checked the value against the basis.")
def set_value(key: str, value: str, valid_from: click.DateTime, basis: str, verified: bool) -> None:
    """Give rule KEY another VALUE (JSON) in the zone from a day on. Running cases keep the rule they began with."""
    actor, at = acting()
    try:
        parsed = json.loads(value)
    except json.JSONDecodeError:
        parsed = value
    first_day = date.fromisoformat(str(valid_from)[:10])
    row = set_rule(actor=actor, rule=NewRule(key, actor.zone_code, parsed, first_day, basis, verified), now=at)
    OUT.print(f"{row}", markup=False)


@click.group()
def calendar() -> None:
    """The working-day calendar with shifted weekends."""


@calendar.command()
@click.option("--json", "json_output", is_flag=True)
def years(json_output: bool) -> None:
    """The years that are loaded, with source and verification."""
    ready_database()
    rows = list(calendar_years())
    if json_output:
        as_json([{"year": r.year, "verified": r.verified, "source": r.source} for r in rows])
        return
    table(
        _("Calendar years"),
        [_("Year"), _("Verified"), _("Source")],
        [(r.year, yes_or_no(r.verified), r.source) for r in rows],
    )


@calendar.command("import")
@click.argument("year", type=int)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", required=True, help="The official notice.")
@click.option("--verified", is_flag=True)
def import_year(year: int, file: Path, source: str, verified: bool) -> None:
    """Replace YEAR from a CSV file with the columns date, is_workday, name."""
    actor, at = acting()
    with file.open(encoding="utf-8-sig", newline="") as rows:
        load_calendar_year(
            actor=actor, calendar=CalendarSource(year, source, verified), rows=csv.DictReader(rows), now=at
        )
    OUT.print(_("Year %(year)s is loaded.") % {"year": year})
