"""Scenarios of following cases."""

from qiao.core.access import HUMAN_ROLES, Role
from qiao.core.taxonomy import DisclosureLevel
from qiao.parties.access_follows import FOLLOWERS
from qiao.parties.models import Follow
from tests.factories.listings import demand
from tests.factories.world import World
from tests.matrix.registry import EDITOR, MANAGER, NOBODY, OPERATOR, Prepare, Prepared, Scenario, run

FOLLOW, UNFOLLOW = "parties.case.follow", "parties.case.unfollow"
LABEL = "catalogue.demand"


def following(key: int, world: World) -> Prepared:
    """Somebody follows the demand with this key."""
    call = run(FOLLOW, object_type=LABEL, object_id=key, now=world.now)
    return Prepared(call, lines=lambda actor: [(FOLLOW, "parties.follow")])


def an_open_one(world: World, state: str) -> Prepared:
    """Everybody sees it, people of other zones too."""
    prepared = following(demand(world, "published").pk, world)
    everybody = {role: (world.inside[role], *world.outside[role]) for role in HUMAN_ROLES}
    return Prepared(prepared.call, lines=prepared.lines, insiders=everybody, outsiders=dict.fromkeys(HUMAN_ROLES, ()))


def a_targeted_one(world: World, state: str) -> Prepared:
    """Its organisation sees it, those who carry it, and the auditor of every zone."""
    prepared = following(demand(world, "published", disclosure=DisclosureLevel.TARGETED).pk, world)
    auditors = {Role.AUDITOR: (world.inside[Role.AUDITOR], *world.outside[Role.AUDITOR])}
    return Prepared(prepared.call, lines=prepared.lines, insiders=auditors, outsiders={Role.AUDITOR: ()})


def no_case(world: World, state: str) -> Prepared:
    """There is no such demand."""
    return following(999_999, world)


def stopping(role: Role) -> Prepare:
    """The person inside who acts in this role follows a demand."""

    def prepare(world: World, state: str) -> Prepared:
        actor = world.inside[role]
        row = Follow.objects.create(
            zone_code=actor.zone_code,
            created_at=world.now,
            person_id=actor.person_id,
            holding_id=actor.holding_id,
            object_type=LABEL,
            object_id=demand(world, "draft").pk,
        )
        return Prepared(run(UNFOLLOW, follow_id=row.pk, now=world.now), row)

    return prepare


SCENARIOS: tuple[Scenario, ...] = (
    Scenario(FOLLOW, an_open_one, "open to everybody", frozenset(FOLLOWERS)),
    Scenario(FOLLOW, a_targeted_one, "targeted", frozenset({OPERATOR, EDITOR, MANAGER, Role.SUPERVISOR, Role.AUDITOR})),
    Scenario(FOLLOW, no_case, "that does not exist", NOBODY),
    *(Scenario(UNFOLLOW, stopping(role), f"of the {role}", frozenset({role})) for role in HUMAN_ROLES),
)
