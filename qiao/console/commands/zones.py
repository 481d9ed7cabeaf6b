"""`qiao zone` and `qiao holding`: who runs the platform here."""

import click
from django.utils.translation import gettext as _

from qiao.console.output import OUT, as_json, table
from qiao.console.session import acting, ready_database, today
from qiao.core.access import HUMAN_ROLES
from qiao.foundation.clock import now
from qiao.foundation.wording import text_of
from qiao.parties.founding import ZoneHead, found_zone
from qiao.parties.selectors.console_lists import holdings_in_zone, zones_for_console


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
@click.option("--region", default="", help="GB/T 2260 code.")
@click.option("--contact", default="", help="Contact printed in notices.")
def found(
    code: str, name: str, issuer: str, office: str, operator: str, approver: str, region: str, contact: str
) -> None:  # fmt: skip
    """Found the zone NAME under CODE with its operator and its approver."""
    ready_database()
    head = ZoneHead(code, name, issuer, office, operator, approver, region, contact)
    founded = found_zone(head, now())
    OUT.print(_("Zone %(code)s was founded: %(name)s") % {"code": founded.code, "name": founded.name}, markup=False)


@zone.command("list")
@click.option("--json", "json_output", is_flag=True)
def list_zones(json_output: bool) -> None:
    """The zones of this data folder."""
    ready_database()
    rows = [{"code": z.code, "name": z.name, "office": z.office, "example": z.is_example} for z in zones_for_console()]
    if json_output:
        as_json(rows)
        return
    table(_("Zones"), [_("Code"), _("Name"), _("Office")], [(z["code"], z["name"], z["office"]) for z in rows])


@click.group()
def holding() -> None:
    """Who holds which role."""


@holding.command("list")
@click.option("--role", default="", type=click.Choice(["", *HUMAN_ROLES]))
@click.option("--json", "json_output", is_flag=True)
def list_holdings(role: str, json_output: bool) -> None:
    """The holdings in force in the zone."""
    actor, at = acting()
    rows = list(holdings_in_zone(actor.zone_code, role, today(at)))
    if json_output:
        as_json([{"person": h.person.name, "role": h.role, "since": h.starts_on} for h in rows])
        return
    table(
        _("Holdings"),
        [_("No."), _("Person"), _("Role"), _("Organisation"), _("Since")],
        [
            (h.pk, h.person.name, text_of(f"role.{h.role}"), h.organisation.name if h.organisation else "", h.starts_on)
            for h in rows
        ],
    )
