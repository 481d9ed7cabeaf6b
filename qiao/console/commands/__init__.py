"""The commands, one module for each subject."""

import click

from qiao.console.commands.accounts import account
from qiao.console.commands.audits import audit
from qiao.console.commands.backups import backup
from qiao.console.commands.demands import demand
from qiao.console.commands.editions import edition
from qiao.console.commands.holdings import holding
from qiao.console.commands.import_history import history, show
from qiao.console.commands.imports import import_group, template
from qiao.console.commands.introductions import introduction
from qiao.console.commands.match_learning import benchmark_command, score
from qiao.console.commands.matches import match
from qiao.console.commands.near_duplicates import duplicates
from qiao.console.commands.organisations import organisation
from qiao.console.commands.people import person
from qiao.console.commands.programmes import programme, week
from qiao.console.commands.rules import calendar, rule
from qiao.console.commands.running import serve, worker
from qiao.console.commands.supply import supply
from qiao.console.commands.zones import zone
from qiao.console.group import QiaoGroup
from qiao.console.main import django_admin


@click.group(cls=QiaoGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="qiao")
@click.option("--zone", "zone_code", envvar="QIAO_ZONE", default="", help="Code of the zone (default: the oldest).")
def root(zone_code: str) -> None:
    """Qiao 桥: the operating platform of a technology-transfer demonstration zone.

    Everything is kept in the folder that QIAO_DATA names (default: var/).
    """


_SUBJECTS = (zone, holding, person, organisation, import_group, template, demand, match, introduction, edition, supply)
for command in (*_SUBJECTS, account, audit, rule, calendar, backup, worker, serve):
    root.add_command(command)
for command in (history, show):
    import_group.add_command(command)
for command in (programme, week):
    match.add_command(command)
for command in (score, benchmark_command):
    match.add_command(command)
match.add_command(duplicates)
root.add_command(django_admin, "django")
