"""Accounts with which anybody can look at the example zone: one for each role, all with one known password."""

from collections.abc import Iterator
from datetime import datetime

from demo.timeline import Step, moment, step
from demo.world import (
    ADMINISTRATOR,
    APPROVER,
    AUDITOR,
    OPERATOR,
    SECOND_OPERATOR,
    SUPERVISOR,
    World,
)
from qiao.core.access import PUBLIC
from qiao.parties.accounts import new_secret
from qiao.parties.actions.accept_invitation import accept_invitation
from qiao.parties.actions.invite_person import invite_person

# Known to everybody who reads this line: the demonstration refuses to write into a data folder that is not its own.
PASSWORD = "qiao-demo-2026"

# The firm and the university have most to do in the story; the manager is in charge of the most demands.
ACCOUNTS = {
    "operator": OPERATOR,
    "operator2": SECOND_OPERATOR,
    "approver": APPROVER,
    "firm": "麦丰年",
    "university": "方启正",
    "manager": "阮嘉树",
    "expert": "汤敏行",
    "auditor": AUDITOR,
    "admin": ADMINISTRATOR,
    "supervisor": SUPERVISOR,
}
FIRST_DAY, AFTER_HANDING_OVER = moment("2025-11-07 09:00"), moment("2026-04-30 09:00")


def steps() -> Iterator[Step]:
    """In the first week, once the register is loaded; the supervisor's when he takes over."""
    for username, name in ACCOUNTS.items():
        at = AFTER_HANDING_OVER if name == SUPERVISOR else FIRST_DAY
        yield step(at, f"开通账号{username}", _open, username, name)


def _open(world: World, at: datetime, username: str, name: str) -> None:
    """The administrator invites, the invited person chooses name and password."""
    secret, admin = new_secret(), world.actor(ADMINISTRATOR, at)
    invite_person(actor=admin, person_id=world.person(name), secret=secret, username=username, now=at)
    accept_invitation(actor=PUBLIC, secret=secret, username=username, password=PASSWORD, now=at)
