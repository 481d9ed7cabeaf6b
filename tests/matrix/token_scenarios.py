"""Scenarios of access tokens."""

from datetime import date

from qiao.core.access import HUMAN_ROLES, Role
from qiao.parties.models import ApiToken, Holding
from qiao.parties.tokens import NewToken
from tests.factories.world import World
from tests.matrix.party_scenarios import admins_everywhere
from tests.matrix.registry import ADMIN, NOBODY, OPERATOR, Prepare, Prepared, Scenario, run

WITHOUT_TOKENS = (Role.SUPERVISOR, Role.AUDITOR)
"""They change nothing, and so issue nothing."""


def issuing(role: Role) -> Prepare:
    """A token for the holding of the person inside who acts in this role."""
    action = "parties.token.issue"

    def prepare(world: World, state: str) -> Prepared:
        new = NewToken(name="报表程序", scopes=("catalogue:read",))
        return Prepared(
            run(action, holding_id=world.inside[role].holding_id, new=new, now=world.now),
            lines=lambda actor: [(action, "parties.apitoken")],
        )

    return prepare


def revoking(role: Role) -> Prepare:
    """A token of the person inside who acts in this role; administrators serve the whole platform."""

    def prepare(world: World, state: str) -> Prepared:
        holding = Holding.objects.get(pk=world.inside[role].holding_id)
        token = ApiToken.objects.create(
            zone_code=holding.zone_code,
            holding=holding,
            name="报表程序",
            scopes=["catalogue:read"],
            secret_digest="0" * 64,
            beginning="qiao_0000",
            expires_on=date(2026, 12, 31),
            created_at=world.now,
        )
        call = run("parties.token.revoke", token_id=token.pk, now=world.now, reason="不再使用")
        return Prepared(call, token, **admins_everywhere(world))

    return prepare


SCENARIOS: tuple[Scenario, ...] = (
    *(
        Scenario(
            "parties.token.issue",
            issuing(role),
            f"of the {role}",
            NOBODY if role in WITHOUT_TOKENS else frozenset({role}),
        )
        for role in HUMAN_ROLES
    ),
    *(
        Scenario("parties.token.revoke", revoking(role), f"of the {role}", frozenset({role, OPERATOR, ADMIN}))
        for role in HUMAN_ROLES
        if role not in WITHOUT_TOKENS
    ),
)
