"""Follow a case."""

from datetime import datetime

from qiao.core.access import Actor
from qiao.foundation.acting import authorise, create, lock, record, use_case
from qiao.parties.access_follows import FOLLOW, FollowFacts
from qiao.parties.following import sight_of
from qiao.parties.models import Follow, Person
from qiao.parties.selectors.follows import standing_follow

ACTION = FOLLOW


@use_case(ACTION)
def follow_case(*, actor: Actor, object_type: str, object_id: int, now: datetime) -> Follow:
    """Have oneself told when the state of the case changes or it is revised; nothing more happens for a follower.

    Raises Denied when the actor may not see the case, or it is of a kind that cannot be followed.
    """
    sight = sight_of(actor, object_type, object_id, now)
    authorise(actor, ACTION, FollowFacts(actor.zone_code, actor.person_id, visible=sight is not None))
    # Two windows of one person at once make one row.
    person = lock(Person, actor.person_id or 0)
    standing = standing_follow(person.pk, object_type, object_id)
    if standing is not None:
        return standing
    follow = Follow(
        zone_code=actor.zone_code,
        created_at=now,
        person=person,
        holding_id=actor.holding_id or 0,
        object_type=object_type,
        object_id=object_id,
    )
    before = create(follow)
    record(actor, ACTION, follow, before, now)
    return follow
