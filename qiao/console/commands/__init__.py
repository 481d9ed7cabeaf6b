"""The commands, one module for each subject."""

import click

from qiao.console.commands.audits import audit
from qiao.console.commands.editions import edition
from qiao.console.commands.imports import import_group, template
from qiao.console.commands.matches import match
from qiao.console.commands.rules import calendar, rule
from qiao.console.commands.running import serve, worker
from qiao.console.commands.supply import supply
from qiao.console.commands.zones import holding, zone
from qiao.console.group import QiaoGroup
from qiao.console.main import django_admin


@click.group(cls=QiaoGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="qiao")
def root() -> None:
    """Qiao 桥: the operating platform of a technology-transfer demonstration zone.

    Everything is kept in the folder that QIAO_DATA names (default: var/).
    """


for command in (zone, holding, import_group, template, match, edition, supply, audit, rule, calendar, worker, serve):
    root.add_command(command)
root.add_command(django_admin, "django")
