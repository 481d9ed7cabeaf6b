"""`qiao account`: who can sign in to the pages."""

from datetime import datetime
from typing import Any

import click
from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from qiao.console.naming import person_row
from qiao.console.options import json_option, page_option, reason_option, yes_option
from qiao.console.output import as_json, note, say, say_page, table
from qiao.console.session import ACTED, acting, ready_database, today
from qiao.core.access import PUBLIC, Actor, Role
from qiao.core.outcomes import Missing
from qiao.foundation.clock import now
from qiao.parties.access import ORGANISATION_ROLES
from qiao.parties.accounts import new_secret
from qiao.parties.actions.accept_invitation import accept_invitation
from qiao.parties.actions.close_user import close_user
from qiao.parties.actions.invite_person import invite_person
from qiao.parties.actions.reopen_user import reopen_user
from qiao.parties.machine_accounts import set_password_on_machine
from qiao.parties.models import Invitation
from qiao.parties.selectors.accounts import AccountRow, account_of_person, accounts_page

_PATH = "/accounts/invitation/"
_STATES = ("open", "invited", "without", "closed")


@click.group()
def account() -> None:
    """Who can sign in to the pages. What somebody may do there is decided by `qiao holding`."""


@account.command("list")
@click.argument("text", default="")
@click.option("--state", default="", type=click.Choice(["", *_STATES]), help="Only these accounts.")
@page_option
@json_option
def list_accounts(text: str, state: str, page: int, json_output: bool) -> None:
    """People and their accounts: all, or those with TEXT in name, organisation or account name."""
    actor, at = acting()
    found = accounts_page(actor, text, state, at, page)
    if json_output:
        as_json({"total": found.total, "page": found.number, "rows": [_as_dict(row) for row in found.rows]})
        return
    table(
        _("Accounts"),
        [_("No."), _("Person"), _("Organisation"), _("Account"), _("Account name"), _("Last sign-in")],
        [
            (row.person_id, row.name, row.organisation_name, row.state, row.username, _minute(row.last_login))
            for row in found.rows
        ],
    )
    say_page(found.number, found.last_number, found.total)


@account.command()
@click.argument("person")
@click.option("--username", default="", help="Suggested account name.")
def invite(person: str, username: str) -> None:
    """Let PERSON (number or exact name) open an account by a link, which is printed here only.

    The operator invites people to whom he can give every role they have, the platform administrator everybody.
    """
    row, actor, at = _found(person)
    invitation, secret = _invited(row, actor, at, username)
    until = localtime(invitation.expires_at).strftime("%Y-%m-%d %H:%M")
    say(_("%(name)s can open an account until %(until)s, once, with this link:") % {"name": row.name, "until": until})
    say(settings.BASE_URL.rstrip("/") + f"{_PATH}{secret}/")


@account.command()
@click.argument("username")
@click.option("--person", default="", help="Whose account it is to be (number or exact name), when there is none yet.")
@click.password_option(help="For scripts; without it the password is asked for.")
def password(username: str, person: str, password: str) -> None:
    """Set the password of the account USERNAME, or open it for --person. For whoever runs this machine."""
    if person:
        row, actor, at = _found(person)
        secret = _invited(row, actor, at, username)[1]
        accept_invitation(actor=PUBLIC, secret=secret, username=username, password=password, now=at)
        say(_("The account %(username)s of %(name)s is open.") % {"username": username, "name": row.name})
        return
    ready_database()
    click.get_current_context().meta[ACTED] = True
    user = set_password_on_machine(username=username, password=password, now=now())
    say(_("The password of %(username)s is set; wherever it was signed in, it is so no longer.") % {
        "username": user.username
    })  # fmt: skip


@account.command()
@click.argument("person")
@reason_option
@yes_option
def close(person: str, reason: str, confirmed: bool) -> None:
    """Close the account of PERSON (number or exact name): nobody signs in with it any more."""
    row, actor, at = _found(person)
    if not confirmed:
        click.confirm(_("Close the account of %(name)s?") % {"name": row.name}, abort=True, err=True)
    closed = close_user(actor=actor, user_id=_account(row), now=at, reason=reason)
    say(_("The account %(username)s is closed.") % {"username": closed.username})


@account.command()
@click.argument("person")
@reason_option
def reopen(person: str, reason: str) -> None:
    """Reopen the closed account of PERSON (number or exact name)."""
    row, actor, at = _found(person)
    opened = reopen_user(actor=actor, user_id=_account(row), now=at, reason=reason)
    say(_("The account %(username)s is open again.") % {"username": opened.username})


def _found(person: str) -> tuple[AccountRow, Actor, datetime]:
    """The person, and who may act on the account: the operator, for officials the administrator."""
    operator, at = acting()
    row = account_of_person(operator, person_row(operator, person, today(at)).person_id, at)
    if row.roles and set(row.roles) <= set(ORGANISATION_ROLES):
        return row, operator, at
    return row, acting(Role.PLATFORM_ADMIN)[0], at


def _invited(row: AccountRow, actor: Actor, at: datetime, username: str) -> tuple[Invitation, str]:
    secret = new_secret()
    made = invite_person(actor=actor, person_id=row.person_id, secret=secret, username=username, now=at)
    if row.state == "invited":
        note(_("The former link of %(name)s became useless.") % {"name": row.name})
    return made, secret


def _account(row: AccountRow) -> int:
    if row.user_id is None:
        raise Missing("no_such_object", object_type="parties.user", object_id=row.name)
    return row.user_id


def _minute(at: datetime | None) -> str:
    return localtime(at).strftime("%Y-%m-%d %H:%M") if at else ""


def _as_dict(row: AccountRow) -> dict[str, Any]:
    return {
        "person_id": row.person_id,
        "person": row.name,
        "organisation": row.organisation_name or None,
        "roles": row.roles,
        "state": row.state,
        "username": row.username or None,
        "last_login": row.last_login,
        "invited_until": row.expires_at,
    }
