"""Stop following a case."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.core.outcomes import Refused
from qiao.foundation.acting import authorise, change, lock, record, use_case
from qiao.parties.access_follows import UNFOLLOW, FollowFacts
from qiao.parties.models import Follow

ACTION = UNFOLLOW


@use_case(ACTION)
def unfollow_case(*, actor: Actor, follow_id: int, now: datetime) -> Follow:
    """Be told nothing more as a follower of the case, whether the actor may still see it or not.

    Raises Missing, Denied, Refused("not_followed").
    """
    follow = lock(Follow, follow_id)
    authorise(actor, ACTION, FollowFacts(follow.zone_code, follow.person_id))
    if follow.ended_at is not None:
        raise Refused("not_followed", action=ACTION)
    before = change(follow, ended_at=now)
    record(actor, ACTION, follow, before, now)
    return follow
