"""The button of a case page with which the reader follows the case, or no longer."""

from typing import Any

from django.urls import reverse

from qiao.core.access import Actor
from qiao.parties.access_follows import FOLLOWERS


def follow_button(actor: Actor, kind: str, pk: int, follow_id: int | None) -> dict[str, Any]:
    """What the button needs, for a case that the actor sees; nothing for roles that follow no case. No statement.

    ``follow_id`` is the actor's following of the case, None when he does not follow it.
    """
    if actor.person_id is None or actor.role not in FOLLOWERS:
        return {"follow_address": "", "is_following": False}
    address = reverse("unfollow-case", args=[follow_id]) if follow_id else reverse("follow-case", args=[kind, pk])
    return {"follow_address": address, "is_following": follow_id is not None}
