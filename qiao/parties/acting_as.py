"""From a holding to the actor of a use case."""

from datetime import date

from qiao.core.access import Actor, Role
from qiao.core.outcomes import Denied
from qiao.parties.models import Holding, User
from qiao.parties.selectors.holdings import holdings_in_force
from qiao.parties.selectors.second_factors import lacks_second_factor, roles_in_force


def actor_of(holding: Holding, on: date) -> Actor:
    """The person acting under this holding. Raises Denied when the holding has not begun or has ended by ``on``.

    ``on`` is the day in Shanghai.
    """
    if holding.starts_on > on or (holding.ends_on is not None and holding.ends_on < on):
        raise Denied("holding_not_in_force", holding=str(holding))
    person, organisation = holding.person, holding.organisation
    return Actor(
        role=Role(holding.role),
        name=person.name,
        zone_code=holding.zone_code,
        user_id=getattr(getattr(person, "user", None), "pk", None),
        person_id=person.pk,
        holding_id=holding.pk,
        organisation_id=organisation.pk if organisation else None,
        organisation_name=organisation.name if organisation else "",
    )


def holdings_of(user: User, on: date) -> tuple[Holding, ...]:
    """The holdings under which an account may act that day, the oldest first; none for a closed account. One query.

    What `unprotected` looks at is read along.
    """
    if not user.is_active or user.person_id is None:
        return ()
    return tuple(holdings_in_force(user.person_id, on).annotate(second_factor_roles=roles_in_force(on)))


def unprotected(holding: Holding) -> bool:
    """Whether nobody may act under this holding, one of `holdings_of`, before a second step of signing in is set up.

    One query where the rule asks for one, otherwise none.
    """
    user = getattr(holding.person, "user", None)
    needed = holding.second_factor_roles  # type: ignore[attr-defined]
    return lacks_second_factor(holding.role, needed, user.pk if user else None)
