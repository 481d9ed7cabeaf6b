"""What the pages do when something has happened to an account."""

from datetime import datetime
from typing import Any

from qiao.foundation.registry import handles
from qiao.web.accounts.sessions import end_every_session


@handles("parties.UserClosed")
def sign_out_everywhere(payload: dict[str, Any], at: datetime) -> None:  # noqa: ARG001
    """A closed account is refused at once anyway; without its sessions it does not come back with the reopening."""
    end_every_session(payload["user_id"])
