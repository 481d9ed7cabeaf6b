"""What a scenario is: one situation in which an action could be done, and who may do it there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Model

from qiao.core.access import HUMAN_ROLES, PUBLIC, Actor, Role
from qiao.core.lifecycle import Lifecycle
from qiao.foundation.registry import CASES, USE_CASES
from tests.factories.world import World
from tests.matrix.permissions_document import documented_roles

OPERATOR, EDITOR, MANAGER = Role.ZONE_OPERATOR, Role.ORGANISATION_EDITOR, Role.TECHNOLOGY_MANAGER
EXPERT, DEPARTMENT, ADMIN = Role.EXPERT, Role.DEPARTMENT, Role.PLATFORM_ADMIN
NOBODY: frozenset[Role] = frozenset()

People = Mapping[Role, tuple[Actor, ...]]
AuditLines = Callable[[Actor], list[tuple[str, str]]]
"""The audit rows that an actor's act must leave, as (action, table)."""


def table_of(model: Model | type[Model]) -> str:
    """How audit rows name a table."""
    return model._meta.label_lower


@dataclass(frozen=True)
class Prepared:
    """An object in a state from which the verb is legal, and the call with valid input.

    ``insiders`` and ``outsiders`` replace those of the world role by role, where the situation decides who is
    concerned; ``subject`` is the object, None when the action makes one. ``lines`` None means one audit row of the
    action about the subject.
    """

    call: Callable[[Actor], object]
    subject: Model | None = None
    lines: AuditLines | None = None
    insiders: People = field(default_factory=dict)
    outsiders: People = field(default_factory=dict)


Prepare = Callable[[World, str], Prepared]
"""Prepares the situation with the object in this state; "" means one from which the verb is legal."""


@dataclass(frozen=True)
class Scenario:
    """One situation. ``allowed`` are the roles whose insiders may act in it; None reads them from the document.

    In ``unseen_in`` states the object does not exist for a role that otherwise may, so it is denied, not refused.
    """

    action: str
    prepare: Prepare
    situation: str = ""
    allowed: frozenset[Role] | None = None
    unseen_in: Mapping[Role, frozenset[str]] = field(default_factory=dict)

    def sees(self, role: Role, state: str) -> bool:
        """Whether the object exists for the role in that state."""
        return state not in self.unseen_in.get(role, ())

    @property
    def name(self) -> str:
        """How the tests call it."""
        return f"{self.action} {self.situation}".strip()

    @cached_property
    def allowed_roles(self) -> frozenset[Role]:
        """Who may act in this situation."""
        return documented_roles(self.action) if self.allowed is None else self.allowed

    def insiders(self, world: World, prepared: Prepared) -> dict[Role, tuple[Actor, ...]]:
        """Everybody inside the scope, by role."""
        return {role: prepared.insiders.get(role, (world.inside[role],)) for role in HUMAN_ROLES}

    def permitted(self, world: World, prepared: Prepared) -> tuple[Actor, ...]:
        """Everybody who may act."""
        inside = self.insiders(world, prepared)
        people = tuple(actor for role in HUMAN_ROLES if role in self.allowed_roles for actor in inside[role])
        return (*people, PUBLIC) if Role.PUBLIC in self.allowed_roles else people

    def forbidden(self, world: World, prepared: Prepared) -> tuple[Actor, ...]:
        """Everybody else: the other roles inside the scope, and every role outside."""
        inside = self.insiders(world, prepared)
        others = [actor for role in HUMAN_ROLES if role not in self.allowed_roles for actor in inside[role]]
        outside = [a for role in HUMAN_ROLES for a in prepared.outsiders.get(role, world.outside[role])]
        public = () if Role.PUBLIC in self.allowed_roles else (PUBLIC,)
        return (*others, *outside, *public)


def lifecycle_of(action: str) -> tuple[Lifecycle[Any], str] | None:
    """The table and the verb of an action, None for actions that are no verb of a lifecycle."""
    key, _, verb = action.rpartition(".")
    tables = {case.LIFECYCLE.key: case.LIFECYCLE for case in CASES}
    table = tables.get(key)
    return (table, verb) if table is not None and verb in table.verbs else None


def legal_state(action: str) -> str:
    """The first state from which the verb is legal."""
    found = lifecycle_of(action)
    if found is None:
        raise LookupError(f"{action} is no verb of a lifecycle")
    table, verb = found
    return str(next(t.sources[0] for t in table.transitions if t.verb == verb))


def run(action: str, **arguments: object) -> Callable[[Actor], object]:
    """The registered use case with everything but the actor."""
    return lambda actor: USE_CASES[action](actor=actor, **arguments)
