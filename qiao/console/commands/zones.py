"""`qiao zone`: the zones of this data folder."""

from typing import Any

import click
from django.utils.translation import gettext as _

from qiao.console.options import json_option
from qiao.console.output import as_json, say, table
from qiao.console.session import acting, ready_database
from qiao.core.outcomes import Missing
from qiao.foundation.clock import now
from qiao.parties.actions.rename_zone import rename_zone
from qiao.parties.contents import ZoneNames
from qiao.parties.founding import ZoneHead, appoint_first_admin, found_zone
from qiao.parties.models import Zone
from qiao.parties.selectors.console import zone_for_console
from qiao.parties.selectors.console_lists import zones_for_console


@click.group()
def zone() -> None:
    """Zones of this data folder."""


@zone.command()
@click.argument("code")
@click.argument("name")
@click.option("--issuer", required=True, help="Short form of the issuing office in document numbers, e.g. 江海转办.")
@click.option("--office", required=True, help="Full name of the zone office.")
@click.option("--operator", required=True, help="Name of the person who compiles and issues.")
@click.option("--approver", required=True, help="Name of the person who approves; not the same person.")
@click.option("--administrator", default="", help="Name of the person who decides who acts in which role.")
@click.option("--region", default="", help="GB/T 2260 code.")
@click.option("--contact", default="", help="Contact printed in notices.")
def found(code: str, name: str, operator: str, approver: str, **head: Any) -> None:
    """Found the zone NAME under CODE with its operator and its approver."""
    if operator.strip() == approver.strip():
        text = _("--approver: %(name)s compiles already. Name another person: nobody approves his own list.")
        raise click.UsageError(text % {"name": approver})
    ready_database()
    founded = found_zone(ZoneHead(code=code, name=name, operator=operator, approver=approver, **head), now())
    say(_("Zone %(code)s was founded: %(name)s") % {"code": founded.code, "name": founded.name})


@zone.command("list")
@json_option
def list_zones(json_output: bool) -> None:
    """The zones of this data folder; commands act in the first one, or in that of `qiao --zone CODE`."""
    ready_database()
    rows = [{"code": z.code, "name": z.name, "office": z.office, "example": z.is_example} for z in zones_for_console()]
    if json_output:
        as_json(rows)
        return
    table(_("Zones"), [_("Code"), _("Name"), _("Office")], [(z["code"], z["name"], z["office"]) for z in rows])


@zone.command()
@click.option("--name", help="Name of the zone.")
@click.option("--issuer", help="Short form of the issuing office in document numbers: 2 to 12 Chinese characters.")
@click.option("--office", help="Full name of the zone office.")
@click.option("--region", help="GB/T 2260 code.")
@click.option("--contact", help="Contact printed in notices.")
def rename(**names: str | None) -> None:
    """Change what the zone is called; what was issued before keeps the names it was issued under."""
    if all(value is None for value in names.values()):
        raise click.UsageError(_("Say what to change: --name, --issuer, --office, --region or --contact."))
    actor, at = acting()
    renamed = rename_zone(actor=actor, zone_id=_zone(actor.zone_code).pk, names=ZoneNames(**names), now=at)
    say(_("Zone %(code)s: %(name)s, %(office)s") % vars(renamed))


@zone.command()
@click.argument("name")
def appoint(name: str) -> None:
    """Make a new person called NAME the first platform administrator of the zone.

    The administrator gives and ends the roles of officials, supervisors, auditors and administrators
    (`qiao holding grant`), and never decides on a matter itself.
    """
    actor, at = acting()
    given = appoint_first_admin(_zone(actor.zone_code), name, at)
    say(_("Holding %(id)s: %(name)s is the platform administrator.") % {"id": given.pk, "name": given.person.name})


def _zone(code: str) -> Zone:
    found = zone_for_console(code)
    if found is None:
        raise Missing("no_such_object", object_type="parties.zone", object_id=code)
    return found
