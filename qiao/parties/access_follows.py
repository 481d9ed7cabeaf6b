"""Who may follow a case: everybody who works with cases and may see this one, and only for himself.

Supervisors and auditors follow too: it changes nothing but what they are told. The administrator of the platform sees
no case at work and therefore follows none.
"""

from dataclasses import dataclass

from qiao.core.access import HUMAN_ROLES, Actor, Grant, Role

FOLLOW = "parties.case.follow"
UNFOLLOW = "parties.case.unfollow"
FOLLOWERS = tuple(role for role in HUMAN_ROLES if role is not Role.PLATFORM_ADMIN)


@dataclass(frozen=True)
class FollowFacts:
    """Whose following it is, and whether the case exists for whoever asks now."""

    zone_code: str
    person_id: int | None
    visible: bool = False


def own_following(actor: Actor, facts: FollowFacts) -> bool:
    """The actor follows, or followed, for himself."""
    return actor.person_id is not None and actor.person_id == facts.person_id


def visible_case(actor: Actor, facts: FollowFacts) -> bool:
    """The case exists for the actor, who follows it for himself."""
    return facts.visible and own_following(actor, facts)


# Whoever may no longer see a case, or has other roles by now, can still stop following it.
FOLLOW_GRANTS: tuple[Grant, ...] = (
    Grant(FOLLOW, FOLLOWERS, visible_case),
    Grant(UNFOLLOW, HUMAN_ROLES, own_following),
)
