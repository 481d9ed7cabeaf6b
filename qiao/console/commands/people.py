"""`qiao person`: the register of people, to find the number that `qiao holding grant` takes."""

import click
from django.utils.translation import gettext as _

from qiao.console.options import json_option, page_option
from qiao.console.output import as_json, say_page, table
from qiao.console.session import acting, today
from qiao.foundation.wording import text_of
from qiao.parties.selectors.people import PeopleFilters, people_page


@click.group()
def person() -> None:
    """The register of people."""


@person.command("list")
@click.argument("text", default="")
@page_option
@json_option
def list_people(text: str, page: int, json_output: bool) -> None:
    """The people of the zone by name, all or those with TEXT in name, speciality or organisation."""
    actor, at = acting()
    found = people_page(actor, PeopleFilters(text=text), today(at), page)
    if json_output:
        as_json({"total": found.total, "page": found.number, "rows": [vars(row) for row in found.rows]})
        return
    table(
        _("People"),
        [_("No."), _("Name"), _("Organisation"), _("Roles")],
        [
            (row.person_id, row.name, row.organisation_name, "；".join(text_of(f"role.{role}") for role in row.roles))
            for row in found.rows
        ],
    )
    say_page(found.number, found.last_number, found.total)
