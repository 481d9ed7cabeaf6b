"""`qiao holding`: who acts in which role."""

from datetime import date, datetime
from typing import Any

import click
from django.utils.translation import gettext as _

from qiao.console.naming import organisation_key, person_row
from qiao.console.options import day, json_option, reason_option, yes_option
from qiao.console.output import as_json, say, table
from qiao.console.session import acting, today
from qiao.core.access import HUMAN_ROLES, Actor, Role
from qiao.core.outcomes import Missing
from qiao.foundation.wording import text_of
from qiao.parties.access import ORGANISATION_ROLES
from qiao.parties.actions.end_holding import end_holding
from qiao.parties.actions.grant_holding import grant_holding
from qiao.parties.contents import HoldingDetails
from qiao.parties.models import Holding
from qiao.parties.selectors.console_lists import holdings_in_zone

_roles = click.Choice([str(role) for role in HUMAN_ROLES])


@click.group()
def holding() -> None:
    """Who holds which role."""


@holding.command("list")
@click.option("--role", default=None, type=_roles, help="Only this role.")
@json_option
def list_holdings(role: str | None, json_output: bool) -> None:
    """The holdings in force in the zone."""
    actor, at = acting()
    rows = list(holdings_in_zone(actor.zone_code, role or "", today(at)))
    if json_output:
        as_json([_as_dict(row) for row in rows])
        return
    table(
        _("Holdings"),
        [_("No."), _("Person"), _("Role"), _("Organisation"), _("Since"), _("Until")],
        [
            (row.pk, row.person.name, text_of(f"role.{row.role}"), row.organisation or "", row.starts_on, row.ends_on)
            for row in rows
        ],
    )


@holding.command()
@click.argument("person")
@click.argument("role", type=_roles)
@click.option("--organisation", default="", help="Number or exact name; compulsory for an organisation's editor.")
@click.option("--from", "starts_on", type=day, help="First day (default: today).")
@click.option("--until", "ends_on", type=day, help="Last day (default: open).")
@click.option("--reason", default="", help="Why; it stands in the audit.")
def grant(
    person: str, role: str, organisation: str, starts_on: datetime | None, ends_on: datetime | None, reason: str
) -> None:  # fmt: skip
    """Give PERSON (number or exact name in the register) the ROLE.

    The zone operator gives the roles of editors, technology managers and experts; the platform administrator all
    others (`qiao zone appoint` names the first one). Nobody gives a role to himself. People who are not in the
    register yet come in with `qiao import people`.
    """
    actor, at = _granting(role)
    details = HoldingDetails(
        person_id=person_row(actor, person, today(at)).person_id,
        role=role,
        starts_on=starts_on.date() if starts_on else today(at),
        organisation_id=organisation_key(actor, organisation, today(at)) if organisation else None,
        ends_on=ends_on.date() if ends_on else None,
    )
    granted = grant_holding(actor=actor, details=details, now=at, reason=reason)
    text = _("Holding %(id)s: %(person)s is “%(role)s” from %(day)s on.")
    say(text % {"id": granted.pk, "person": granted.person.name, "role": _role(granted), "day": granted.starts_on})


@holding.command()
@click.argument("holding_id", type=int)
@click.option("--on", "ends_on", type=day, help="Last day (default: at once, yesterday was the last).")
@reason_option
@yes_option
def end(holding_id: int, ends_on: datetime | None, reason: str, confirmed: bool) -> None:
    """Let holding HOLDING_ID (its number in `qiao holding list`) end. What was done under it stays valid."""
    operator, at = acting()
    found = _holding(operator, holding_id, today(at))
    actor, at = _granting(found.role)
    asked = _("Let “%(role)s” of %(person)s end?") % {"role": _role(found), "person": found.person.name}
    if not confirmed:
        click.confirm(asked, abort=True, err=True)
    last = ends_on.date() if ends_on else None
    ended = end_holding(actor=actor, holding_id=holding_id, now=at, reason=reason, ends_on=last)
    say(_("Holding %(id)s: the last day is %(day)s.") % {"id": ended.pk, "day": ended.ends_on})


def _granting(role: str) -> tuple[Actor, datetime]:
    """Who gives and takes this role: the operator, or the administrator."""
    return acting(Role.ZONE_OPERATOR if role in ORGANISATION_ROLES else Role.PLATFORM_ADMIN)


def _holding(actor: Actor, holding_id: int, on: date) -> Holding:
    found = next((row for row in holdings_in_zone(actor.zone_code, "", on) if row.pk == holding_id), None)
    if found is None:
        raise Missing("no_such_object", object_type="parties.holding", object_id=holding_id)
    return found


def _role(row: Holding) -> str:
    return text_of(f"role.{row.role}")


def _as_dict(row: Holding) -> dict[str, Any]:
    return {
        "id": row.pk,
        "person": row.person.name,
        "person_id": row.person_id,
        "role": row.role,
        "organisation": row.organisation.name if row.organisation else None,
        "since": row.starts_on,
        "until": row.ends_on,
    }
