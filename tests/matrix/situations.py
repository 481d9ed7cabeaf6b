"""Shapes that many scenarios of the catalogue share: a verb of a listing, a draft, a revision, a disclosure."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from qiao.catalogue.contents import Draft, ListingContent
from qiao.core.access import Role
from qiao.core.taxonomy import DisclosureLevel
from tests.factories.world import World
from tests.matrix.registry import EDITOR, MANAGER, OPERATOR, People, Prepared, Scenario, legal_state, run


@dataclass(frozen=True)
class Kind:
    """One kind of listing: its key, its factory, its first state, one in which it is public, and valid content."""

    name: str
    make: Callable[..., Any]
    first: str
    public: str
    content: ListingContent

    @property
    def key(self) -> str:
        """The beginning of its action keys."""
        return f"catalogue.{self.name}"

    def verb(self, verb: str, situation: str = "", **inputs: Any) -> Scenario:
        """A verb of the lifecycle with these inputs."""
        action = f"{self.key}.{verb}"

        def prepare(world: World, state: str) -> Prepared:
            row = self.make(world, state or legal_state(action))
            return Prepared(run(action, now=world.now, **{f"{self.name}_id": row.pk}, **inputs), row)

        return Scenario(action, prepare, situation)

    def in_charge(self, verb: str) -> Scenario:
        """The same where a manager needs to be in charge: another manager of the zone stands outside."""
        plain = self.verb(verb)

        def prepare(world: World, state: str) -> Prepared:
            return replace(plain.prepare(world, state), outsiders=others_in_charge(world))

        return Scenario(plain.action, prepare)

    def beside_the_lifecycle(self) -> tuple[Scenario, ...]:
        """Drafting, revising, putting a manager in charge, disclosing; and the verbs of the clock."""
        return (
            Scenario(f"{self.key}.draft", self._drafting),
            Scenario(f"{self.key}.revise", self._revising, "draft"),
            Scenario(f"{self.key}.revise", self._correcting, "published", frozenset({OPERATOR})),
            Scenario(f"{self.key}.assign_manager", self._assigning),
            Scenario(f"{self.key}.disclose_to", self._disclosing),
        )

    def _drafting(self, world: World, state: str) -> Prepared:
        action = f"{self.key}.draft"
        draft = Draft(organisation_id=world.owner.pk)
        return Prepared(
            run(action, draft=draft, content=self.content, now=world.now),
            lines=lambda actor: [(action, self.key)],
        )

    def _revising(self, world: World, state: str) -> Prepared:
        return replace(self._revision(world, self.first), outsiders=others_in_charge(world))

    def _correcting(self, world: World, state: str) -> Prepared:
        return self._revision(world, self.public)

    def _revision(self, world: World, state: str) -> Prepared:
        row = self.make(world, state)
        inputs = {f"{self.name}_id": row.pk, "content": self.content, "reason": "更正"}
        return Prepared(run(f"{self.key}.revise", now=world.now, **inputs), row)

    def _assigning(self, world: World, state: str) -> Prepared:
        row = self.make(world, self.first)
        manager = world.somebody(Role.TECHNOLOGY_MANAGER)
        inputs = {f"{self.name}_id": row.pk, "person_id": manager.person_id}
        return Prepared(run(f"{self.key}.assign_manager", now=world.now, **inputs), row)

    def _disclosing(self, world: World, state: str) -> Prepared:
        row = self.make(world, self.public, disclosure=DisclosureLevel.TARGETED)
        inputs = {f"{self.name}_id": row.pk, "organisation_ids": (world.stranger.pk,)}
        return Prepared(run(f"{self.key}.disclose_to", now=world.now, **inputs), row)


def others_in_charge(world: World) -> People:
    """Managers who are not in charge: of another zone, and of the same."""
    return {MANAGER: (*world.outside[MANAGER], world.somebody(MANAGER))}


def editors_outside(world: World, *further: Any) -> People:
    """The world's outside editors and more of them."""
    return {EDITOR: (*world.outside[EDITOR], *further)}
