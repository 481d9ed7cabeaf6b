"""Who walks over the addresses: everybody at his browser, what each may know, and an example for every address."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from qiao.core.access import HUMAN_ROLES, PUBLIC, Actor, Role
from qiao.parties.models import Holding, Organisation
from tests.factories.world import World
from tests.web.signing_in import signed_in_client

Knows = Callable[[Actor], bool]
Arguments = dict[str, Any]


def anybody(actor: Actor) -> bool:
    """No secret."""
    return True


@dataclass(frozen=True)
class Example:
    """Arguments of an address, who may know of what it is about, and secrets that the address itself opens."""

    arguments: Arguments
    knows: Knows = anybody
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Secret:
    """Words that some must never read."""

    words: str
    knows: Knows


@dataclass
class Scene:
    """The world with everybody at his browser."""

    world: World
    people: dict[str, Actor]
    examples: dict[str, list[Example]] = field(default_factory=dict)
    secrets: list[Secret] = field(default_factory=list)

    def client(self, who: str, **kwargs: Any) -> Client:
        """The browser of somebody; everybody's language is English, so that Chinese words are words of records."""
        actor = self.people[who]
        client = signed_in_client(Holding.objects.get(pk=actor.holding_id)) if actor.holding_id else Client()
        fresh = Client(**kwargs)
        fresh.cookies.load(client.cookies.output(header=""))
        fresh.cookies["django_language"] = "en"
        return fresh

    def show(self, names: str | Iterable[str], *examples: Example) -> None:
        """Add examples to addresses."""
        for name in (names,) if isinstance(names, str) else names:
            self.examples.setdefault(name, []).extend(examples)


def people_of(world: World, hidden: Organisation) -> dict[str, Actor]:
    """A visitor, each role inside, and those who are near enough to look over the fence."""
    found = {"visitor": PUBLIC} | {str(role): world.inside[role] for role in HUMAN_ROLES}
    return found | {
        "far operator": world.outside[Role.ZONE_OPERATOR][0],
        "stranger": world.outside[Role.ORGANISATION_EDITOR][1],
        "partner": world.somebody(Role.ORGANISATION_EDITOR, world.partner),
        "hidden editor": world.somebody(Role.ORGANISATION_EDITOR, hidden),
    }
