"""`qiao rule` and `qiao calendar`: dated rules and the working-day calendar."""

import csv
import json
from datetime import datetime
from pathlib import Path

import click
from django.utils.translation import gettext as _

from qiao.console.options import day, json_option
from qiao.console.output import as_json, say, table, yes_or_no
from qiao.console.session import acting, ready_database
from qiao.foundation.actions.load_calendar_year import CalendarSource, load_calendar_year
from qiao.foundation.actions.set_rule import NewRule, set_rule
from qiao.foundation.registers import calendar_years, rule_rows


@click.group()
def rule() -> None:
    """Thresholds, periods and other dated rules."""


@rule.command("list")
@json_option
def list_rules(json_output: bool) -> None:
    """Every rule with its values, first days, basis and whether it was verified."""
    ready_database()
    rows = list(rule_rows())
    if json_output:
        as_json([{k: v for k, v in vars(row).items() if not k.startswith("_")} for row in rows])
        return
    table(
        _("Rules"),
        [_("Rule, zone, first day, basis"), _("Value"), _("Value verified")],
        [
            (
                f"{r.key}\n{r.zone_code or '*'} · {r.valid_from} · {r.legal_basis}",
                f"{r.value} {r.unit}".strip(),
                yes_or_no(r.verified),
            )
            for r in rows
        ],
    )


@rule.command("set")
@click.argument("key")
@click.argument("value")
@click.option("--from", "valid_from", required=True, type=day, help="First day.")
@click.option("--basis", required=True, help="Legal basis or decision.")
@click.option("--verified", is_flag=True, help="Somebody has checked the value against the basis.")
def set_value(key: str, value: str, valid_from: datetime, basis: str, verified: bool) -> None:
    """Give rule KEY another VALUE (JSON) in the zone from a day on. Running cases keep the rule they began with."""
    actor, at = acting()
    try:
        parsed = json.loads(value)
    except json.JSONDecodeError:
        parsed = value
    given = NewRule(key, actor.zone_code, parsed, valid_from.date(), basis, verified)
    row = set_rule(actor=actor, rule=given, now=at)
    text = _("%(key)s is %(value)s %(unit)s in zone %(zone)s from %(day)s on.")
    say(text % {"key": row.key, "value": row.value, "unit": row.unit, "zone": row.zone_code, "day": row.valid_from})


@click.group()
def calendar() -> None:
    """The working-day calendar with shifted weekends."""


@calendar.command()
@json_option
def years(json_output: bool) -> None:
    """The years that are loaded, with source and verification."""
    ready_database()
    rows = list(calendar_years())
    if json_output:
        as_json([{"year": r.year, "verified": r.verified, "source": r.source} for r in rows])
        return
    table(
        _("Calendar years"),
        [_("Year"), _("Value verified"), _("Source")],
        [(r.year, yes_or_no(r.verified), r.source) for r in rows],
    )


@calendar.command("import")
@click.argument("year", type=int)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", required=True, help="The official notice.")
@click.option("--verified", is_flag=True, help="Somebody has checked the file against the notice.")
def import_year(year: int, file: Path, source: str, verified: bool) -> None:
    """Replace YEAR from a CSV file with the columns date, is_workday, name."""
    actor, at = acting()
    try:
        rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))
    except (UnicodeDecodeError, csv.Error) as fault:
        raise click.ClickException(_("%(file)s is no CSV file in UTF-8. Save it as such.") % {"file": file}) from fault
    calendar = CalendarSource(year, source, verified)
    load_calendar_year(actor=actor, calendar=calendar, rows=rows, now=at)
    say(_("Year %(year)s is loaded.") % {"year": year})
