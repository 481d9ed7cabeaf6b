"""Rights as data: who acts, in which role, and which actions a role has under which condition.

A person acts under one holding at a time (a role in an organisation and a zone). Predicates are pure functions of the
actor and the facts of the case, so that web, API, jobs and tests give the same answer.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from qiao.core.outcomes import Denied


class Role(StrEnum):
    """Roles in which people act."""

    ZONE_OPERATOR = "zone_operator"
    ORGANISATION_EDITOR = "organisation_editor"
    TECHNOLOGY_MANAGER = "technology_manager"
    EXPERT = "expert"
    DEPARTMENT = "department"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"
    PLATFORM_ADMIN = "platform_admin"
    PUBLIC = "public"
    SYSTEM = "system"


HUMAN_ROLES: tuple[Role, ...] = tuple(role for role in Role if role not in (Role.PUBLIC, Role.SYSTEM))


@dataclass(frozen=True)
class Actor:
    """Who acts now and in which capacity. ``due_action`` is the one right of the system: the verb that is due.

    ``token_id`` and ``token_name`` say through which access token a program acts for the person; None and "" for
    people themselves.
    """

    role: Role
    name: str
    zone_code: str = ""
    user_id: int | None = None
    person_id: int | None = None
    holding_id: int | None = None
    organisation_id: int | None = None
    organisation_name: str = ""
    due_action: str = ""
    token_id: int | None = None
    token_name: str = ""


PUBLIC = Actor(Role.PUBLIC, "public")


def system_actor(due_action: str, zone_code: str = "") -> Actor:
    """The platform itself, allowed to do nothing but the verb that has fallen due."""
    return Actor(Role.SYSTEM, "system", zone_code=zone_code, due_action=due_action)


Predicate = Callable[[Actor, Any], bool]


def anywhere(actor: Actor, facts: Any) -> bool:  # noqa: ARG001
    """No further condition."""
    return True


def same_zone(actor: Actor, facts: Any) -> bool:
    """The case belongs to the zone in which the actor holds the role."""
    return bool(actor.zone_code) and actor.zone_code == facts.zone_code


def own_organisation(actor: Actor, facts: Any) -> bool:
    """The case belongs to the organisation that the actor speaks for."""
    return actor.organisation_id is not None and actor.organisation_id == facts.organisation_id


@dataclass(frozen=True)
class Grant:
    """One row of the rights table: these roles may do this, where the predicate holds."""

    action: str
    roles: tuple[Role, ...]
    where: Predicate = same_zone


class Policy:
    """All grants of all rooms, asked in one place."""

    def __init__(self, grants: Iterable[Grant] = ()) -> None:
        self._grants: dict[str, list[Grant]] = {}
        for grant in grants:
            self.add(grant)

    def add(self, grant: Grant) -> None:
        """Add one row; rows for the same action widen each other."""
        self._grants.setdefault(grant.action, []).append(grant)

    @property
    def actions(self) -> tuple[str, ...]:
        """Every granted action, sorted."""
        return tuple(sorted(self._grants))

    def grants(self, action: str) -> tuple[Grant, ...]:
        """The rows of one action."""
        return tuple(self._grants.get(action, ()))

    def allows(self, actor: Actor, action: str, facts: Any) -> bool:
        """Whether any row lets the actor do this to a case with these facts."""
        if actor.role is Role.SYSTEM:
            return bool(actor.due_action) and actor.due_action == action
        return any(actor.role in grant.roles and grant.where(actor, facts) for grant in self.grants(action))

    def require(self, actor: Actor, action: str, facts: Any) -> None:
        """Raises Denied when `allows` is false."""
        if not self.allows(actor, action, facts):
            raise Denied("no_right", action=action, role=str(actor.role))
