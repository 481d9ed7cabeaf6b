"""What people are told of their own roles."""

from datetime import datetime
from typing import Any

from qiao.foundation.registry import handles
from qiao.parties.models import Holding
from qiao.parties.notices import Telling, tell


@handles("parties.HoldingGranted")
def tell_of_new_role(payload: dict[str, Any], now: datetime) -> None:
    """Tell the person that they may act in a role from a day on."""
    _tell("role_granted", payload["holding_id"], now)


@handles("parties.HoldingEnded")
def tell_of_ended_role(payload: dict[str, Any], now: datetime) -> None:
    """Tell the person that a role has its last day."""
    _tell("role_ended", payload["holding_id"], now)


def _tell(code: str, holding_id: int, now: datetime) -> None:
    holding = Holding.objects.select_related("organisation").filter(pk=holding_id).first()
    if holding is None:
        return
    day = holding.starts_on if code == "role_granted" else holding.ends_on
    params = {
        "role_code": f"role.{holding.role}",
        "organisation": holding.organisation.name if holding.organisation else holding.zone_code,
        "day_on": day.isoformat() if day else "",
    }
    tell([holding], Telling(code, "parties.holding", holding.pk, params, personal=True), now)
